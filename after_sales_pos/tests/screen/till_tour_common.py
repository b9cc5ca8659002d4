from odoo.tests import HttpCase

from ..common import TillCommon
from .artefacts import ArtefactsMixin


class TillTourCommon(ArtefactsMixin, TillCommon, HttpCase):
    """Two open tills in two stores, driven in a real browser by their cashiers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.shirt | cls.shoe).available_in_pos = True
        cls._open(cls.till)
        cls._open(cls.other_till)

    def _tour(self, name, till=None, **options):
        till = till or self.till
        self.env.flush_all()
        options = {"login": self._user_of(till).login, "timeout": 180, **options}
        self.start_tour(f"/pos/ui/{till.id}", name, **options)
        self.env.invalidate_all()

    def _last_order(self, till=None, **domain):
        """The last paid order of the till."""
        return self.env["pos.order"].search(
            [
                ("config_id", "=", (till or self.till).id),
                *((name, "=", value) for name, value in domain.items()),
            ],
            order="id desc",
            limit=1,
        )


class TicketTourCommon(TillTourCommon):
    """Receipts of one customer to return, and what became of the last ticket."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.env["res.partner"].create({"name": "Till Customer"})

    def _sell_one(self, product, till=None, card=False, **line):
        till = till or self.till
        total = {self.shirt: 110.0, self.shoe: 88.0, self.phone: 550.0}[product]
        method = self._card(till) if card else self._cash(till)
        return self._sell_at_till(
            till, (product, 1, line), partner=self.customer, payments=[(method, total)]
        )

    def _ticket(self):
        """The orders of the last ticket: (returns, sale)"""
        last = self._last_order()
        orders = self.env["pos.order"].search(
            [("after_sales_ticket", "=", last.after_sales_ticket)]
        )
        self.assertTrue(last.after_sales_ticket)
        self.assertEqual(set(orders.mapped("state")), {"paid"})
        self.assertAlmostEqual(
            sum(
                orders.lines.filtered(lambda line: line.after_sales_role == "settlement").mapped(
                    lambda line: line.qty * line.price_unit
                )
            ),
            0.0,
        )
        back = orders.filtered("is_refund")
        return back, orders - back

    def _paid(self, orders):
        return [(payment.payment_method_id.name, payment.amount) for payment in orders.payment_ids]
