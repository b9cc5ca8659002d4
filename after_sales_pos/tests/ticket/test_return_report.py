from lxml import etree

from odoo.fields import Domain
from odoo.tests import new_test_user, tagged

from .common import TicketCase

QUANTITIES = ("qty_sold:sum", "qty_requested:sum", "qty_received:sum", "return_rate:avg")


@tagged("post_install", "-at_install")
class TestTillReturnReport(TicketCase):
    """What the returns analysis says of sales and returns at tills."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        category = cls.env["product.category"].create({"name": "Till Report Test"})
        (cls.shirt | cls.shoe).categ_id = category
        cls.report = cls.env["after.sales.return.report"]
        cls.domain = Domain("categ_id", "=", category.id)

    def _groups(self, *groupby, aggregates=QUANTITIES, domain=Domain.TRUE):
        self.env.flush_all()
        return self.report._read_group(self.domain & Domain(domain), groupby, aggregates)

    def test_return_rate_counts_what_tills_sold(self):
        sale = self._sell_at_till(self.till, (self.shirt, 4), (self.shoe, 2))
        self._pay_back(self.till, self._wish(sale.lines[0], 1.0))
        self.assertEqual(
            self._groups("product_id"), [(self.shirt, 4, 1, 1, 25), (self.shoe, 2, 0, 0, 0)]
        )

    def test_sales_of_orders_and_of_tills_are_counted_once_each(self):
        self._sell((self.shirt, 3))
        self._sell_at_till(self.till, (self.shirt, 2))
        self.assertEqual(self._groups(aggregates=["qty_sold:sum"]), [(5,)])

    def test_sales_counted_when_stock_moves_at_closing(self):
        self.company.point_of_sale_update_stock_quantities = "closing"
        self._sell_at_till(self.till, (self.shirt, 3))
        self._close(self.till)
        self.assertEqual(
            self._groups("sale_warehouse_id", aggregates=["qty_sold:sum"]), [(self.store, 3)]
        )

    def test_plain_refund_is_no_sale(self):
        sale = self._sell_at_till(self.till, (self.shirt, 2))
        self._refund_at_till(self.till, sale.lines, 1)
        self.assertEqual(self._groups(aggregates=["qty_sold:sum"]), [(2,)])

    def test_return_counts_for_the_store_and_the_customer_of_the_receipt(self):
        sale = self._sell_at_till(self.till, (self.shirt, 2), partner=self.customer)
        self._pay_back(self.other_till, self._wish(sale.lines, 1.0))
        self.assertEqual(self._groups("sale_warehouse_id"), [(self.store, 2, 1, 1, 50)])
        self.assertEqual(self._groups("partner_id"), [(self.customer, 2, 1, 1, 50)])
        self.assertEqual(
            self._groups("channel", "warehouse_id", aggregates=[], domain=[("kind", "=", "line")]),
            [("store", self.other_store)],
        )

    def test_walk_in_customers_have_a_return_rate(self):
        sale = self._sell_at_till(self.till, (self.shirt, 4))
        self._pay_back(self.till, self._wish(sale.lines, 1.0))
        walk_in = self.env.ref("after_sales_pos.partner_walk_in")
        self.assertEqual(self._groups("partner_id"), [(walk_in, 4, 1, 1, 25)])

    def test_refunds_are_what_the_tills_paid_back(self):
        sale = self._sell_at_till(self.till, (self.shirt, 2))
        refund = self._pay_back(self.till, self._wish(sale.lines, 2.0))
        untaxed = -(refund.amount_total - refund.amount_tax)
        [(paid_back, received)] = self._groups(
            aggregates=["amount_refund:sum", "amount_returned:sum"]
        )
        self.assertAlmostEqual(paid_back, untaxed, 2)
        self.assertAlmostEqual(received, untaxed, 2)

    def test_row_opens_the_receipt(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        self._pay_back(self.till, self._wish(sale.lines))
        self.env.flush_all()
        sold = self.report.search(self.domain & Domain("kind", "=", "delivery"))
        self.assertEqual(sold.action_view_origin()["res_model"], "pos.order")
        self.assertEqual(sold.action_view_origin()["res_id"], sale.id)
        back = self.report.search(self.domain & Domain("kind", "=", "line"))
        self.assertEqual(back.pos_order_id, sale)
        self.assertEqual(back.action_view_origin()["res_model"], "after.sales.return")

    def test_after_sales_staff_without_a_till_read_it(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        self._pay_back(self.till, self._wish(sale.lines))
        self.env.flush_all()
        clerk = new_test_user(
            self.env, "till_report_clerk", groups="after_sales_returns.group_after_sales_user"
        )
        report = self.report.with_user(clerk)
        arch = etree.fromstring(report.get_view(view_type="list")["arch"])
        shown = [node.get("name") for node in arch.iter("field")]
        self.assertNotIn("pos_order_id", shown)
        rows = report.search(self.domain)
        named = {"fields": {"display_name": {}}}
        many2ones = {n for n in shown if report._fields[n].type == "many2one"}
        read = rows.web_read({name: named if name in many2ones else {} for name in shown})
        self.assertEqual(sorted(row["kind"] for row in read), ["delivery", "disposition", "line"])
