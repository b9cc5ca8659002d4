from odoo.tests import tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestExchangeWish(AfterSalesCommon):
    """What goes out for an exchange stands on the return and on the sorting table, and may be
    changed until it went out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.large = cls._create_product("Shirt L", 100.0)
        cls._stock(cls.large, 5)

    def _exchanged(self, quantity=1, **line_vals):
        line_vals = {"resolution": "exchange", **line_vals}
        return self._returned((self.shirt, quantity), line_vals=line_vals)

    def _sent(self, order):
        """:return: the products that go out for ``order``"""
        moves = (
            order.exchange_order_ids.order_line.move_ids
            | order.picking_ids.filtered(
                lambda picking: picking.picking_type_code == "outgoing"
            ).move_ids
        )
        return moves.product_id

    def test_wish_of_the_customer_goes_out(self):
        order = self._exchanged(exchange_product_id=self.large.id)
        parts = self._decide(order)
        self.assertEqual(parts.exchange_product_id, self.large)
        order.action_settle()
        self.assertEqual(self._sent(order), self.large)

    def test_same_again_is_said(self):
        parts = self._decide(self._exchanged())
        self.assertEqual(parts.exchange_product_id, self.shirt)

    def test_changed_at_approval(self):
        order = self._create_return(
            self._sell((self.shirt, 1)), line_vals={"resolution": "exchange"}
        )
        order.action_request()
        order.with_user(self.clerk).line_ids.exchange_product_id = self.large
        order.action_approve()
        self._receive(order)
        self.assertEqual(order.action_sort().exchange_product_id, self.large)

    def test_changed_on_the_sorting_table_piece_by_piece(self):
        order = self._exchanged(quantity=2)
        first = order.action_sort()
        first.with_user(self.sorter).action_split()
        second = order.disposition_ids - first
        second.with_user(self.sorter).exchange_product_id = self.large
        order.disposition_ids.grade_id = self.grade_a
        order.action_decide()
        order.action_settle()
        self.assertEqual(self._sent(order), self.shirt | self.large)

    def test_refund_after_all_exchanges_nothing(self):
        parts = self._exchanged(exchange_product_id=self.large.id).action_sort()
        parts.resolution = "refund"
        self.assertFalse(parts.exchange_product_id)

    def test_too_late_once_it_went_out(self):
        order = self._exchanged()
        parts = self._decide(order)
        order.action_settle()
        with self.assertRefused("too late"):
            parts.exchange_product_id = self.large

    def test_what_is_not_sold_any_more_does_not_go_out(self):
        order = self._exchanged(exchange_product_id=self.large.id)
        self._decide(order)
        self.large.sale_ok = False
        with self.assertRefused("Shirt L is archived or not for sale"):
            order.action_settle()

    def test_another_company_has_no_say(self):
        order = self._exchanged()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = self._create_product("Elsewhere's shirt", 100.0, company_id=other.id)
        with self.assertRefused("Elsewhere"):
            order.action_sort().exchange_product_id = foreign
