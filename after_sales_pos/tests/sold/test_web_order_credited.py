from uuid import uuid4

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..ticket.common import TicketCase


class OrderCreditedCase(TicketCase):
    """Sales orders whose goods are brought to the till after the back office changed what is
    paid for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.coat = cls._create_product("Coat", 150.0, available_in_pos=True)
        cls._stock(cls.coat, 100)

    def _reverse(self, invoice, modify=False):
        wizard = self.env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard = wizard.create({"journal_id": invoice.journal_id.id, "date": fields.Date.today()})
        wizard.modify_moves() if modify else wizard.refund_moves()
        return wizard.new_move_ids

    def _credit(self, order, **line_vals):
        """A credit note of the first line of the order's invoice, posted."""
        note = self._reverse(order.invoice_ids.sorted("id")[:1])
        if line_vals:
            note.invoice_line_ids[:1].write(line_vals)
        note.action_post()
        return note

    def _bill_again(self, order, price):
        bill = self._reverse(order.invoice_ids.sorted("id")[-1:], modify=True)
        bill.invoice_line_ids.price_unit = price
        bill.action_post()
        self._pay(bill)
        return bill

    def _row(self, order):
        self._open(self.till)
        till = self._as_cashier(self.till)
        return till.after_sales_lines("sale", order.id, str(uuid4()))["lines"][0]


@tagged("post_install", "-at_install")
class TestWebOrderCredited(OrderCreditedCase):
    def test_cut_price(self):
        """3 × 150 cut by 3 × 50: the till says 100."""
        order = self._sell((self.coat, 3), pay=True)
        self._credit(order, price_unit=50.0)
        line = order.order_line
        self.assertEqual(self._row(order)["price_unit"], 110.0)
        self.assertEqual(self._evaluated(self._wish(line))["amount"], 110.0)
        self.assertAlmostEqual(self._paid_back(line), 110.0)
        self.assertAlmostEqual(self._paid_back(line, 2.0), 220.0)

    def test_cut_of_one_unit_is_shared(self):
        order = self._sell((self.coat, 3), pay=True)
        self._credit(order, price_unit=50.0, quantity=1.0)
        back = [self._paid_back(order.order_line) for _unit in range(3)]
        for one in back:
            self.assertAlmostEqual(one, 146.67, delta=0.011)
        self.assertAlmostEqual(sum(back), 440.0)

    def test_unit_credited_at_its_price(self):
        order = self._sell((self.coat, 3), pay=True)
        note = self._credit(order, quantity=1.0)
        line = order.order_line
        self.assertEqual(self._row(order)["price_unit"], 165.0)
        answers = self._evaluated(self._wish(line))
        self.assertEqual(answers["amount"], 0.0)
        self.assertRegex(" ".join(answers["problems"]), note.name)
        with self.assertRefused(f"(?s)Coat.*{note.name}.*centre"):
            self._pay_back(self.till, self._wish(line))
        self.assertAlmostEqual(self._paid_back(line, 2.0), 165.0)
        self.assertAlmostEqual(self._paid_back(line), 165.0)

    def test_credited_in_full(self):
        order = self._sell((self.coat, 3), pay=True)
        note = self._credit(order)
        self.assertEqual(self._row(order)["price_unit"], 0.0)
        self.assertEqual(self._evaluated(self._wish(order.order_line))["amount"], 0.0)
        with self.assertRefused(note.name):
            self._pay_back(self.till, self._wish(order.order_line))

    def test_credited_unit_is_dropped_off_for_nothing(self):
        order = self._sell((self.coat, 3), pay=True)
        self._credit(order, quantity=1.0)
        wish = self._wish(order.order_line, resolution="centre", grade_id=False)
        self._open(self.till)
        self._as_cashier(self.till).after_sales_drop_off(str(uuid4()), [wish], False, "Nina")
        rma = order.order_line.after_sales_line_ids.return_id
        self._decide(rma, grade_id=self.grade_a.id).action_nothing_more_to_pay()
        self.assertAlmostEqual(self._paid_back(order.order_line), 165.0)

    def test_billed_again(self):
        for price in (120.0, 180.0):
            with self.subTest(price=price):
                order = self._sell((self.coat, 3), pay=True)
                self._bill_again(order, price)
                gross = round(price * 1.1, 2)
                self.assertEqual(self._row(order)["price_unit"], gross)
                self.assertAlmostEqual(self._paid_back(order.order_line), gross)
                self.assertAlmostEqual(self._paid_back(order.order_line, 2.0), 2 * gross)

    def test_return_asked_for_before_the_cut(self):
        order = self._sell((self.coat, 3), pay=True)
        rma = self._create_return(
            order, {self.coat: 1.0}, warehouse_id=self.store.id, transport="store"
        )
        self._approve(rma)
        self._credit(order, price_unit=50.0)
        wish = self._wish(rma.line_ids)
        self._open(self.till)
        till = self._as_cashier(self.till)
        row = till.after_sales_lines("return", rma.id, str(uuid4()))["lines"][0]
        self.assertEqual(row["price_unit"], 110.0)
        self.assertEqual(self._evaluated(wish)["amount"], 110.0)
        self.assertAlmostEqual(self._paid_back(rma.line_ids), 110.0)

    def test_store_credit_and_exchange(self):
        order = self._sell((self.coat, 3), pay=True)
        self._credit(order, price_unit=50.0)
        refund, new = self._exchange(self.till, self._wish(order.order_line), (self.shirt, 1))
        self.assertEqual((refund.amount_total, new.amount_total), (0.0, 0.0))
        wish = self._wish(order.order_line, resolution="store_credit")
        self._as_cashier(self.till).after_sales_drop_off(str(uuid4()), [wish], False, "Nina")
        program = self.company.after_sales_ewallet_program_id
        wallet = self.env["loyalty.card"].search(
            [("program_id", "=", program.id), ("partner_id", "=", self.customer.id)]
        )
        self.assertEqual(wallet.points, 110.0)


