from odoo.fields import Command
from odoo.tests import tagged

from .common import RefundCase


class NeverCameCase(RefundCase):
    """Paid before the goods came, with inventory valued at invoicing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.policy.write({"active": True, "settle_at": "approval"})
        cls.stock_account, cls.cost_account = cls.env["account.account"].create(
            [
                {"name": "Stock", "code": "AS1100", "account_type": "asset_current"},
                {"name": "Cost of sales", "code": "AS5000", "account_type": "expense"},
            ]
        )
        category = cls.env["product.category"].create(
            {
                "name": "Valued at invoicing",
                "property_valuation": "real_time",
                "property_stock_valuation_account_id": cls.stock_account.id,
                "property_account_expense_categ_id": cls.cost_account.id,
            }
        )
        (cls.shirt | cls.shoe | cls.phone).categ_id = category

    def _balance(self, account):
        lines = self.env["account.move.line"].search(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        )
        return sum(lines.mapped("balance"))

    def assertCost(self, amount):
        """Cost of sales, and what left the stock for it."""
        self.assertEqual(self._balance(self.cost_account), amount)
        self.assertEqual(self._balance(self.stock_account), -amount)

    def _paid_ahead(self, sale, quantities=None, **vals):
        return self._approve(self._create_return(sale, quantities, **vals))

    def _close(self, order, answer):
        """Answer as a manager does, in the dialog that the button opens."""
        action = order.with_user(self.manager).action_close()
        wizard = (
            self.env[action["res_model"]]
            .with_user(self.manager)
            .with_context(**action["context"])
            .create({"never_came": answer})
        )
        wizard.action_close()


@tagged("post_install", "-at_install")
class TestNeverCame(NeverCameCase):
    """A return that was paid at approval is closed short."""

    def test_cost_is_charged_again_when_the_refund_is_left(self):
        order = self._paid_ahead(self._sell((self.shirt, 2), pay=True))
        self.assertCost(0.0)
        self._close(order, "leave")
        self.assertRecordValues(order, [{"state": "closed", "never_came": "leave"}])
        self.assertCost(80.0)
        self.assertEqual(sum(order.refund_ids.mapped("amount_untaxed")), 200.0)
        self.assertEqual(order.sale_order_ids.order_line.qty_to_invoice, 0.0)

    def test_cost_of_what_never_came_alone(self):
        order = self._paid_ahead(self._sell((self.shirt, 3), pay=True))
        self._receive(order, 1)
        self._decide(order)
        self._close(order, "leave")
        self.assertCost(80.0)

    def test_cost_is_that_of_the_sale_whatever_it_is_today(self):
        order = self._paid_ahead(self._sell((self.shirt, 2), pay=True))
        self.shirt.standard_price = 55.0
        self._close(order, "leave")
        self.assertCost(80.0)

    def test_paid_on_the_way(self):
        self.policy.settle_at = "transit"
        order = self._paid_ahead(self._sell((self.shirt, 2), pay=True))
        self.assertCost(80.0)
        order.carrier_tracking_ref = "TRK-9"
        self.assertCost(0.0)
        self._close(order, "leave")
        self.assertCost(80.0)

    def test_cost_is_booked_on_the_analytic_account_of_the_sale(self):
        plan = self.env["account.analytic.plan"].create({"name": "Shops"})
        shop = self.env["account.analytic.account"].create({"name": "Harbour", "plan_id": plan.id})
        vals = {"analytic_distribution": {str(shop.id): 100.0}}
        order = self._paid_ahead(self._sell((self.shirt, 2, vals), pay=True))
        self._close(order, "leave")
        lines = self.env["account.analytic.line"].search(
            [
                (plan._column_name(), "=", shop.id),
                ("general_account_id", "=", self.cost_account.id),
            ]
        )
        self.assertEqual(sum(lines.mapped("amount")), -80.0)

    def test_goods_that_are_sent_back_after_they_were_paid(self):
        """The customer has money and goods: the cost is the company's."""
        order = self._paid_ahead(self._sell((self.shirt, 2), pay=True))
        self._receive(order)
        self._decide(order, route="send_back")
        self._validate(order.picking_ids.filtered(lambda p: p.state == "assigned"))
        self.assertEqual(order.state, "closed")
        self.assertCost(80.0)

    def test_credit_note_cancelled_before_the_close_takes_the_cost_along(self):
        order = self._paid_ahead(self._sell((self.shirt, 2), pay=True))
        self._receive(order, 1)
        self._decide(order, route="send_back")
        self.assertCost(40.0)
        order.refund_ids.button_draft()
        order.refund_ids.button_cancel()
        self.assertCost(80.0)

    def test_periodic_valuation_books_nothing(self):
        self.shirt.categ_id.property_valuation = "periodic"
        order = self._paid_ahead(self._sell((self.shirt, 2), pay=True))
        self._close(order, "leave")
        self.assertCost(0.0)

    def test_closing_asks_and_picks_nothing_by_itself(self):
        order = self._paid_ahead(self._sell((self.shirt, 2), pay=True))
        action = order.with_user(self.manager).action_close()
        self.assertEqual(action["res_model"], "after.sales.return.close")
        self.assertEqual(order.state, "approved")
        with self.assertRefused("2 Shirt, which never came.*bill"):
            order.with_user(self.manager).write({"state": "closed"})
        self.assertEqual(order.state, "approved")

    def test_answer_and_state_in_one_write(self):
        order = self._paid_ahead(self._sell((self.shirt, 2), pay=True))
        order.with_user(self.manager).write({"never_came": "leave", "state": "closed"})
        self.assertEqual(order.state, "closed")
        self.assertCost(80.0)

    def test_only_a_manager_answers(self):
        order = self._paid_ahead(self._sell((self.shirt, 2), pay=True))
        for vals in ({"never_came": "leave"}, {"never_came": "leave", "state": "closed"}):
            with self.subTest(vals=vals), self.assertRefused("Only a manager"):
                order.with_user(self.clerk).write(vals)
        with self.assertRefused("Only a manager"):
            order.with_user(self.clerk).action_close()

    def test_answer_stays_with_the_closed_return(self):
        order = self._paid_ahead(self._sell((self.shirt, 2), pay=True))
        self._close(order, "leave")
        with self.assertRefused("is closed"):
            order.with_user(self.manager).write({"never_came": "bill"})
        self.assertFalse(order.copy().never_came)

    def test_return_of_which_nothing_was_paid_ahead_asks_nothing(self):
        self.policy.settle_at = "sorting"
        order = self._paid_ahead(self._sell((self.shirt, 2), pay=True))
        self.assertIs(order.with_user(self.manager).action_close(), True)
        self.assertEqual(order.state, "closed")
        self.assertCost(80.0)

    def test_what_waits_to_be_sorted_is_said_before_the_question(self):
        order = self._paid_ahead(self._sell((self.shirt, 3), pay=True))
        self._receive(order, 1)
        with self.assertRefused("wait to be sorted"):
            order.with_user(self.manager).action_close()

    def test_several_returns_are_answered_at_once(self):
        orders = self._paid_ahead(self._sell((self.shirt, 2), pay=True))
        orders |= self._paid_ahead(self._sell((self.shoe, 1), pay=True))
        self._close(orders, "leave")
        self.assertEqual(orders.mapped("state"), ["closed", "closed"])
        self.assertCost(110.0)

    def test_chatter_tells_what_became_of_the_goods(self):
        order = self._paid_ahead(self._sell((self.shirt, 2), pay=True))
        self._close(order, "leave")
        self.assertIn("2 Shirt", order.message_ids[0].body)


