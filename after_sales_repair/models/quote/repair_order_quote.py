from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import refuse

from ..repair.repair_order_state import SERVING

ASKING = ("after_sales_returns.group_after_sales_store", "stock.group_stock_user")
IN_HAND = ("confirmed", "under_repair")
# Whose rights are enough for all that Odoo's form of an order shows.
SELLING = ("sales_team.group_sale_salesman", "after_sales_returns.group_after_sales_store")


class RepairOrder(models.Model):
    """What the customer is to pay: a quotation of Odoo's, linked as Odoo links it.

    ``sale_order_id`` is the quotation that counts; ``quotation_ids`` also has those that it
    replaced. What the customer answers stands in ``repair_order_answer.py``.
    """

    _inherit = "repair.order"
    _guarded = {
        "sale_order_id",
        "sale_order_line_id",
        "date_quoted",
        "date_quote_answered",
        "quote_amount_accepted",
    }

    quotation_ids = fields.One2many(
        "sale.order",
        "after_sales_repair_id",
        string="Quotations",
        readonly=True,
        groups="stock.group_stock_user,sales_team.group_sale_salesman",
    )
    date_quoted = fields.Datetime(string="Quotation Sent", readonly=True, copy=False)
    date_quote_answered = fields.Datetime(string="Customer Answered", readonly=True, copy=False)
    quote_amount = fields.Monetary(
        string="Quoted",
        currency_field="quote_currency_id",
        compute="_compute_quote_amount",
        store=True,
        help="With taxes.",
    )
    quote_amount_accepted = fields.Monetary(
        string="Accepted",
        currency_field="quote_currency_id",
        readonly=True,
        copy=False,
        help="With taxes: what the customer agreed to pay.",
    )
    quote_currency_id = fields.Many2one(
        "res.currency", compute="_compute_quote_amount", store=True, string="Quotation Currency"
    )

    @api.depends("sale_order_id.amount_total", "sale_order_id.currency_id", "sale_order_id.state")
    def _compute_quote_amount(self):
        """What was quoted stays known when Odoo empties a cancelled quotation."""
        for repair in self:
            order = repair.sale_order_id
            if order and order.state != "cancel":
                repair.quote_amount = order.amount_total
                repair.quote_currency_id = order.currency_id
            else:
                repair.quote_amount = repair.quote_amount
                repair.quote_currency_id = repair.quote_currency_id

    @api.depends("partner_id", "sale_order_line_id")
    def _compute_after_sales_stage(self):
        super()._compute_after_sales_stage()

    def _is_quote_needed(self):
        """Without a customer nobody pays; what was sold as a service is agreed."""
        return super()._is_quote_needed() and bool(self.partner_id) and not self.sale_order_line_id

    # Quoting ------------------------------------------------------------------------------------

    def action_create_sale_order(self):
        """Odoo's own button, and how ``action_quote`` makes its quotation. Odoo makes them one by
        one only."""
        self._check_role(ASKING)
        for repair in self.sudo():
            super(RepairOrder, repair).action_create_sale_order()
            if not repair._is_odoos_own():
                repair._complete_quotation()
        return self._action_view_quotation()

    def _action_view_quotation(self):
        """The quotation, for those who may see it."""
        if len(self) != 1 or not self.env["sale.order"].has_access("read"):
            return True
        return self.action_view_sale_order()

    def action_view_sale_order(self):
        """Who has no rights of Sales, such as a technician, sees the quotation as its customer
        does."""
        self.ensure_one()
        self.check_access("read")
        quotation = self.sudo().sale_order_id
        if not quotation:
            refuse([self.env._("%(repair)s (%(item)s) has no quotation yet.", **self._names())])
        if any(self.env.user.has_group(group) for group in SELLING):
            return super().action_view_sale_order()
        return {"type": "ir.actions.act_url", "target": "new", "url": quotation.get_portal_url()}

    def action_quote(self):
        """Make the quotation, or a new one in place of an older."""
        self._check_role(SERVING)
        self._check_quote()
        self.sudo()._do_quote()
        return self._action_view_quotation()

    def _check_quote(self):
        problems = []
        for repair in self:
            problems += repair._quote_problems()
        refuse(problems)

    def _quote_problems(self):
        """:return: list of sentences that stand against a quotation"""
        self.ensure_one()
        names = self._names()
        if self.state not in IN_HAND:
            return [
                self.env._(
                    "%(repair)s (%(item)s) is not in the workshop's hands: only what was taken in "
                    "and is not finished can be quoted.",
                    **names,
                )
            ]
        if not self.date_diagnosed:
            return [
                self.env._(
                    "%(repair)s (%(item)s) is not diagnosed. Diagnose it first: the quotation "
                    "follows from what it needs.",
                    **names,
                )
            ]
        return self._payer_problems() + self._labour_problems() + self._invoiced_problems()

    def _payer_problems(self):
        self.ensure_one()
        if self.under_warranty:
            sentence = self.env._(
                "%(repair)s (%(item)s) is under warranty: there is nothing to quote. Correct the "
                "diagnosis if the customer is to pay.",
                **self._names(),
            )
        elif not self.partner_id:
            sentence = self.env._(
                "%(repair)s (%(item)s) has no customer who could pay. Enter the customer.",
                **self._names(),
            )
        elif not self._is_quote_needed():
            sentence = self.env._(
                "%(repair)s (%(item)s): no customer is to pay for it. Start the repair.",
                **self._names(),
            )
        else:
            return []
        return [sentence]

    def _labour_problems(self):
        self.ensure_one()
        if not self.estimate_hours or self.sudo().company_id.after_sales_labour_product_id:
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s): no product stands for the labour. Have one chosen in the "
                "settings of After-Sales, or set the estimated hours to zero.",
                **self._names(),
            )
        ]

    def _invoiced_problems(self):
        """An order with a valid invoice cannot be replaced."""
        self.ensure_one()
        order = self.sudo().sale_order_id
        if not order.invoice_ids.filtered(lambda move: move.state == "posted"):
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s): %(quotation)s is already invoiced. Have its invoice "
                "credited first, or add what is new to that order.",
                quotation=order.name,
                **self._names(),
            )
        ]

    def _do_quote(self):
        for repair in self:
            repair._remember_agreed_terms()
            repair._remember_labour_terms()
            repair._remember_typed_lines(repair._release_quotation())
            repair.action_create_sale_order()

    def _complete_quotation(self):
        """Add what Odoo's own quotation of a repair lacks: the labour, a term, a signature, and
        what was agreed before."""
        self.ensure_one()
        order = self.sale_order_id
        lines = self._prepare_labour_vals()
        if not self.under_warranty:
            self._apply_agreed_terms()
            lines += self._take_typed_lines()
        order.write(
            {
                "after_sales_repair_id": self.id,
                "client_order_ref": self.name,
                "require_signature": True,
                "require_payment": False,
                "validity_date": fields.Date.context_today(self)
                + timedelta(days=self.company_id.after_sales_quote_days),
                "order_line": [Command.create(vals) for vals in lines],
            }
        )
        self._apply_labour_terms()
        if self._is_quote_needed():
            self.quote_state = "draft"

    def _prepare_labour_vals(self):
        """:return: list of dict for the ``sale.order.line`` of the labour, empty if none is paid"""
        self.ensure_one()
        product = self.company_id.after_sales_labour_product_id
        if not product or not self.estimate_hours or self.under_warranty:
            return []
        return [{"product_id": product.id, "product_uom_qty": self.estimate_hours}]

    def _release_quotation(self):
        """Let go of the quotation and cancel it; it stays among ``quotation_ids``.

        :return: list of dict for the ``sale.order.line`` that were typed by hand
        """
        self.ensure_one()
        order, moves = self.sale_order_id, self.move_ids
        labour = self.company_id.after_sales_labour_product_id
        typed = order.order_line.filtered(
            lambda line: (
                not line.move_ids.repair_id and (line.display_type or line.product_id != labour)
            )
        )
        vals_list = [self._prepare_typed_line_vals(line) for line in typed]
        self.write(
            {
                "sale_order_id": False,
                "quote_state": "none",
                "date_quoted": False,
                "date_quote_answered": False,
                "quote_amount_accepted": 0.0,
            }
        )
        moves.write({"sale_line_id": False})
        order.filtered(lambda order: order.state != "cancel")._action_cancel()
        return vals_list

    def _prepare_typed_line_vals(self, line):
        """:return: dict for the ``sale.order.line`` that says again what ``line`` says"""
        vals = {"name": line.name, "sequence": line.sequence, "display_type": line.display_type}
        if line.display_type:
            return vals
        return {
            **vals,
            "product_id": line.product_id.id,
            "product_uom_id": line.product_uom_id.id,
            "product_uom_qty": line.product_uom_qty,
            "price_unit": line.price_unit,
            "discount": line.discount,
            "tax_ids": [Command.set(line.tax_ids.ids)],
        }

    # Sending ------------------------------------------------------------------------------------

    def action_quote_send(self):
        """Send the quotation to the customer, who answers in the portal."""
        self._check_role(SERVING)
        self._check_quote_send()
        self.sudo()._do_quote_send()
        return True

    def _check_quote_send(self):
        problems = []
        for repair in self:
            problems += repair._send_problems()
        refuse(problems)

    def _send_problems(self):
        """:return: list of sentences that stand against sending the quotation"""
        self.ensure_one()
        order = self.sudo().sale_order_id
        if self.quote_state != "draft":
            labels = dict(self._fields["quote_state"]._description_selection(self.env))
            return [
                self.env._(
                    "%(repair)s (%(item)s) has no quotation to send (%(state)s). Make a new "
                    "quotation if another answer is needed.",
                    state=labels[self.quote_state],
                    **self._names(),
                )
            ]
        if not order.order_line.filtered("product_id"):
            return [
                self.env._(
                    "%(repair)s (%(item)s): %(quotation)s has no line. Add the parts, the hours or "
                    "a line typed by hand, then make the quotation again.",
                    quotation=order.name,
                    **self._names(),
                )
            ]
        problem = order.after_sales_repair_id._answer_problem(order)
        return [problem] if problem else []

    def _do_quote_send(self):
        self.env["after.sales.mail"]._queue(self, "quotation")
        self.sale_order_id.filtered(lambda order: order.state == "draft").action_quotation_sent()
        self._on_quotation_sent()

    def _on_quotation_sent(self):
        """The quotation is with the customer: sent here, or with Odoo's own button."""
        self.filtered(lambda repair: repair.quote_state == "draft").write(
            {"quote_state": "sent", "date_quoted": fields.Datetime.now()}
        )

    # What stands against an answer --------------------------------------------------------------

    def _answer_problem(self, quotation, declining=False):
        """:param quotation: a ``sale.order`` of this repair
        :return: the sentence that stands against accepting or declining it; False if none, or if
            it is no repair's
        """
        if not self:
            return False
        names = {"quotation": quotation.name, **self._names()}
        if self.sale_order_id != quotation:
            return self._replaced_sentence(names)
        if quotation.state == "sale":
            return self.env._(
                "%(quotation)s for %(repair)s (%(item)s) is already accepted. Nothing is left to "
                "do.",
                **names,
            )
        if quotation.state == "cancel":
            return self.env._(
                "%(quotation)s for %(repair)s (%(item)s) was declined or cancelled. Ask for a new "
                "quotation.",
                **names,
            )
        if quotation.is_expired and not declining:
            return self.env._(
                "%(quotation)s for %(repair)s (%(item)s) expired on %(date)s. Ask for a new "
                "quotation.",
                date=fields.Date.to_string(quotation.validity_date),
                **names,
            )
        if self.state not in IN_HAND:
            return self.env._(
                "%(repair)s (%(item)s) has ended, so %(quotation)s cannot be answered any more. "
                "Hand the item in again for a new repair.",
                **names,
            )
        return False

    def _replaced_sentence(self, names):
        if self.sale_order_id:
            return self.env._(
                "%(quotation)s for %(repair)s (%(item)s) was replaced by %(newer)s. Answer that "
                "one.",
                newer=self.sale_order_id.name,
                **names,
            )
        return self.env._(
            "%(quotation)s for %(repair)s (%(item)s) was withdrawn. Ask for a new quotation.",
            **names,
        )

    # Warranty -----------------------------------------------------------------------------------

    def _update_sale_order_line_price(self):
        """Odoo makes parts free under warranty, and asks the list price after it; here what was
        agreed is remembered and asked again. Under warranty there is nothing to decide or to pay,
        for labour neither."""
        free = self.filtered("under_warranty")
        free.sudo()._remember_agreed_terms()
        super(RepairOrder, free)._update_sale_order_line_price()
        (self - free).sudo()._ask_agreed_terms()
        for repair in self.sudo():
            if not repair.under_warranty or repair.state not in IN_HAND:
                continue
            if repair.quote_state in ("draft", "sent", "expired"):
                repair._remember_typed_lines(repair._release_quotation())
            elif repair.quote_state == "accepted":
                repair.sale_order_id.order_line.filtered("product_id").write(
                    {"price_unit": 0.0, "technical_price_unit": 0.0}
                )
