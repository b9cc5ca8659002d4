from odoo.fields import Command
from odoo.tests import tagged

from ..ticket.common import TicketCase


@tagged("post_install", "-at_install")
class TestCentre(TicketCase):
    """What a till sold and the back office decides on."""

    def _settle_in_centre(self, line, quantity=1.0):
        """:return: the return order, settled by the back office"""
        order = self._approve(self._return_of_pos(line, quantity, warehouse_id=self.warehouse.id))
        self._receive(order)
        self._decide(order, grade_id=self.grade_a.id)
        order.action_settle()
        return order

    def test_invoice_of_the_receipt_is_credited(self):
        sale = self._sell_at_till(
            self.till,
            (self.shirt, 2, {"discount": 25.0}),
            partner=self.customer,
            to_invoice=True,
        )
        order = self._settle_in_centre(sale.lines)
        note = order.refund_ids
        self.assertRecordValues(
            note,
            [
                {
                    "state": "posted",
                    "amount_total": 82.5,
                    "amount_untaxed": 75.0,
                    "reversed_entry_id": sale.account_move.id,
                    "partner_id": self.customer.id,
                }
            ],
        )

    def test_receipt_without_invoice(self):
        sale = self._sell_at_till(self.till, (self.shirt, 2), partner=self.customer)
        order = self._settle_in_centre(sale.lines)
        self.assertRecordValues(
            order.refund_ids,
            [{"amount_total": 110.0, "reversed_entry_id": False, "state": "posted"}],
        )
        self.assertEqual(order.line_ids.disposition_ids.quantity_credited, 1.0)

    def test_till_pays_back_only_the_rest(self):
        sale = self._sell_at_till(self.till, (self.shirt, 2), partner=self.customer)
        self._settle_in_centre(sale.lines)
        refund = self._pay_back(self.till, self._wish(sale.lines))
        self.assertAlmostEqual(refund.amount_total, -110.0)
        self.assertEqual(sale.lines.qty_claimed, 2.0)

    def _odd_goods(self, price=9.99, rate=19.0, **vals):
        tax = self.env["account.tax"].create(
            {"name": f"{rate:g} %", "amount": rate, "type_tax_use": "sale"}
        )
        goods = self._create_product(
            "Cap", price, available_in_pos=True, taxes_id=[Command.set(tax.ids)], **vals
        )
        self._stock(goods, 50, warehouse=self.store)
        return goods

    def test_parts_add_up_to_the_receipt(self):
        """Settled by the centre and at the till in turn, all of it gives back what was paid."""
        cap = self._odd_goods()
        for invoiced in (False, True):
            for ways in ("CCC", "TCT", "CTC"):
                with self.subTest(invoiced=invoiced, ways=ways):
                    sale = self._sell_at_till(
                        self.till,
                        (cap, 3, {"discount": 33.3}),
                        partner=self.customer,
                        to_invoice=invoiced,
                    )
                    back = [self._give_back(sale.lines, way) for way in ways]
                    total, tax = (round(sum(one), 2) for one in zip(*back, strict=True))
                    paid = (round(sale.amount_total, 2), round(sale.amount_tax, 2))
                    self.assertEqual((total, tax), paid)

    def _give_back(self, line, way):
        """:return: (total, tax) of one unit, by the centre or the till"""
        if way == "C":
            note = self._settle_in_centre(line).refund_ids
            return note.amount_total, note.amount_tax
        refund = self._pay_back(self.till, self._wish(line))
        return -refund.amount_total, -refund.amount_tax

    def test_discount_of_the_receipt_comes_back(self):
        discount = self._create_product("Discount", 0.0, type="service", is_storable=False)
        off = (discount, 1, {"price_unit": -28.0, "tax_ids": [Command.set(self.tax.ids)]})
        sale = self._sell_at_till(self.till, (self.shirt, 2), (self.shoe, 1), off)
        notes = [
            self._settle_in_centre(line, line.qty).refund_ids
            for line in sale.lines.sorted("id")[:2]
        ]
        self.assertEqual([note.amount_total for note in notes], [198.0, 79.2])

    def test_discount_of_another_tax_comes_back(self):
        """Ten off without the tax of the goods, and two at another: to the cent what was paid."""
        product = self._create_product("Discount", 0.0, type="service", is_storable=False)
        tax = self._odd_goods(rate=7.0).taxes_id
        off = [
            (product, 1, {"price_unit": amount, "tax_ids": [Command.set(taxes)]})
            for amount, taxes in ((-10.0, []), (-2.0, tax.ids))
        ]
        for invoiced in (False, True):
            with self.subTest(invoiced=invoiced):
                sale = self._sell_at_till(
                    self.till,
                    (self.shirt, 2),
                    *off,
                    partner=self.customer,
                    to_invoice=invoiced,
                )
                self.assertRecordValues(sale, [{"amount_total": 207.86, "amount_tax": 19.86}])
                note = self._settle_in_centre(sale.lines[0]).refund_ids
                self.assertRecordValues(note, [{"amount_total": 103.93, "amount_tax": 9.93}])
                part = note.after_sales_return_ids.disposition_ids
                self.assertRecordValues(part, [{"amount_credited": 94.0, "quantity_credited": 1.0}])
                rest = self._pay_back(self.till, self._wish(sale.lines[0]))
                self.assertRecordValues(rest, [{"amount_total": -103.93, "amount_tax": -9.93}])

    def test_fee_and_percent(self):
        self.policy.write({"refund_percent": 90.0, "fee_percent": 5.0})
        sale = self._sell_at_till(self.till, (self.shirt, 2))
        note = self._settle_in_centre(sale.lines).refund_ids
        # 90 % of 110 less a fee of 5 % of 100 and its tax.
        self.assertRecordValues(note, [{"amount_total": 93.5, "amount_untaxed": 85.0}])
        part = note.after_sales_return_ids.disposition_ids
        self.assertRecordValues(part, [{"amount_credited": 85.0, "quantity_credited": 1.0}])

    def test_prices_that_include_tax(self):
        cap = self._odd_goods(10.0)
        cap.taxes_id.price_include_override = "tax_included"
        self.policy.write({"fee_fixed": 1.0})
        sale = self._sell_at_till(self.till, (cap, 1))
        self.assertEqual(sale.amount_total, 10.0)
        note = self._settle_in_centre(sale.lines).refund_ids
        self.assertRecordValues(note, [{"amount_total": 8.81, "amount_untaxed": 7.4}])
