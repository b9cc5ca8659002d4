from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import refuse, refuse_computed, without_defaults

# Cancelling a credit note takes its dispositions back from settled to decided.
TRANSITIONS = {
    "draft": ("decided", "settled", "cancelled"),
    "decided": ("settled", "cancelled"),
    "settled": ("decided", "draft"),
    "cancelled": (),
}
NOT_SETTLED = {"date_settled": False, "quantity_credited": 0.0, "amount_credited": 0.0}
# Nobody writes these: they follow the buttons.
GUARDED = {
    "state",
    "date_decided",
    "nothing_to_pay",
    "compensation_user_id",
    "compensation_approver_id",
    *NOT_SETTLED,
}
# Nobody writes these once the money went out.
FIXED = {
    "quantity",
    "lot_id",
    "resolution",
    "exchange_product_id",
    "refund_percent",
    "fee",
    "credit_in_money",
    "compensation_amount",
    "compensation_reason",
}
DECIDING = (
    "after_sales_returns.group_after_sales_warehouse",
    "after_sales_returns.group_after_sales_store",
)
SETTLING = ("after_sales_returns.group_after_sales_store",)


class AfterSalesDisposition(models.Model):
    """Deciding (goods) and settling (money) of dispositions.

    ``action_decide`` and ``action_settle`` check, then carry out route and resolution by the
    methods named after them, then write the state. The state itself is guarded in ``write``:
    nobody else sets it.
    """

    _inherit = "after.sales.disposition"

    # Guard --------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self = without_defaults(self, GUARDED)
        for vals in vals_list:
            if vals.get("state") == "draft":
                del vals["state"]
        self._check_no_state(vals_list)
        parts = super().create(vals_list)
        parts._check_part()
        return parts

    def write(self, vals):
        self._check_no_state([vals])
        self._check_line_kept(vals)
        if FIXED & set(vals):
            self._check_open(("draft",) if "quantity" in vals else ("draft", "decided"))
        if {"route", "grade_id"} & set(vals):
            self._check_undecided()
        result = super().write(vals)
        if {"quantity", "lot_id"} & set(vals):
            self._check_part()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_undecided(self):
        refuse(
            [
                self.env._(
                    "%(return)s, %(product)s: what was decided or settled is not deleted. Cancel "
                    "the disposition instead.",
                    **part._names(),
                )
                for part in self
                if part.date_decided or part.state not in ("draft", "cancelled")
            ]
        )

    def _check_line_kept(self, vals):
        """A disposition stays with its line: rules are checked on what it was, not will be."""
        if "line_id" in vals:
            refuse(
                [
                    self.env._(
                        "%(return)s, %(product)s: a disposition stays with its return line. "
                        "Cancel it and make another one.",
                        **part._names(),
                    )
                    for part in self
                    if part.line_id.id != vals["line_id"]
                ]
            )

    @api.model
    def _check_no_state(self, vals_list):
        refuse_computed(self, vals_list)
        if any(GUARDED & set(vals) for vals in vals_list):
            raise UserError(
                self.env._(
                    "The state of a disposition follows its buttons: decide, settle, cancel."
                )
            )

    def _move_to(self, target, **vals):
        """Write the state: the only place that does.

        :raise UserError: a sentence for each disposition that cannot move to ``target``
        """
        barred = self.filtered(
            lambda part: part.state != target and target not in TRANSITIONS[part.state]
        )
        if barred:
            barred._refuse_move_to(target)
        super().write({"state": target, **vals})

    def _refuse_move_to(self, target):
        labels = dict(self._fields["state"]._description_selection(self.env))
        refuse(
            [
                self.env._(
                    "%(return)s, %(product)s: this disposition is %(state)s and cannot become "
                    "%(target)s.",
                    **part._names(),
                    state=labels[part.state],
                    target=labels[target],
                )
                for part in self
            ]
        )

    def _write_decided(self, vals):
        """Write past the guard. The caller has checked that it may.

        :param dict vals: what was decided already, for goods that go on by another way, and what
            nobody writes by hand: ``nothing_to_pay``, who proposed and approved a compensation
        """
        super().write(vals)

    def _write_credited(self, quantity, amount):
        super().write({"quantity_credited": quantity, "amount_credited": amount})

    def _names(self):
        self.ensure_one()
        return {
            "return": self.return_id.name,
            "product": self.product_id.display_name,
            "quantity": self.quantity,
            "unit": self.product_uom_id.name,
        }

    # Buttons ------------------------------------------------------------------------------

    def action_decide(self):
        """Fix where the goods go and start moving them."""
        self._check_role(DECIDING)
        parts = self.filtered(lambda part: not part.date_decided and part.state != "cancelled")
        parts._check_decide()
        parts.sudo()._do_decide()
        return True

    def action_settle(self):
        """Give the customers what was decided, once."""
        self._check_may_settle()
        parts = self.filtered(lambda part: part.state != "settled")
        parts._check_settle()
        parts.sudo()._do_settle()
        return True

    def action_cancel(self):
        """Drop dispositions that nothing was done for yet."""
        self._check_role(DECIDING)
        parts = self.filtered(lambda part: part.state != "cancelled")
        problems = [
            self.env._(
                "%(return)s, %(product)s: goods already moved for this disposition. Return the "
                "transfer first.",
                **part._names(),
            )
            for part in parts
            if any(move.state == "done" for move in part.sudo().move_ids)
        ]
        refuse(problems)
        decided = parts.filtered("date_decided")
        parts.sudo().move_ids._action_cancel()
        parts.sudo()._move_to("cancelled", date_decided=False)
        decided.sudo().return_id._sync_open_promises()
        return True

    # Checks -------------------------------------------------------------------------------

    def _check_may_settle(self):
        self._check_role(SETTLING)

    def _check_role(self, groups):
        self.check_access("write")
        if not self.env.su and not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(
                self.env._("Only after-sales staff decide on returned goods: ask for that role.")
            )

    def _check_part(self):
        """A serial per unit, and a lot of the line's product."""
        problems = []
        for part in self:
            if part.lot_id and part.lot_id.product_id != part.product_id:
                problems.append(
                    self.env._(
                        "%(return)s, %(product)s: %(lot)s is a serial or lot of another product. "
                        "Choose one that came in.",
                        lot=part.lot_id.name,
                        **part._names(),
                    )
                )
            if part.product_id.tracking == "serial" and part.lot_id and part.quantity != 1.0:
                problems.append(
                    self.env._(
                        "%(return)s, %(product)s: serial number %(lot)s stands for one unit, not "
                        "%(quantity)g. Make one disposition per serial number.",
                        lot=part.lot_id.name,
                        **part._names(),
                    )
                )
        refuse(problems)

    def _check_undecided(self):
        problems = [
            self.env._(
                "%(return)s, %(product)s: it was already decided where these goods go. Cancel "
                "the disposition and decide anew.",
                **part._names(),
            )
            for part in self
            if part.date_decided
        ]
        refuse(problems)

    def _check_decide(self):
        problems = []
        for part in self:
            problems += part._decide_problems()
        refuse(problems)

    def _decide_problems(self):
        self.ensure_one()
        names = self._names()
        if self.return_id.state != "approved":
            return [
                self.env._(
                    "%(return)s, %(product)s: the return is not approved, so nothing is sorted.",
                    **names,
                )
            ]
        problems = []
        if not self.route:
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: choose a grade or where the goods go.", **names
                )
            )
        if not self.resolution:
            problems.append(
                self.env._("%(return)s, %(product)s: choose what the customer gets.", **names)
            )
        moved = self.route and not self._route_row().kept
        needs_lot = self.product_id.tracking != "none" and moved
        if needs_lot and not self.lot_id and not self._has_no_number():
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: choose the serial or lot that was received.", **names
                )
            )
        return problems + self._denial_problems()

    def _has_no_number(self):
        """Whether it came without a lot, as it was sold."""
        self.ensure_one()
        unit = self.product_id.uom_id
        return unit.compare(self._units_quantity(), self.line_id._numberless_to_sort()) <= 0

    # Doing --------------------------------------------------------------------------------

    def _do_decide(self):
        now = fields.Datetime.now()
        drafts = self.filtered(lambda part: part.state == "draft")
        drafts._move_to("decided", date_decided=now)
        paid = self - drafts
        paid._move_to("settled", date_decided=now)
        paid.filtered(lambda part: part._route_row().to_customer)._charge_cost()
        self._check_quantities()
        self._carry_out("route")
        self._carry_on_the_rest()
        self.return_id._on_sorted()

    def _do_settle(self):
        if not self:
            return
        nothing = self.filtered("nothing_to_pay")
        nothing._settle_nothing_more()
        (self - nothing)._carry_out("settle")
        self._pay_compensation()
        self._move_to("settled", date_settled=fields.Datetime.now())
        self.flush_recordset()
        self._sync_points()
        self.return_id._on_settled()

    def _carry_out(self, axis):
        """Call ``_route_<value>`` or ``_settle_<value>`` once per value."""
        value_of = {"route": "route", "settle": "resolution"}[axis]
        for value, parts in self.grouped(value_of).items():
            getattr(parts, f"_{axis}_{value}")()

    def _unsettle(self):
        """The credit note was cancelled: what it settled waits to be settled again."""
        self._discharge_cost()
        for part in self:
            target = "decided" if part.date_decided else "draft"
            part._move_to(target, nothing_to_pay=False, **NOT_SETTLED)
        self._sync_points()
        self._waive_no_delivery()
        self.return_id._sync_open_promises()

    # Settled ahead of the goods -----------------------------------------------------------

    def _cut_off(self, quantity):
        """Move ``quantity`` of a disposition settled ahead to one of its own, money included."""
        self.ensure_one()
        share = quantity / self.quantity
        amounts = {
            "quantity_credited": self.quantity_credited * share,
            "amount_credited": self.currency_id.round(self.amount_credited * share),
        }
        rest = {name: self[name] - value for name, value in amounts.items()}
        fee, rest["fee"] = self._divided_fee(quantity)
        origin = self.cut_from_id or self
        other = self.copy({"quantity": quantity, "fee": fee, "cut_from_id": origin.id})
        super(AfterSalesDisposition, other).write(
            {"state": "settled", "date_settled": self.date_settled, **amounts}
        )
        super().write({"quantity": self.quantity - quantity, **rest})

    def _propose(self, lot, grade):
        """Name the received lot and the grade to begin with; the money is fixed already."""
        self.ensure_one()
        vals = {"lot_id": lot.id}
        if grade and not self.grade_id:
            vals.update(grade_id=grade.id, route=grade.route)
        super().write(vals)
