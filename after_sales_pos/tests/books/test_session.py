from odoo.tests import tagged

from ..ticket.common import TicketCase


@tagged("post_install", "-at_install")
class TestSession(TicketCase):
    """What the session says of its returns when it is closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sale = cls._sell_at_till(cls.till, (cls.shirt, 3), (cls.shoe, 2))
        cls.shirts, cls.shoes = cls.sale.lines

    def _pay_back(self, *args, **kwargs):
        """Odoo's report reads the database: another request has written by then."""
        paid = super()._pay_back(*args, **kwargs)
        self.env.flush_all()
        return paid

    def _report(self, session):
        report = self.env["report.point_of_sale.report_saledetails"]
        return report.get_sale_details(session_ids=session.ids)

    def test_report_has_no_block_without_returns(self):
        self.assertFalse(self._report(self.sale.session_id)["after_sales"])

    def test_report_counts_what_came_back(self):
        size = self.env.ref("after_sales_returns.reason_size")
        self._pay_back(self.till, self._wish(self.shirts, 2.0))
        self._pay_back(self.till, self._wish(self.shoes, reason_id=size.id))
        block = self._report(self.sale.session_id)["after_sales"]
        self.assertEqual(block["count"], 2)
        self.assertAlmostEqual(block["amount"], 220.0 + 88.0)
        tables = dict(block["tables"])
        self.assertEqual(
            tables["Paid back with"], [{"name": "Cash North", "count": 2, "amount": 308.0}]
        )
        self.assertEqual(
            [(row["name"], row["amount"]) for row in tables["Reasons"]],
            [(self.reason.name, 220.0), (size.name, 88.0)],
        )
        self.assertEqual(tables["Cashiers"], [{"name": "Nina", "count": 2, "amount": 308.0}])
        self.assertEqual(tables["Exceptions"], [])

    def test_block_equals_the_return_orders(self):
        self._pay_back(self.till, self._wish(self.shirts, 1.0), self._wish(self.shoes, 2.0))
        session = self.sale.session_id
        returns = session.order_ids.after_sales_return_ids
        block = self._report(session)["after_sales"]
        net = sum(returns.disposition_ids.mapped("amount_credited"))
        self.assertAlmostEqual(block["amount"], net * 1.1)
        for _title, rows in block["tables"][:3]:
            self.assertAlmostEqual(sum(row["amount"] for row in rows), block["amount"])

    def test_report_leaves_money_lines_out_of_the_goods(self):
        self._pay_back(
            self.till,
            self._wish(self.shirts, resolution="store_credit"),
            partner=self.customer.id,
        )
        refunds = self._report(self.sale.session_id)["refund_products"]
        names = [line["product_name"] for group in refunds for line in group["products"]]
        self.assertEqual(names, ["Shirt"])

    def test_report_prints_the_block(self):
        self._pay_back(self.till, self._wish(self.shirts))
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("point_of_sale.sale_details_report", self.sale.session_id.ids)[0]
            .decode()
        )
        self.assertIn("after_sales_returns", html)
        self.assertIn("Nina", html)

    def test_closing_finds_nothing_to_complain_of(self):
        self._pay_back(self.till, self._wish(self.shirts, 2.0))
        session = self._close(self.till)
        self.assertEqual(session.state, "closed")
        self.assertFalse(session.activity_ids)

    def test_closing_tells_of_a_mismatch_and_closes(self):
        refund = self._pay_back(self.till, self._wish(self.shirts, 2.0))
        refund.after_sales_return_ids.disposition_ids._write_credited(2.0, 1.0)
        session = self._close(self.till)
        self.assertEqual(session.state, "closed")
        self.assertIn(refund.after_sales_return_ids.name, session.activity_ids.note)

    def test_sessions_of_the_demo_lose_no_cash(self):
        tills = self.env["pos.config"]
        for name in ("demo_till_flagship", "demo_till_mall"):
            tills |= self.env.ref(f"after_sales_pos.{name}", raise_if_not_found=False) or tills
        lines = self.env["account.bank.statement.line"].search(
            [("pos_session_id.config_id", "in", tills.ids)]
        )
        self.assertFalse(lines.filtered(lambda line: "difference" in line.payment_ref))
