from odoo.fields import Command, Domain
from odoo.tests import new_test_user, tagged

from ..common import AfterSalesCommon

MEASURES = ("qty_sold", "qty_requested", "qty_received", "qty_decided", "amount_refund")


@tagged("post_install", "-at_install")
class TestReport(AfterSalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["product.category"].create({"name": "Report Test"})
        (cls.shirt | cls.shoe).categ_id = cls.category
        cls.report = cls.env["after.sales.return.report"]
        cls.domain = Domain("categ_id", "=", cls.category.id)

    def _groups(self, *groupby, aggregates=(), domain=None):
        self.env.flush_all()
        return self.report._read_group(
            self.domain & Domain(domain or Domain.TRUE), groupby, aggregates
        )

    def test_return_rate_is_received_of_sold(self):
        order = self._create_return(self._sell((self.shirt, 10)), {self.shirt: 4})
        self._approve(order)
        self._receive(order, quantity=3)
        aggregates = [f"{name}:sum" for name in MEASURES[:3]] + ["return_rate:avg"]
        self.assertEqual(
            self._groups("product_id", aggregates=aggregates), [(self.shirt, 10, 4, 3, 30)]
        )

    def test_return_rate_of_group_is_ratio_of_sums(self):
        order = self._create_return(self._sell((self.shirt, 10), (self.shoe, 40)), {self.shirt: 5})
        self._approve(order)
        self._receive(order)
        rates = dict(self._groups("product_id", aggregates=["return_rate:avg"]))
        self.assertEqual(rates, {self.shirt: 50, self.shoe: 0})
        self.assertEqual(self._groups(aggregates=["return_rate:avg"]), [(10,)])

    def test_return_rate_needs_sales(self):
        """Returns and sales both lie in a month; neither reason nor channel has sales."""
        self._returned((self.shirt, 2))
        month = self._groups("date:month", aggregates=["return_rate:avg"])
        self.assertEqual([rate for _month, rate in month], [100])
        by_reason = self._groups(
            "reason_id", aggregates=["return_rate:avg"], domain=[("reason_id", "!=", False)]
        )
        self.assertEqual(by_reason, [(self.reason, False)])

    def test_quantities_are_in_the_unit_of_the_product(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        sale = self._sell((self.shirt, 2, {"product_uom_id": dozen.id}))
        order = self._create_return(sale, line_vals={"quantity": 1})
        self._approve(order)
        self._receive(order)
        self.assertEqual(self._groups(aggregates=["qty_sold:sum", "qty_received:sum"]), [(24, 12)])

    def test_sent_back_goods_are_no_sale(self):
        order = self._returned((self.shirt, 2))
        self._decide(order, route="send_back", resolution="none")
        for picking in order.picking_ids.filtered(lambda p: p.state not in ("done", "cancel")):
            self._validate(picking)
        self.assertEqual(self._groups(aggregates=["qty_sold:sum"]), [(2,)])

    def test_drafts_and_cancelled_are_left_out(self):
        sale = self._sell((self.shirt, 2))
        self._create_return(sale, {self.shirt: 1})
        self._create_return(sale, {self.shirt: 1}).action_cancel()
        self.assertEqual(self._groups(aggregates=["qty_requested:sum"]), [(0,)])

    def test_numbers_equal_the_records_they_open(self):
        order = self._returned((self.shirt, 3), (self.shoe, 2))
        self._decide(order)
        self.env.flush_all()
        aggregates = [f"{name}:sum" for name in MEASURES]
        for groupby in ("product_id", "kind", "reason_id", "grade_id", "date:month", "stage"):
            groups = self.report.formatted_read_group(self.domain, [groupby], aggregates)
            self.assertTrue(groups)
            for group in groups:
                rows = self.report.search(self.domain & Domain(group["__extra_domain"]))
                for name in MEASURES:
                    with self.subTest(groupby=groupby, group=group[groupby], measure=name):
                        self.assertAlmostEqual(sum(rows.mapped(name)), group[f"{name}:sum"] or 0)

    def test_refunds_equal_the_dispositions(self):
        order = self._returned((self.shirt, 3))
        parts = self._decide(order)
        rows = self._groups(
            "return_id",
            aggregates=["amount_refund:sum", "qty_decided:sum"],
            domain=[("kind", "=", "disposition")],
        )
        self.assertEqual(rows, [(order, sum(parts.mapped("amount_refund")), 3)])

    def test_foreign_currency_is_reported_in_the_company_currency(self):
        currency = self.env["res.currency"].create(
            {
                "name": "ASR",
                "symbol": "A",
                "rate_ids": [Command.create({"name": "2020-01-01", "rate": 4.0})],
            }
        )
        pricelist = self.env["product.pricelist"].create(
            {"name": "ASR", "currency_id": currency.id}
        )
        sale = self._sell((self.shirt, 1, {"price_unit": 400.0}), pricelist_id=pricelist.id)
        order = self._create_return(sale)
        self._approve(order)
        self._receive(order)
        self.assertEqual(
            self._groups(aggregates=["amount_returned:sum"])[0][0],
            self.company.currency_id.round(400.0 / sale.currency_rate),
        )

    def test_days_between_the_steps(self):
        order = self._returned((self.shirt, 1))
        order.write(
            {
                "date_requested": "2026-01-01 00:00:00",
                "date_approved": "2026-01-02 12:00:00",
                "date_received": "2026-01-05 12:00:00",
            }
        )
        self.assertEqual(
            self._groups(
                aggregates=["days_to_decide:avg", "days_to_receive:avg", "days_to_sort:avg"]
            ),
            [(1.5, 3.0, False)],
        )

    def test_row_opens_its_document(self):
        order = self._returned((self.shirt, 1))
        self.env.flush_all()
        rows = self.report.search(self.domain)
        opened = {
            row.kind: (row.action_view_origin()["res_model"], row.action_view_origin()["res_id"])
            for row in rows
        }
        sale = order.line_ids.sale_line_id.order_id
        self.assertEqual(
            opened,
            {"line": (order._name, order.id), "delivery": (sale._name, sale.id)},
        )

    def test_other_company_sees_nothing(self):
        self._returned((self.shirt, 1))
        self.env.flush_all()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        user = new_test_user(
            self.env,
            "asr_elsewhere",
            groups="after_sales_returns.group_after_sales_user",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        rows = self.report.with_user(user).with_company(other)
        self.assertEqual(rows.search_count(self.domain), 0)
