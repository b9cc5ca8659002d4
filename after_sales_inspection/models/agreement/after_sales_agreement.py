from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import refuse

LEAD = "after_sales_inspection.group_quality_lead"
# What the quality lead says, until it is decided.
DECISION = {"truth", "training_note"}


class AfterSalesAgreement(models.Model):
    """Two inspections of the same goods by two inspectors, and whether they say the same. Where
    they do not, the quality lead says who was right, and what is to be learned from it."""

    _name = "after.sales.agreement"
    _description = "Agreement of Inspectors"
    _inherit = ["after.sales.link.guard.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "original_id"

    original_id = fields.Many2one(
        "after.sales.inspection",
        string="First Inspection",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    recheck_id = fields.Many2one(
        "after.sales.inspection",
        string="Second Inspection",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="original_id.company_id", store=True)
    product_id = fields.Many2one(related="original_id.product_id", store=True)
    # Copied: what is over does not change, and answers of others pay nothing for it.
    inspector_id = fields.Many2one("res.users", string="First Inspector", readonly=True, index=True)
    second_inspector_id = fields.Many2one("res.users", readonly=True)
    grade_id = fields.Many2one("after.sales.grade", string="First Grade", readonly=True)
    second_grade_id = fields.Many2one("after.sales.grade", readonly=True)
    item_ids = fields.One2many("after.sales.agreement.item", "agreement_id", readonly=True)
    same_grade = fields.Boolean(readonly=True)
    agreed_percent = fields.Float(
        string="Same Answers (%)", digits=(5, 2), readonly=True, aggregator="avg"
    )
    state = fields.Selection(
        [("agreed", "Agreed"), ("to_decide", "To decide"), ("decided", "Decided")],
        required=True,
        readonly=True,
        default="agreed",
        index=True,
    )
    truth = fields.Selection(
        [("first", "The first inspector"), ("second", "The second inspector")],
        string="Who Was Right",
    )
    training_note = fields.Text(help="What is to be learned from it.")
    decided_by_id = fields.Many2one("res.users", readonly=True)
    date_decided = fields.Datetime(readonly=True)

    _once = models.UniqueIndex("(recheck_id)", "A second inspection is compared once.")

    def _after_sales_links(self):
        """All that says what the two found, and who decided."""
        fields = self._fields.items()
        own = {name for name, field in fields if field.readonly and field.store}
        return super()._after_sales_links() | own

    def write(self, vals):
        if DECISION & set(vals):
            self._check_undecided()
            self._check_decider()
        return super().write(vals)

    @api.model
    def _compare(self, rechecks):
        """Compare second inspections with the first ones, and tell the quality lead where they
        differ.

        :param rechecks: inspections that are done
        """
        agreements = self.sudo().create([self._prepare_vals(one) for one in rechecks.sudo()])
        for agreement in agreements.filtered(lambda one: one.state == "to_decide"):
            agreement.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Two inspectors differ: who is right?"),
                user_id=agreement._lead().id,
            )

    def _lead(self):
        """:return: a quality lead of the company who was neither inspector, else the
        administrator"""
        self.ensure_one()
        leads = (
            self.env.ref(LEAD)
            .sudo()
            .all_user_ids.filtered(lambda user: self.company_id in user.company_ids)
        )
        others = leads - self.inspector_id - self.second_inspector_id
        return (others or self.env.ref("base.user_admin"))[:1]

    @api.model
    def _prepare_vals(self, recheck):
        original = recheck.original_id
        first = {answer.item_id: answer for answer in original.answer_ids}
        items = [
            {
                "item_id": answer.item_id.id,
                "result": first[answer.item_id].result,
                "second_result": answer.result,
                "agrees": answer.result == first[answer.item_id].result
                and answer.choice_id == first[answer.item_id].choice_id,
            }
            for answer in recheck.answer_ids
            if answer.item_id in first
        ]
        agreed = sum(item["agrees"] for item in items)
        same_grade = original.grade_id == recheck.grade_id
        return {
            "original_id": original.id,
            "recheck_id": recheck.id,
            "inspector_id": original.user_id.id,
            "second_inspector_id": recheck.user_id.id,
            "grade_id": original.grade_id.id,
            "second_grade_id": recheck.grade_id.id,
            "same_grade": same_grade,
            "agreed_percent": 100.0 * agreed / len(items) if items else 100.0,
            "state": "agreed" if same_grade and agreed == len(items) else "to_decide",
            "item_ids": [Command.create(item) for item in items],
        }

    def action_decide(self):
        """Close what the quality lead has decided on."""
        waiting = self.filtered(lambda one: one.state == "to_decide")
        waiting._check_decider()
        refuse(
            [
                self.env._(
                    "%(inspection)s: say who was right, and what is to be learned from it.",
                    inspection=one.original_id.name,
                )
                for one in waiting
                if not one.truth or not (one.training_note or "").strip()
            ]
        )
        waiting.sudo().write(
            {
                "state": "decided",
                "decided_by_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
            }
        )
        waiting.activity_feedback(["mail.mail_activity_data_todo"])
        return True

    def _check_decider(self):
        """A quality lead decides who was neither of the two.

        :raise AccessError: the user is no quality lead
        :raise UserError: a sentence for each that the user inspected
        """
        if self.env.su:
            return
        if not self.env.user.has_group(LEAD):
            raise AccessError(
                self.env._("Only quality leads say who was right: ask for that role.")
            )
        refuse(
            [
                self.env._(
                    "%(inspection)s: you are one of the two who inspected it, so ask another "
                    "quality lead to say who was right.",
                    inspection=one.original_id.name,
                )
                for one in self
                if self.env.user in one.inspector_id | one.second_inspector_id
            ]
        )

    def _check_undecided(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        refuse(
            [
                self.env._(
                    "%(inspection)s is %(state)s: who was right is said only where two differ, "
                    "and stands once it is decided.",
                    inspection=one.original_id.name,
                    state=labels[one.state],
                )
                for one in self
                if one.state != "to_decide"
            ]
        )