@tagged("post_install", "-at_install")
class TestBillWhatNeverCame(NeverCameCase):
    """The goods are billed again at the price that was refunded."""

    def _bill(self, sale):
        return sale.invoice_ids.filtered(
            lambda move: (
                move.move_type == "out_invoice" and move.invoice_line_ids.after_sales_origin_line_id
            )
        )

    def _billed(self, *lines, came=0, **vals):
        """:return: (sale, return order closed with the goods billed, bill)"""
        sale = self._sell(*lines, pay=True)
        order = self._paid_ahead(sale, **vals)
        if came:
            self._receive(order, came)
            self._decide(order)
        self._close(order, "bill")
        return sale, order, self._bill(sale)

    def test_bill_is_the_refund_again(self):
        sale, order, bill = self._billed((self.shirt, 2))
        self.assertRecordValues(
            bill,
            [
                {
                    "state": "posted",
                    "partner_id": self.customer.id,
                    "amount_untaxed": 200.0,
                    "amount_total": 220.0,
                    "ref": order.name,
                }
            ],
        )
        self.assertBalanced(order.refund_ids | bill)
        self.assertCost(80.0)
        self.assertEqual(order.amount_refund, 0.0)
        self.assertRecordValues(
            sale.order_line, [{"qty_to_invoice": 0.0, "qty_claimed": 0.0, "qty_invoiced": 2.0}]
        )

    def test_bill_nets_what_was_not_paid_out_yet(self):
        _sale, order, bill = self._billed((self.shirt, 2))
        self.assertEqual((bill.amount_residual, order.refund_ids.amount_residual), (0.0, 0.0))

    def test_bill_is_open_where_the_refund_was_paid_out(self):
        sale = self._sell((self.shirt, 2), pay=True)
        order = self._paid_ahead(sale)
        self._pay(order.refund_ids)
        self._close(order, "bill")
        self.assertEqual(self._bill(sale).amount_residual, 220.0)

    def test_only_what_never_came_is_billed(self):
        sale, order, bill = self._billed((self.shirt, 3), came=1)
        self.assertRecordValues(bill, [{"amount_untaxed": 200.0, "amount_tax": 20.0}])
        self.assertRecordValues(bill.invoice_line_ids, [{"quantity": 2.0, "price_unit": 100.0}])
        self.assertCost(80.0)
        self.assertEqual(order.amount_refund, 100.0)
        self.assertRecordValues(
            sale.order_line, [{"qty_to_invoice": 0.0, "qty_claimed": 1.0, "qty_invoiced": 2.0}]
        )

    def test_discounts_of_line_and_order_are_billed_as_refunded(self):
        sale = self._sell((self.shirt, 2, {"discount": 10.0}), deliver=False, invoice=False)
        self.env["sale.order.discount"].create(
            {"sale_order_id": sale.id, "discount_type": "so_discount", "discount_percentage": 0.2}
        ).action_apply_discount()
        self._validate(sale.picking_ids)
        self._invoice(sale, pay=True)
        order = self._paid_ahead(sale, {self.shirt: 2})
        self._receive(order, 1)
        self._decide(order)
        self._close(order, "bill")
        bill = self._bill(sale)
        self.assertRecordValues(bill, [{"amount_untaxed": 72.0, "amount_total": 79.2}])

    def test_fee_that_was_withheld_is_not_billed(self):
        self.policy.fee_fixed = 15.0
        _sale, order, bill = self._billed((self.shirt, 2))
        self.assertEqual(order.refund_ids.amount_untaxed, 170.0)
        self.assertEqual(bill.amount_untaxed, 170.0)

    def test_price_that_includes_tax(self):
        tax = self._tax(19.0, price_include_override="tax_included")
        self.shirt.taxes_id = [Command.set(tax.ids)]
        _sale, order, bill = self._billed((self.shirt, 3, {"price_unit": 9.99}), came=1)
        self.assertEqual(bill.amount_total, 19.98)
        self.assertEqual(order.refund_ids.amount_total, 29.97)

    def test_foreign_currency_takes_the_rate_of_the_refund(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "name": "2020-01-01", "rate": 0.5}
        )
        pricelist = self.env["product.pricelist"].create({"name": "Euro", "currency_id": euro.id})
        line = {"price_unit": 50.0}
        sale = self._sell((self.shirt, 2, line), pay=True, pricelist_id=pricelist.id)
        order = self._paid_ahead(sale)
        self.env["res.currency.rate"].search([("currency_id", "=", euro.id)]).rate = 0.8
        self._close(order, "bill")
        self.assertBalanced(order.refund_ids | self._bill(sale))

    def test_cost_of_the_bill_is_that_of_the_sale(self):
        sale = self._sell((self.shirt, 2), pay=True)
        order = self._paid_ahead(sale)
        self.shirt.standard_price = 55.0
        self._close(order, "bill")
        self.assertCost(80.0)

    def test_billed_goods_may_come_back_after_all(self):
        sale, _order, _bill = self._billed((self.shirt, 3), came=1)
        self.policy.settle_at = "sorting"
        again = self._refund(sale, {self.shirt: 2})
        self.assertEqual(again.refund_ids.amount_untaxed, 200.0)
        self.assertCost(0.0)
        self.assertRecordValues(sale.order_line, [{"qty_to_invoice": 0.0, "qty_claimed": 3.0}])

    def test_left_goods_may_not(self):
        sale = self._sell((self.shirt, 2), pay=True)
        self._close(self._paid_ahead(sale), "leave")
        with self.assertRefused("may come back"):
            self._approve(self._create_return(sale))

    def test_cancelled_bill_is_offered_by_the_order(self):
        sale, _order, bill = self._billed((self.shirt, 2))
        bill.button_draft()
        bill.button_cancel()
        self.assertEqual(sale.order_line.qty_to_invoice, 2.0)

    def test_store_credit_is_billed_and_kept(self):
        self.company._setup_store_credit()
        _sale, order, bill = self._billed((self.shirt, 2), line_vals={"resolution": "store_credit"})
        self.assertEqual(order.ewallet_ids.points, 220.0)
        self.assertEqual((bill.amount_total, bill.amount_residual), (220.0, 220.0))

    def test_old_goods_of_an_exchange(self):
        _sale, _order, bill = self._billed(
            (self.shirt, 1),
            line_vals={"resolution": "exchange", "exchange_product_id": self.shoe.id},
        )
        self.assertEqual(bill.amount_total, 110.0)
        self.assertCost(70.0)

    def test_swap(self):
        """The customer has two for the price of one: the second is billed at the price paid."""
        sale = self._sell((self.shirt, 1, {"discount": 10.0}), pay=True)
        order = self._paid_ahead(sale, line_vals={"resolution": "exchange"})
        self._validate(order.picking_ids.filtered(lambda p: p.picking_type_code == "outgoing"))
        self._close(order, "bill")
        bill = self.env["account.move"].search([("ref", "=", order.name)])
        self.assertRecordValues(bill, [{"amount_untaxed": 90.0, "amount_total": 99.0}])
        self.assertCost(80.0)

    def test_swap_that_is_left(self):
        order = self._paid_ahead(
            self._sell((self.shirt, 1), pay=True), line_vals={"resolution": "exchange"}
        )
        self._validate(order.picking_ids.filtered(lambda p: p.picking_type_code == "outgoing"))
        self._close(order, "leave")
        self.assertCost(80.0)

    def test_not_invoiced_is_offered_for_invoicing_again(self):
        sale = self._sell((self.shirt, 2), invoice=False)
        order = self._paid_ahead(sale)
        self.assertEqual(sale.order_line.qty_to_invoice, 0.0)
        self._close(order, "bill")
        self.assertEqual(sale.order_line.qty_to_invoice, 2.0)

    def test_chatter_names_the_bill(self):
        _sale, order, bill = self._billed((self.shirt, 2))
        self.assertIn(bill.name, "".join(order.message_ids.mapped("body")))

    def test_serials(self):
        self._create_serials(self.phone, "NC-1", "NC-2")
        _sale, _order, bill = self._billed((self.phone, 2))
        self.assertEqual(bill.amount_untaxed, 1000.0)
        self.assertCost(600.0)
