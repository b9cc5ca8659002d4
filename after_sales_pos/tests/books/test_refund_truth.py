from uuid import uuid4

from odoo.fields import Command
from odoo.tests import tagged

from .common import TruthCase


@tagged("post_install", "-at_install")
class TestRefundTruth(TruthCase):
    def test_parts_sum_to_the_cent(self):
        ways = [
            (price, rate, included, discount)
            for price, discounts in ((9.99, (0.0, 15.0, 33.3)), (33.33, (0.0,)))
            for rate, included in ((10.0, False), (19.0, True), (21.0, False))
            for discount in discounts
        ]
        for price, rate, included, discount in ways:
            with self.subTest(price=price, rate=rate, included=included, discount=discount):
                cap = self._goods_at(price, rate, included)
                sale = self._sell_at_till(self.till, (cap, 3, {"discount": discount}))
                self._assert_given_back(sale, self._return_one_by_one(sale))

    def test_taxes_rounded_on_the_whole_receipt(self):
        self.company.tax_calculation_rounding_method = "round_globally"
        cap = self._goods_at(9.99, 19.0)
        sale = self._sell_at_till(self.till, (cap, 3), (self.shirt, 1))
        self._assert_given_back(sale, self._return_one_by_one(sale))

    def test_unit_costs_what_was_paid_whatever_it_costs_today(self):
        cap = self._goods_at(9.99)
        sale = self._sell_at_till(self.till, (cap, 2, {"discount": 50.0}))
        cap.list_price = 99.0
        cap.taxes_id = False
        refund = self._pay_back(self.till, self._wish(sale.lines))
        self.assertAlmostEqual(refund.amount_total, -sale.amount_total / 2, 2)
        self.assertEqual(refund.lines.tax_ids, sale.lines.tax_ids)

    def test_percentage_off_the_order_comes_back_in_proportion(self):
        reward = self._promotion()
        off = self._reward_line(reward, -28.0)
        sale = self._sell_at_till(self.till, (self.shirt, 2), (self.shoe, 1), off)
        self.assertEqual(sale.amount_total, 277.2)
        first = self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertAlmostEqual(first.amount_total, -99.0)
        share = first.lines.filtered("after_sales_origin_id")
        self.assertRecordValues(
            share, [{"after_sales_role": "share", "price_subtotal_incl": -11.0, "qty": -1.0}]
        )
        rest = self._pay_back(self.till, self._wish(sale.lines[0]), self._wish(sale.lines[1]))
        self._assert_given_back(sale, first | rest)

    def test_percentage_off_at_odd_prices_sums_up(self):
        reward = self._promotion()
        for included in (False, True):
            with self.subTest(included=included):
                cap = self._goods_at(9.99, 19.0, included)
                taxes = [Command.set(cap.taxes_id.ids)]
                off = self._reward_line(reward, -3.0, tax_ids=taxes)
                sale = self._sell_at_till(self.till, (cap, 3), off)
                self._assert_given_back(sale, self._return_one_by_one(sale))

    def test_free_product_makes_each_cheaper(self):
        """Three for the price of two: each costs two thirds."""
        reward = self._promotion(
            reward_type="product", reward_product_id=self.shirt.id, required_points=2
        )
        sale = self._sell_at_till(self.till, (self.shirt, 3), self._reward_line(reward, -100.0))
        refund = self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertAlmostEqual(refund.amount_total, -73.33)
        rest = self._pay_back(self.till, self._wish(sale.lines[0], 2.0))
        self._assert_given_back(sale, refund | rest)

    def test_discount_over_several_lines_sums_up(self):
        """What falls on each of three lines, rounded by itself, is a cent more or less in all."""
        self.company.tax_calculation_rounding_method = "round_per_line"
        for total in (9.53, 16.65, 0.02):
            for invoiced in (False, True):
                with self.subTest(total=total, invoiced=invoiced):
                    caps = [self._goods_at(price, 19.0, True) for price in (33.33, 58.28, 97.03)]
                    lines = [(cap, 2, {"tax_ids": [Command.set(self.tax.ids)]}) for cap in caps]
                    more = {"partner": self.customer, "to_invoice": True} if invoiced else {}
                    off = self._reward_line(self._promotion(), -total)
                    sale = self._sell_at_till(self.till, *lines, off, **more)
                    self._assert_given_back(sale, self._return_one_by_one(sale))

    def test_discount_for_some_products_stays_with_them(self):
        reward = self._promotion(
            discount_applicability="specific",
            discount_product_ids=[Command.set(self.shoe.ids)],
        )
        off = self._reward_line(reward, -8.0)
        sale = self._sell_at_till(self.till, (self.shirt, 1), (self.shoe, 1), off)
        refund = self._pay_back(self.till, self._wish(sale.lines[0]))
        self.assertAlmostEqual(refund.amount_total, -110.0)
        refund = self._pay_back(self.till, self._wish(sale.lines[1]))
        self.assertAlmostEqual(refund.amount_total, -79.2)

    def test_discount_beside_a_tax_of_a_fixed_amount(self):
        """Odoo gives no discount on a deposit: its line of the discount goes without that tax."""
        deposit = self.env["account.tax"].create(
            {"name": "Deposit", "amount": 0.5, "amount_type": "fixed", "type_tax_use": "sale"}
        )
        bottle, cap = self._goods_at(20.0, 19.0), self._goods_at(80.0, 7.0)
        taxes = bottle.taxes_id
        bottle.taxes_id += deposit
        off = [
            self._reward_line(self._promotion(), amount, tax_ids=[Command.set(own.ids)])
            for amount, own in ((-2.0, taxes), (-8.0, cap.taxes_id))
        ]
        sale = self._sell_at_till(self.till, (bottle, 1), (cap, 1), *off)
        first = self._pay_back(self.till, self._wish(sale.lines[0]))
        # 18.00, 19 % of it, and the deposit.
        self.assertAlmostEqual(first.amount_total, -21.92)
        self._assert_given_back(sale, first | self._pay_back(self.till, self._wish(sale.lines[1])))

    def test_discount_on_the_whole_receipt_without_a_program(self):
        product = self._create_product("Discount", 0.0, type="service", is_storable=False)
        off = (product, 1, {"price_unit": -28.0, "tax_ids": [Command.set(self.tax.ids)]})
        sale = self._sell_at_till(self.till, (self.shirt, 2), (self.shoe, 1), off)
        self._assert_given_back(sale, self._return_one_by_one(sale))

    def test_gift_card_with_a_promotion_sums_up(self):
        card, pay = self._gift_card(100.0, 40.0)
        cap = self._goods_at(33.33, 19.0)
        taxes = [Command.set(cap.taxes_id.ids)]
        off = self._reward_line(self._promotion(), -10.0, tax_ids=taxes)
        sale = self._sell_at_till(self.till, (cap, 3), off, pay)
        card.points = 60.0
        refunds = self._return_one_by_one(sale)
        self.assertAlmostEqual(-sum(refunds.mapped("amount_total")), sale.amount_total, 2)
        self.assertAlmostEqual(card.points, 100.0)
        given = self.env["loyalty.history"].search([("card_id", "=", card.id)])
        self.assertEqual(given.mapped("order_id"), refunds[::-1].ids)
        self.assertAlmostEqual(sum(given.mapped("issued")), 40.0)

    def test_gift_card_gets_no_more_than_comes_back(self):
        """Two at 6.65 are 13.31; the screen's line says 13.30, its base and tax rounded apart."""
        self.company.tax_calculation_rounding_method = "round_globally"
        card, pay = self._gift_card(20.0, 13.31)
        cap = self._goods_at(9.98, 19.0, included=True)
        goods = (cap, 2, {"discount": 33.33})
        sale = self._sell_at_till(self.till, goods, pay, payments=[])
        card.points = 6.69
        self.assertRecordValues(sale, [{"amount_total": 0.0, "state": "paid"}])
        self.assertEqual(sale.lines[0].price_subtotal_incl, 13.3)
        refunds = self._return_one_by_one(sale)
        self.assertEqual(refunds.mapped("amount_total"), [0.0, 0.0])
        self.assertAlmostEqual(card.points, 20.0)

    def _pay_beside_two_discounts(self):
        """Two caps for 100.00, twice ten off: 19.99 in the books, base and tax rounded apart.

        :return: (gift card, the receipt that it paid with 80.00)
        """
        self.company.tax_calculation_rounding_method = "round_globally"
        card, pay = self._gift_card(100.0, 80.0)
        card.program_id.pos_report_print_id = self.env.ref("loyalty.report_gift_card")
        cap = self._goods_at(50.0, 19.0, included=True)
        taxes = [Command.set(cap.taxes_id.ids)]
        off = [self._reward_line(self._promotion(), -10.0, tax_ids=taxes) for _part in range(2)]
        sale = self._sell_at_till(self.till, (cap, 2), *off, pay, payments=[])
        card.points = 20.0
        self.assertEqual(sale.amount_total, 0.0)
        return card, sale

    def test_gift_card_beside_two_discounts_gets_what_it_paid(self):
        card, sale = self._pay_beside_two_discounts()
        refunds = self._return_one_by_one(sale)
        self.assertEqual(refunds.mapped("amount_total"), [0.0, 0.0])
        self.assertAlmostEqual(card.points, 100.0)

    def test_odoo_books_the_cent_of_discounts_on_a_card(self):
        """The card paid 80.00, and its account says a cent more: nothing of ours is part of it."""
        account = self.env["account.account"].create(
            {"name": "Gifts", "code": "789992", "account_type": "liability_current"}
        )
        card, _sale = self._pay_beside_two_discounts()
        card.program_id.reward_ids.discount_line_product_id.property_account_income_id = account
        entry = self._close(self.till).move_id
        booked = entry.line_ids.filtered(lambda line: line.account_id == account)
        self.assertAlmostEqual(sum(booked.mapped("balance")), 80.01)

    def test_cash_and_card_split_sums_up(self):
        cash, card = self._cash(self.till), self._card(self.till)
        cap = self._goods_at(9.99)
        sale = self._sell_at_till(self.till, (cap, 3), payments=[(cash, 10.01), (card, 22.96)])
        refunds = self._return_one_by_one(sale)
        for method, paid in ((cash, 10.01), (card, 22.96)):
            back = refunds.payment_ids.filtered(lambda one, of=method: one.payment_method_id == of)
            self.assertAlmostEqual(-sum(back.mapped("amount")), paid, 2)


