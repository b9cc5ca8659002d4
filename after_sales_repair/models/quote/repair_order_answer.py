from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import refuse

from ..repair.repair_order_state import SERVING
from .repair_order_quote import IN_HAND

OPEN_QUOTES = ("draft", "sent", "expired", "accepted")


class RepairOrder(models.Model):
    """What the customer answers to the quotation, and what follows from it."""

    _inherit = "repair.order"
    _guarded = {"inspection_order_id"}

    inspection_order_id = fields.Many2one(
        "sale.order",
        string="Inspection Fee Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The order for the inspection of an item that goes back unrepaired.",
    )

    inspection_notice = fields.Char(compute="_compute_inspection_notice")

    @api.depends("quote_state", "warranty_terms_id", "inspection_order_id", "sale_order_id")
    def _compute_inspection_notice(self):
        for repair in self:
            asked = repair.quote_state in ("draft", "sent", "expired")
            repair.inspection_notice = asked and repair._inspection_sentence()

    def _under_repair_problems(self):
        """Work that the customer pays waits for the customer's word."""
        problems = super()._under_repair_problems()
        if self.date_diagnosed and self.quote_state == "none" and self._is_quote_needed():
            problems += self._unquoted_problems()
        return problems

    def _unquoted_problems(self):
        self.ensure_one()
        return [
            self.env._(
                "%(repair)s (%(item)s) is not under warranty and the customer has no "
                "quotation yet. Quote it first.",
                **self._names(),
            )
        ]

    # In the customer's name ---------------------------------------------------------------------

    def action_quote_accept(self):
        """The customer said yes at the counter or at the telephone."""
        self._check_role(SERVING)
        self._check_answer()
        repairs = self.sudo()
        repairs.sale_order_id.action_confirm()
        for repair in repairs:
            repair.message_post(
                body=self.env._(
                    "%(user)s accepted the quotation for the customer.", user=self.env.user.name
                )
            )
        return True

    def action_quote_decline(self):
        """The customer said no at the counter or at the telephone."""
        self._check_role(SERVING)
        self._check_answer(declining=True)
        self.sudo().sale_order_id._action_cancel()
        return True

    def _check_answer(self, declining=False):
        problems = []
        for repair in self:
            order = repair.sudo().sale_order_id
            if repair.quote_state not in ("draft", "sent", "expired"):
                problems.append(
                    repair.env._(
                        "%(repair)s (%(item)s) has no quotation that waits for an answer. Make a "
                        "new quotation.",
                        **repair._names(),
                    )
                )
            elif repair.quote_state != "expired" or order.is_expired:
                problems.append(order.after_sales_repair_id._answer_problem(order, declining))
        refuse([problem for problem in problems if problem])

    # Accepted -----------------------------------------------------------------------------------

    def _on_quotation_confirmed(self):
        """The order was confirmed, by the customer's signature or in the back office."""
        for repair in self.filtered(lambda repair: repair.quote_state != "none"):
            repair.write(
                {
                    "quote_state": "accepted",
                    "date_quote_answered": fields.Datetime.now(),
                    "quote_amount_accepted": repair.sale_order_id.amount_total,
                }
            )
            repair._on_quote_accepted()

    def _on_quote_accepted(self):
        """The customer wants the repair at the quoted price."""
        for repair in self:
            repair.message_post(
                body=self.env._(
                    "Quotation %(quotation)s is accepted.", quotation=repair.sale_order_id.name
                )
            )

    # Declined -----------------------------------------------------------------------------------

    def _on_quotation_cancelled(self):
        """The order was cancelled: declined if the customer knew it, else only withdrawn."""
        current = self.filtered(
            lambda repair: repair.state in IN_HAND and repair.quote_state in OPEN_QUOTES
        )
        unsent = current.filtered(lambda repair: repair.quote_state == "draft")
        for repair in unsent:
            repair._release_quotation()
        declined = current - unsent
        if declined:
            declined._decline()

    def _decline(self):
        self.write({"quote_state": "declined", "date_quote_answered": fields.Datetime.now()})
        self._on_quote_declined()
        outside = self.filtered(lambda repair: repair._cancel_problems())
        for repair in outside:
            repair._remind(self.env._("The customer declined: take the item back and cancel"))
        if self - outside:
            (self - outside).action_repair_cancel()

    def _on_quote_declined(self):
        """The customer does not want the repair; the inspection may have its price."""
        for repair in self:
            repair._charge_inspection()

    def _on_decline_reason(self, reason):
        """Keep why the customer declined with the outcome of the repair."""
        for repair in self.filtered(lambda repair: repair.quote_state == "declined"):
            repair.outcome_reason = self.env._("Declined: %(reason)s", reason=reason or "")

    def _inspection_fee(self):
        """What the inspection of an item costs that goes back unrepaired, without taxes, in the
        currency of the company: as its warranty terms say, else the company; zero if nothing."""
        self.ensure_one()
        terms = self.warranty_terms_id
        if terms.inspection_charge in ("none", "own"):
            return terms.inspection_fee if terms.inspection_charge == "own" else 0.0
        return self.company_id.after_sales_inspection_fee

    def _inspection_to_charge(self):
        """:return: dict for the ``sale.order`` of the inspection if the customer declines; empty
        if it costs nothing, or was charged before"""
        self.ensure_one()
        fee, product = self._inspection_fee(), self.company_id.after_sales_inspection_product_id
        charged = self.inspection_order_id.state == "sale"
        if charged or not product or self.company_id.currency_id.compare_amounts(fee, 0.0) <= 0:
            return {}
        return self._prepare_inspection_vals(product, fee)

    def _inspection_sentence(self):
        """:return: what declining costs, in the customer's language; empty if nothing"""
        self.ensure_one()
        repair = self.sudo().with_context(lang=self.partner_id.lang or self.env.lang)
        vals = repair._inspection_to_charge()
        if not vals:
            return ""
        order = repair.env["sale.order"].new(vals)
        if order.currency_id.is_zero(order.amount_tax):
            return repair.env._(
                "If you decline, the inspection costs %(total)s and the item goes back as it is.",
                total=order.currency_id.format(order.amount_total),
            )
        return repair.env._(
            "If you decline, the inspection costs %(total)s (%(untaxed)s and %(tax)s tax) and the "
            "item goes back as it is.",
            total=order.currency_id.format(order.amount_total),
            untaxed=order.currency_id.format(order.amount_untaxed),
            tax=order.currency_id.format(order.amount_tax),
        )

    def _charge_inspection(self):
        self.ensure_one()
        vals = self._inspection_to_charge()
        if not vals:
            return
        order = self.env["sale.order"].create(vals)
        order.action_confirm()
        order.order_line.qty_delivered = 1.0
        self.inspection_order_id = order

    def _prepare_inspection_vals(self, product, fee):
        """:return: dict for the ``sale.order`` of the inspection fee"""
        self.ensure_one()
        currency = self.sale_order_id.currency_id or self.company_id.currency_id
        price = self.company_id.currency_id._convert(
            fee, currency, self.company_id, fields.Date.context_today(self)
        )
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "warehouse_id": self.after_sales_store_id.id,
            "pricelist_id": self.sale_order_id.pricelist_id.id,
            "origin": self.name,
            "client_order_ref": self.name,
            "order_line": [
                Command.create(
                    {"product_id": product.id, "product_uom_qty": 1.0, "price_unit": price}
                )
            ],
        }

    # Ended or taken up again --------------------------------------------------------------------

    def _on_cancel(self):
        """Nobody accepts the quotation of a repair that is given up."""
        super()._on_cancel()
        for repair in self.sudo().filtered(lambda repair: repair.quote_state in OPEN_QUOTES):
            if not repair._invoiced_problems():
                repair._release_quotation()

    def _on_draft(self):
        """Who lets the item be repaired after all does not pay for the inspection."""
        super()._on_draft()
        fees = self.sudo().inspection_order_id.filtered(lambda order: not order.invoice_ids)
        fees._action_cancel()

    # Price after acceptance ---------------------------------------------------------------------

    def _check_transition(self, target):
        """Work does not end dearer than the customer agreed to."""
        super()._check_transition(target)
        if target == "done":
            problems = []
            for repair in self:
                problems += repair._price_problems()
            refuse(problems)

    def _price_problems(self):
        """:return: list of sentences that stand against ending a repair that became dearer"""
        self.ensure_one()
        if not self._is_quote_needed() or self._is_odoos_own():
            return []
        if self.quote_state == "none":
            return self._unquoted_problems()
        order = self.sudo().sale_order_id
        if self.quote_state != "accepted":
            labels = dict(self._fields["quote_state"]._description_selection(self.env))
            return [
                self.env._(
                    "%(repair)s (%(item)s): the customer has not accepted %(quotation)s "
                    "(%(state)s). Wait for the answer, or send a new quotation.",
                    quotation=order.name or self.env._("a quotation"),
                    state=labels[self.quote_state],
                    **self._names(),
                )
            ]
        accepted = self.quote_amount_accepted
        if not order or order.currency_id.compare_amounts(order.amount_total, accepted) <= 0:
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s): %(quotation)s grew to %(total)s, the customer accepted "
                "%(accepted)s. Make a new quotation, take lines off, or ask the workshop lead to "
                "allow it.",
                quotation=order.name,
                total=order.currency_id.format(order.amount_total),
                accepted=order.currency_id.format(accepted),
                **self._names(),
            )
        ]

    def action_quote_allow(self):
        """The workshop lead answers for the higher price, for instance after a telephone call."""
        self._check_role(("after_sales_repair.group_repair_lead",))
        for repair in self.sudo().filtered(lambda repair: repair.quote_state == "accepted"):
            order = repair.sale_order_id
            repair.quote_amount_accepted = order.amount_total
            repair.message_post(
                body=self.env._(
                    "%(user)s allowed %(total)s.",
                    user=self.env.user.name,
                    total=order.currency_id.format(order.amount_total),
                )
            )
        return True

    # Expired ------------------------------------------------------------------------------------

    @api.model
    def _cron_expire_quotes(self, limit=200):
        """Mark quotations that nobody answered in time; the responsible is reminded once."""
        IrCron = self.env["ir.cron"]
        domain = [
            ("quote_state", "=", "sent"),
            ("sale_order_id.state", "in", ("draft", "sent")),
            ("sale_order_id.validity_date", "<", fields.Date.today()),
        ]
        late = self.search(domain, limit=limit)
        IrCron._commit_progress(remaining=self.search_count(domain))
        for repair in late:
            repair = repair.try_lock_for_update().filtered_domain(domain)
            if not repair:
                continue
            repair._expire_quote()
            if not IrCron._commit_progress(1):
                break

    def _expire_quote(self):
        self.ensure_one()
        self.quote_state = "expired"
        self._remind(
            self.env._("Quotation %(name)s expired: ask the customer", name=self.sale_order_id.name)
        )

    def _remind(self, summary):
        """Give the responsible an activity, unless one with the same words is open."""
        self.ensure_one()
        open_ones = self.activity_ids.filtered(lambda activity: activity.summary == summary)
        if not open_ones:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=summary,
                user_id=self._addressee(self.user_id).id,
            )
