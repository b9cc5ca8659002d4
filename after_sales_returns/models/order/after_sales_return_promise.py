from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools import refuse

OPEN_STATES = ("requested", "approved")
STAFF = (
    "after_sales_returns.group_after_sales_store",
    "after_sales_returns.group_after_sales_warehouse",
)


class AfterSalesReturn(models.Model):
    """What a return order promises, and the two facts that people add for it: that the parcel
    arrived, and that the customer is awaited."""

    _name = "after.sales.return"
    _inherit = ["after.sales.return", "after.sales.promise.mixin"]
    _promise_link = "return_id"

    promise_ids = fields.One2many("after.sales.promise", "return_id", string="Promises")
    date_answered = fields.Datetime(
        readonly=True, copy=False, help="When staff first wrote to the customer."
    )
    date_decided = fields.Datetime(
        readonly=True, copy=False, help="When the request was approved or refused."
    )
    date_arrived = fields.Datetime(
        string="Parcel Arrived",
        copy=False,
        tracking=True,
        help="When the last parcel reached us. Until it is received, the customer waits to hear "
        "of it.",
    )
    date_last_received = fields.Datetime(
        readonly=True, copy=False, help="When the latest goods of it were received."
    )
    awaiting_customer = fields.Boolean(
        readonly=True,
        copy=False,
        tracking=True,
        help="We asked the customer something: what we promised waits for the answer.",
    )

    # Where the steps stand ----------------------------------------------------------------

    def _promise_facts(self):
        return {
            order: order._order_promise_facts()
            for order in self
            if order.state not in ("draft", "cancelled")
        }

    def _order_promise_facts(self):
        """:return: dict step → (start, met, waiting). Of an ended order only what was done
        counts: what was left open when it was closed is owed to nobody."""
        self.ensure_one()
        # Orders of before there were promises have no date of decision.
        start, decided = self.date_requested, self.date_decided or self.date_approved
        answered = min(filter(None, (self.date_answered, decided)), default=False)
        steps = {"first_answer": (start, answered), "decision": (start, decided)}
        if self.date_arrived:
            steps["receipt_confirmed"] = (self.date_arrived, self._date_receipt_confirmed())
        if self.date_received:
            steps["sorting"] = (self.date_received, self._date_all_sorted())
        if self.date_sorted:
            steps["settlement"] = (self.date_sorted, self._date_all_settled())
        ended = self.state not in OPEN_STATES
        facts = {
            step: (start, met, self.awaiting_customer)
            for step, (start, met) in steps.items()
            if met or (met is False and not ended)
        }
        repayment = self._repayment_fact()
        return {**facts, "repayment": repayment} if repayment else facts

    def _date_receipt_confirmed(self):
        received = self.date_last_received or self.date_received
        return received if received and received >= self.date_arrived else False

    def _date_all_sorted(self):
        """When the last goods that came were sorted; False while some wait, None if none came
        to be sorted: they were given back."""
        if any(line._is_to_sort() for line in self.line_ids):
            return False
        return self.date_sorted or None

    def _date_all_settled(self):
        if any(line._is_to_settle() for line in self.line_ids):
            return False
        # What was paid ahead of the goods was settled before it was sorted.
        return max(self.date_settled, self.date_sorted) if self.date_settled else None

    def _promise_scope(self):
        return {
            "company_id": self.company_id,
            "team_id": self.team_id,
            "partner_id": self.partner_id,
            "channel": self.channel,
            "priority": self.priority,
            "policy_ids": self.line_ids.statutory_policy_id,
        }

    def _promise_document_vals(self):
        return {
            **super()._promise_document_vals(),
            "team_id": self.team_id.id,
            "warehouse_id": self.warehouse_id.id,
        }

    def _sync_open_promises(self):
        """Synchronise what is not ended: closing it has done so for the others."""
        self.filtered(lambda order: order.state in OPEN_STATES)._sync_promises()

    # The parcel ---------------------------------------------------------------------------

    def action_parcel_arrived(self):
        """A parcel lies here and waits to be received: confirming that is promised from now."""
        self._check_staff()
        self.sudo().write({"date_arrived": fields.Datetime.now()})
        return True

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        for order in orders.filtered("date_arrived"):
            order._check_arrival(order.date_arrived)
        return orders

    def write(self, vals):
        if vals.get("date_arrived"):
            self._check_arrival(fields.Datetime.to_datetime(vals["date_arrived"]))
        result = super().write(vals)
        if "date_arrived" in vals:
            self._sync_open_promises()
        return result

    def _check_arrival(self, moment):
        future = moment > fields.Datetime.now()
        problems = []
        for order in self:
            names = {"return": order.name}
            if order.state != "approved":
                problems.append(
                    self.env._(
                        "%(return)s awaits no parcel: only of an approved return order it is noted "
                        "that one arrived. Approve it first.",
                        **names,
                    )
                )
            elif future:
                problems.append(
                    self.env._(
                        "%(return)s: a parcel cannot have arrived in the future. Give the time at "
                        "which it came.",
                        **names,
                    )
                )
        refuse(problems)

    # Waiting for the customer -------------------------------------------------------------

    def action_await_customer(self):
        """We asked the customer something: until the answer, the time does not count."""
        self._check_staff()
        refuse(
            [
                self.env._(
                    "%(return)s is neither requested nor approved: nothing is promised that could "
                    "wait for the customer.",
                    **{"return": order.name},
                )
                for order in self
                if order.state not in OPEN_STATES
            ]
        )
        self.sudo()._set_awaiting_customer(True)
        return True

    def action_customer_answered(self):
        """The answer is here: the time counts on."""
        self._check_staff()
        self.sudo()._set_awaiting_customer(False)
        return True

    def _set_awaiting_customer(self, waiting):
        changed = self.filtered(lambda order: order.awaiting_customer != waiting)
        changed.awaiting_customer = waiting
        changed._sync_promises()

    def _check_staff(self):
        self.check_access("read")
        if not self.env.su and not any(self.env.user.has_group(group) for group in STAFF):
            raise AccessError(
                self.env._("Only after-sales staff do this on return orders: ask for that role.")
            )

    # Messages -----------------------------------------------------------------------------

    def _message_post_after_hook(self, message, msg_values):
        """The first message of staff to the customer answers the request; one of the customer
        ends the waiting for it. Notes and notifications do neither."""
        super()._message_post_after_hook(message, msg_values)
        if self.state in OPEN_STATES and message.message_type in ("comment", "email"):
            self.sudo()._follow_message(message.sudo())

    def _follow_message(self, message):
        from_staff = self._is_from_staff(message)
        if not from_staff and self.awaiting_customer:
            self._set_awaiting_customer(False)
        elif from_staff and not self.date_answered and not self._is_note(message):
            self.date_answered = message.date
            self._sync_promises()

    # What a withdrawal is owed --------------------------------------------------------------

    def _withdrawn_lines(self):
        """The lines that the law has paid back within some days: not those of which the customer
        wants something else."""
        return self.line_ids.filtered(
            lambda line: line._resolution_row().pays and line.statutory_policy_id.repayment_from
        )

    def _repayment_fact(self):
        """Where paying back stands, see ``_promise_facts``; None where no law asks for it.

        It outlives the return order: a credit note settles it, and money ends it. As long as
        the money may be withheld, it waits; a question to the customer does not stop it.
        """
        self.ensure_one()
        lines = self._withdrawn_lines()
        start = self._repayment_start(lines)
        met = self._date_repaid(lines) if start and self.state != "refused" else None
        return None if met is None else (start, met, self._is_withheld(lines))

    def _repayment_start(self, lines):
        if "withdrawal" in lines.statutory_policy_id.mapped("repayment_from"):
            return self.date_requested
        return lines and self.date_received

    def _is_withheld(self, lines):
        """Whether the trader may still wait for the goods: neither are they here nor sent, and
        the customer is to send them."""
        awaited = any(
            line.product_uom_id.compare(line.quantity_received, line.quantity) < 0 for line in lines
        )
        return awaited and not self.date_sent and self.transport not in ("pickup", "keep")

    def _date_repaid(self, lines):
        """When it was paid back; False as long as it is not, None if nothing of it is owed."""
        notes = self.refund_ids.filtered_domain(self.refund_ids._after_sales_to_pay_domain())
        open_parts = self.state in ("requested", "approved") and any(
            line._is_to_pay_back() for line in lines
        )
        if notes or open_parts:
            return False
        return fields.Datetime.now() if self.date_settled else None
