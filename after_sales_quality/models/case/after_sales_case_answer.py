from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.after_sales_returns.changed import changed_vals
from odoo.addons.after_sales_returns.tools import refuse

LEAD = "after_sales_inspection.group_quality_lead"
STORE = "after_sales_returns.group_after_sales_store"
TO_DO = "mail.mail_activity_data_todo"
# What a store says; all else is the question.
SAID = {"seen", "quantity", "note", "photo_ids"}
# A case that is decided asks nobody any more.
ASKING = ("draft", "investigating", "proposed")


class AfterSalesCaseAnswer(models.Model):
    """What one store is asked about a case, and what it says. Its staff see this, not the case."""

    _name = "after.sales.case.answer"
    _description = "Question to a Store"
    _inherit = [
        "after.sales.files.mixin",
        "after.sales.addressee.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_due desc, id"
    _mail_post_access = "read"
    _check_company_auto = True

    case_id = fields.Many2one(
        "after.sales.case",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="cascade",
        groups=LEAD,
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Store",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="cascade",
    )
    goods = fields.Char(readonly=True, help="What it is about, in words.")
    question = fields.Text(readonly=True)
    date_due = fields.Date(string="Answer Until", required=True, readonly=True)
    units_in_stock = fields.Float(
        digits="Product Unit", readonly=True, help="In this store when it was asked."
    )
    seen = fields.Selection(
        [("yes", "Seen"), ("no", "Not seen")], string="Have You Seen It?", tracking=True
    )
    quantity = fields.Integer(string="How Many?", tracking=True)
    note = fields.Text()
    photo_ids = fields.Many2many(
        "ir.attachment",
        "after_sales_case_answer_photo_rel",
        string="Photos",
        bypass_search_access=True,
    )
    date_answered = fields.Datetime(string="Answered On", readonly=True)
    answer_user_id = fields.Many2one(
        "res.users", string="Answered By", readonly=True, index="btree_not_null"
    )
    is_silent = fields.Boolean(
        string="Silent",
        compute="_compute_is_silent",
        search="_search_is_silent",
        help="The time is over, and the store said nothing.",
    )

    _unique = models.UniqueIndex("(case_id, warehouse_id)", "A store is asked once about a case.")
    _quantity_positive = models.Constraint(
        "CHECK(quantity >= 0)", "The number of units seen cannot be negative."
    )
    _open_idx = models.Index("(warehouse_id, date_due) WHERE seen IS NULL")

    @api.depends("seen", "date_due")
    def _compute_is_silent(self):
        today = fields.Date.context_today(self)
        for answer in self:
            answer.is_silent = bool(not answer.seen and answer.date_due and answer.date_due < today)

    def _search_is_silent(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("seen", "=", False), ("date_due", "<", fields.Date.context_today(self))]

    @api.depends("warehouse_id", "goods")
    def _compute_display_name(self):
        for answer in self:
            words = [answer.warehouse_id.name, answer.goods]
            answer.display_name = " – ".join(word for word in words if word)

    # Answering --------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise UserError(self.env._("Stores are asked by the button of the case."))
        return super().create(vals_list)

    def write(self, vals):
        """A store says what it has seen; who and when is written beside it."""
        if self.env.su and not SAID & vals.keys():
            return super().write(vals)
        self._check_answer_vals(vals)
        if "seen" in vals:
            vals = {
                **vals,
                "date_answered": fields.Datetime.now() if vals["seen"] else False,
                "answer_user_id": self.env.uid if vals["seen"] else False,
            }
        result = super().write(vals)
        self._check_quantities()
        if vals.get("seen"):
            self.activity_unlink([TO_DO])
        return result

    def _check_answer_vals(self, vals):
        self.check_access("write")
        problems = []
        for answer in self:
            others = changed_vals(answer, vals).keys() - SAID
            if others and not self.env.su:
                problems.append(
                    self.env._(
                        "%(store)s: the question stands as it was asked. Say what you have seen, "
                        "how many, and send a photo.",
                        store=answer.warehouse_id.name,
                    )
                )
            elif answer.sudo().case_id.state not in ASKING:
                problems.append(
                    self.env._(
                        "%(store)s: the case is decided, and asks nothing any more.",
                        store=answer.warehouse_id.name,
                    )
                )
        refuse(problems)

    def _check_quantities(self):
        """Seen is one at least; what was not seen has no number."""
        problems = []
        for answer in self:
            if answer.seen == "yes" and not answer.quantity:
                problems.append(
                    self.env._(
                        "%(store)s: how many have you seen? Enter one at least, or say that you "
                        "have not seen it.",
                        store=answer.warehouse_id.name,
                    )
                )
            elif answer.seen != "yes" and answer.quantity:
                problems.append(
                    self.env._(
                        "%(store)s: you enter how many, and do not say that you have seen it. "
                        "Choose “Seen”, or enter zero.",
                        store=answer.warehouse_id.name,
                    )
                )
        refuse(problems)

    # Asking -----------------------------------------------------------------------------------

    @api.model
    def _addressee_group(self):
        return LEAD

    def _addressee_team(self):
        return self.warehouse_id.after_sales_return_team_id

    def _staff(self):
        """:return: users who work in the store and may answer"""
        self.ensure_one()
        users = self.env.ref(STORE).sudo().all_user_ids
        own = users.filtered(lambda user: self.warehouse_id in user.after_sales_warehouse_ids)
        return own.sorted("id").filtered(self._is_readable_by)

    def _ask(self):
        """A mail to the staff of the store, and an activity for one of them."""
        for answer in self:
            staff = answer._staff()
            user = answer._addressee(*staff)
            told = answer.with_context(lang=user.lang)
            summary = told.env._("Have you seen it? %(goods)s", goods=answer.goods)
            told.message_post(
                subject=summary,
                body=answer.question,
                partner_ids=(staff or user).partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
            told.activity_schedule(
                TO_DO,
                date_deadline=answer.date_due,
                summary=summary,
                note=answer.question,
                user_id=user.id,
            )
