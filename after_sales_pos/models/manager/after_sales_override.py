import json
from datetime import timedelta

from odoo import api, fields, models

# Tickets that were left open; a till's session is closed every evening.
KEPT = timedelta(days=7)
UNUSED = [("return_id", "=", False), ("pos_order_id", "=", False)]
OVERRIDES = [
    ("no_receipt", "Without receipt"),
    ("policy", "Against the policy"),
    ("limit", "Above the limit"),
    ("tender", "Another tender"),
    ("plain", "Refund beside Returns"),
]


class AfterSalesOverride(models.Model):
    """What a manager allowed at the till that the cashier alone may not do, and why."""

    _name = "after.sales.override"
    _description = "Manager's Override at the Till"
    _order = "id desc"
    _rec_name = "reason"

    ticket = fields.Char(required=True, readonly=True)
    kind = fields.Selection(OVERRIDES, required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    config_id = fields.Many2one(
        "pos.config", string="Till", required=True, readonly=True, index=True
    )
    company_id = fields.Many2one(related="config_id.company_id", store=True)
    manager = fields.Char(required=True, readonly=True, help="Who allowed it.")
    user_id = fields.Many2one(
        "res.users", string="Manager's Login", readonly=True, help="None: known by a PIN alone."
    )
    cashier = fields.Char(required=True, readonly=True, help="Who stood at the till.")
    return_id = fields.Many2one(
        "after.sales.return", readonly=True, index="btree_not_null", ondelete="set null"
    )
    pos_order_id = fields.Many2one(
        "pos.order",
        string="Order",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="Of a refund beside Returns.",
    )
    reason_id = fields.Many2one(
        "after.sales.reason",
        string="Customer's Reason",
        readonly=True,
        help="Why goods came back beside Returns.",
    )
    verdict = fields.Text(
        readonly=True,
        help="What the policies said of goods that came back beside Returns: the manager read it.",
    )
    scope = fields.Text(
        readonly=True,
        help="JSON: what the manager saw, see ``_prepare_scope``. Empty: all of the ticket.",
    )

    _ticket_idx = models.Index("(ticket, kind)")

    # What was shown -------------------------------------------------------------------------

    @api.model
    def _prepare_scope(self, wishes, amounts, tenders):
        """:param wishes: list of :class:`Wish` that the manager was asked about
        :param amounts: dict key → (refund, fee), see :class:`Request`
        :param tenders: dict id of a payment method → amount that it pays out (positive)
        :return: JSON dict with ``items`` (list of [unit, quantity, price, amount], see
            ``_unit_of``), ``total`` and ``tenders``
        """
        items = [
            [self._unit_of(wish), wish.quantity, wish.price, amounts[wish.key][0]]
            for wish in wishes
        ]
        total = sum(amount for _unit, _quantity, _price, amount in items)
        return json.dumps({"items": items, "total": total, "tenders": tenders})

    @api.model
    def _unit_of(self, wish):
        """What a word for one item holds for: another line, product or resolution is another."""
        return [*wish.unit, wish.resolution]

    def _shown(self):
        """:return: dict as of ``_prepare_scope``; None where all of the ticket was allowed"""
        self.ensure_one()
        if not self.scope:
            return None
        shown = json.loads(self.scope)
        return shown if isinstance(shown, dict) else {"items": [], "total": 0.0, "tenders": {}}

    def _is_within(self, amount, allowed, units=1.0):
        """Not above what was shown, but for the cent that a document may round each unit by."""
        cents = self.config_id.currency_id.rounding * max(1.0, units)
        return self.config_id.currency_id.compare_amounts(amount, allowed + cents) <= 0

    # What it holds for ----------------------------------------------------------------------

    def _covered(self, wishes, amounts):
        """Which of these items one of these overrides was given for: as many of them, at their
        price, for as much; what came on the ticket since is asked for again.

        :return: set of the wishes' keys
        """
        covered = set()
        for override in self:
            covered |= override._covered_by_one(wishes, amounts)
        return covered

    def _covered_by_one(self, wishes, amounts):
        shown = self._shown()
        if shown is None:
            return {wish.key for wish in wishes}
        covered = set()
        for unit in {tuple(self._unit_of(wish)) for wish in wishes}:
            own = [wish for wish in wishes if tuple(self._unit_of(wish)) == unit]
            allowed = [item[1:] for item in shown["items"] if tuple(item[0]) == unit]
            if allowed and self._are_within(own, amounts, allowed):
                covered |= {wish.key for wish in own}
        return covered

    def _are_within(self, wishes, amounts, allowed):
        """:param allowed: list of [quantity, price, amount]"""
        quantity = sum(wish.quantity for wish in wishes)
        amount = sum(amounts[wish.key][0] for wish in wishes)
        quantities, prices, allowed_amounts = zip(*allowed, strict=True)
        return (
            wishes[0].product.uom_id.compare(quantity, sum(quantities)) <= 0
            and all(self._is_within(wish.price, max(prices)) for wish in wishes)
            and self._is_within(amount, sum(allowed_amounts), quantity)
        )

    def _covers_total(self, amount, units=1.0):
        """:param amount: what a ticket pays back; :return: whether one of these was given for it"""
        return any(
            (shown := one._shown()) is None or one._is_within(amount, shown["total"], units)
            for one in self
        )

    def _covers_tender(self, method, amount):
        """:param amount: what is paid out by ``method`` (positive)"""
        return any(
            (shown := one._shown()) is None
            or one._is_within(amount, shown["tenders"].get(str(method.id), 0.0))
            for one in self
        )

    def _unused(self):
        """:return: those of these with which neither a return nor a plain refund was made"""
        return self.filtered_domain(UNUSED)

    @api.autovacuum
    def _gc_unused(self):
        """What was allowed for a ticket that nobody finished is nobody's permission any more."""
        old = fields.Datetime.now() - KEPT
        self.search([*UNUSED, ("create_date", "<", old)]).unlink()