@tagged("post_install", "-at_install")
class TestUnits(OrderCreditedCase):
    """Sold in another unit than the product's own."""

    def test_dozen(self):
        for pieces, amount in ((1, 11.0), (4, 44.0), (7, 77.0), (10, 110.0)):
            with self.subTest(pieces=pieces):
                order = self._dozen()
                wish = self._wish(order.order_line, float(pieces))
                self.assertEqual(self._row(order)["price_unit"], 11.0)
                self.assertEqual(self._evaluated(wish)["amount"], amount)
                self.assertAlmostEqual(self._paid_back(order.order_line, float(pieces)), amount)

    def test_dozen_piece_by_piece(self):
        order = self._dozen(price=119.99)
        paid = order.invoice_ids.amount_total
        back = [self._paid_back(order.order_line) for _piece in range(12)]
        self.assertAlmostEqual(sum(back), paid)
        notes = order.invoice_ids.filtered(lambda move: move.move_type == "out_refund")
        self.assertAlmostEqual(sum(notes.mapped("amount_total")), paid)

    def test_dozen_asked_for_and_brought_in_parts(self):
        order = self._dozen()
        sock = order.order_line.product_id
        rma = self._create_return(order, warehouse_id=self.store.id, transport="store")
        self._approve(rma)
        self.assertEqual(rma.line_ids.product_uom_id, self.env.ref("uom.product_uom_dozen"))
        self._open(self.till)
        till = self._as_cashier(self.till)
        row = till.after_sales_lines("return", rma.id, str(uuid4()))["lines"][0]
        self.assertEqual((row["quantity_left"], row["price_unit"]), (12.0, 11.0))
        self.assertEqual(self._evaluated(self._wish(rma.line_ids, 4.0))["amount"], 44.0)
        for pieces in (4.0, 1.0, 7.0):
            self.assertAlmostEqual(self._paid_back(rma.line_ids, pieces), 11.0 * pieces)
        self.assertEqual(self._available(sock, self.store), 12.0)
        self.assertEqual(rma.state, "closed")

    def test_grams_asked_for_of_a_product_kept_in_kilograms(self):
        kilogram, gram = self.env.ref("uom.product_uom_kgm"), self.env.ref("uom.product_uom_gram")
        tea = self._create_product(
            "Tea", 10.0, available_in_pos=True, uom_id=kilogram.id, taxes_id=[Command.clear()]
        )
        self._stock(tea, 5)
        vals = {"product_uom_id": gram.id, "price_unit": 0.01}
        order = self._sell((tea, 3000, vals), pay=True)
        rma = self._create_return(
            order, {tea: 1500.0}, warehouse_id=self.store.id, transport="store"
        )
        self._approve(rma)
        self.assertAlmostEqual(self._paid_back(rma.line_ids, 0.25), 2.5)
        self.assertAlmostEqual(self._paid_back(rma.line_ids, 1.25), 12.5)
        self.assertEqual(self._available(tea, self.store), 1.5)

    def _dozen(self, price=120.0):
        dozen = self.env.ref("uom.product_uom_dozen")
        sock = self._create_product("Sock", 10.0, available_in_pos=True)
        self._stock(sock, 24)
        vals = {"product_uom_id": dozen.id, "price_unit": price}
        return self._sell((sock, 1, vals), pay=True)

    def test_grams_of_a_kilogram(self):
        """3 kg at 9.99 a kg, 333 g back three times: 9.98 untaxed in all."""
        self.env["decimal.precision"].search([("name", "=", "Product Unit")]).digits = 3
        kilogram, gram = self.env.ref("uom.product_uom_kgm"), self.env.ref("uom.product_uom_gram")
        for unit, back in ((kilogram, 0.333), (gram, 333.0)):
            with self.subTest(unit=unit.name):
                tea = self._create_product(
                    "Tea", 9.99, available_in_pos=True, uom_id=unit.id, taxes_id=[Command.clear()]
                )
                self._stock(tea, 5 if unit == kilogram else 5000)
                vals = {"product_uom_id": kilogram.id, "price_unit": 9.99}
                order = self._sell((tea, 3, vals), pay=True)
                given = [self._paid_back(order.order_line, back) for _time in range(3)]
                self.assertAlmostEqual(sum(given), 9.98, 2)
                self.assertEqual(order.order_line.qty_to_invoice, 0.0)

    def test_kilograms_sold_at_the_till(self):
        """1.234 kg at 9.99 a kg, back in parts."""
        self.env["decimal.precision"].search([("name", "=", "Product Unit")]).digits = 3
        tea = self._create_product(
            "Tea", 9.99, available_in_pos=True, uom_id=self.env.ref("uom.product_uom_kgm").id
        )
        self._stock(tea, 5, warehouse=self.store)
        sale = self._sell_at_till(self.till, (tea, 1.234))
        back = [self._paid_back(sale.lines, part) for part in (0.333, 0.333, 0.568)]
        self.assertAlmostEqual(sum(back), sale.amount_total, 2)
        with self.assertRefused("nothing more of it"):
            self._pay_back(self.till, self._wish(sale.lines, 0.001))