@tagged("post_install", "-at_install")
class TestRefundRules(TruthCase):
    """What the policy, the condition and the till's own rules leave of a refund."""

    def test_policy_percent_and_fee(self):
        self.policy.write({"refund_percent": 90.0, "fee_percent": 5.0})
        sale = self._sell_at_till(self.till, (self.shirt, 2))
        refund = self._pay_back(self.till, self._wish(sale.lines))
        # 90 % of 110 less a fee of 5 % of 100 and its tax.
        self.assertAlmostEqual(refund.amount_total, -93.5)
        fee = refund.lines.filtered(lambda line: line.after_sales_role == "fee")
        self.assertAlmostEqual(fee._after_sales_amount(), 5.5)
        part = refund.after_sales_return_ids.line_ids.disposition_ids
        self.assertRecordValues(
            part, [{"fee": 5.0, "refund_percent": 90.0, "amount_credited": 85.0}]
        )

    def test_worn_goods_are_worth_less(self):
        worn = self.env["after.sales.grade"].create(
            {"name": "Worn", "code": "W", "route": "restock", "refund_percent": 60.0}
        )
        sale = self._sell_at_till(self.till, (self.shirt, 2))
        refund = self._pay_back(self.till, self._wish(sale.lines, grade_id=worn.id))
        self.assertAlmostEqual(refund.amount_total, -66.0)
        rest = self._pay_back(self.till, self._wish(sale.lines))
        self.assertAlmostEqual(rest.amount_total, -110.0)

    def test_cashiers_limit(self):
        self.till.after_sales_max_amount = 150.0
        sale = self._sell_at_till(self.till, (self.shirt, 2))
        with self.assertRefused("above the limit"):
            self._sync_wishes([self._wish(sale.lines, 2.0)])
        ticket = str(uuid4())
        override = self._allow(ticket, "limit")
        refund = self._sync_wishes([self._wish(sale.lines, 2.0)], ticket)
        self.assertEqual(override.return_id, refund.after_sales_return_ids)

    def test_limit_counts_all_receipts_of_the_ticket(self):
        self.till.after_sales_max_amount = 150.0
        sales = [self._sell_at_till(self.till, (self.shirt, 1)) for _sale in range(2)]
        with self.assertRefused("above the limit"):
            self._sync_wishes([self._wish(sale.lines) for sale in sales])
        self.assertFalse(sales[0].lines.after_sales_line_ids)

    def test_too_late_needs_a_manager(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1), days_ago=60)
        with self.assertRefused("a manager has to allow this"):
            self._sync_wishes([self._wish(sale.lines)])
        ticket = str(uuid4())
        self._allow(ticket, "policy")
        refund = self._sync_wishes([self._wish(sale.lines)], ticket)
        self.assertAlmostEqual(refund.amount_total, -110.0)

    def test_without_receipt_at_a_managers_price(self):
        wish = self._wish(product_id=self.shirt.id, price_unit=55.0)
        with self.assertRefused("a manager has to allow this"):
            self._sync_wishes([wish])
        ticket = str(uuid4())
        self._allow(ticket, "no_receipt")
        refund = self._sync_wishes([wish], ticket)
        self.assertRecordValues(refund, [{"amount_total": -55.0, "amount_tax": -5.0}])
        line = refund.after_sales_return_ids.line_ids
        self.assertRecordValues(
            line, [{"price_paid_unit": 50.0, "pos_line_id": False, "quantity_settled": 1.0}]
        )
        walk_in = self.env.ref("after_sales_pos.partner_walk_in")
        self.assertEqual(refund.after_sales_return_ids.partner_id, walk_in)

    def test_without_receipt_taxes_are_those_of_the_till(self):
        """A mug of 3.50 that this till sells at 5 %: 0.17 of it is tax, at 15 % it were 0.46."""
        at_home, abroad = self.env["account.tax"].create(
            [
                {"name": f"{rate} %", "amount": rate, "price_include_override": "tax_included"}
                for rate in (15.0, 5.0)
            ]
        )
        abroad.original_tax_ids = at_home
        position = self.env["account.fiscal.position"].create(
            {"name": "Reduced", "tax_ids": [Command.set(abroad.ids)]}
        )
        self.till.write(
            {
                "tax_regime_selection": True,
                "fiscal_position_ids": [Command.set(position.ids)],
                "default_fiscal_position_id": position.id,
            }
        )
        mug = self._create_product("Mug", 3.5, available_in_pos=True)
        mug.taxes_id = at_home
        ticket, wish = str(uuid4()), self._wish(product_id=mug.id, price_unit=3.5)
        self._allow(ticket, "no_receipt")
        self._open(self.till)
        quote = self._quote(self.till, [wish], ticket)["orders"][0]
        self.assertEqual(quote["fiscal_position_id"], position.id)
        refund = self._sync_wishes([wish], ticket, fiscal_position_id=position.id)
        self.assertRecordValues(refund, [{"amount_total": -3.5, "amount_tax": -0.17}])
        line = refund.after_sales_return_ids.line_ids
        self.assertAlmostEqual(line.price_paid_unit, 3.33)
