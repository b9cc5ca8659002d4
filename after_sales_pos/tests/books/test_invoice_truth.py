from random import Random

from odoo.fields import Command
from odoo.tests import tagged

from .common import InvoicedCase


@tagged("post_install", "-at_install")
class TestInvoiceTruth(InvoicedCase):
    """Whatever the accountant credits or bills anew between the returns of a receipt, and
    whoever takes them back: in the end the customer has back what was paid, to the cent."""

    def _goods_of(self, dice):
        tax = self.env["account.tax"].create(
            {
                "name": f"Random {dice.random()}",
                "amount": dice.choice((7.0, 10.0, 19.0, 19.6)),
                "type_tax_use": "sale",
                "price_include_override": dice.choice(("tax_included", "tax_excluded")),
            }
        )
        vals = {"available_in_pos": True, "taxes_id": [Command.set(tax.ids)]}
        goods = self._create_product("Cap", round(dice.uniform(1, 90), 2), **vals)
        self._stock(goods, 50, warehouse=self.store)
        return goods

    def _random_receipt(self, dice):
        goods = self._goods_of(dice)
        lines = [(goods, dice.randint(2, 5), {"discount": dice.choice((0.0, 12.5, 33.3))})]
        if dice.random() < 0.5:
            price = -round(goods.list_price * dice.choice((0.1, 0.25)), 2)
            taxes = [Command.set(goods.taxes_id.ids)]
            off = self._create_product("Discount", 0.0, type="service", is_storable=False)
            lines.append((off, 1, {"price_unit": price, "tax_ids": taxes}))
        return self._invoiced(*lines)

    def _note(self, dice, sale):
        """A credit note over the goods: of units, or of a part of their price."""
        line = sale.account_move.invoice_line_ids.filtered("product_id")[:1]
        # A whole unit without its part of a discount would be more than was paid for it.
        if dice.random() < 0.5 and len(sale.lines) == 1:
            return {"quantity": 1.0}
        return {"quantity": dice.choice((1.0, line.quantity)), "price_unit": line.price_unit * 0.2}

    def _come_back(self, line, by_till):
        """One unit comes back; :return: (total, tax) that it gave"""
        if by_till:
            refund = self._pay_back(self.till, self._wish(line))
            return -refund.amount_total, -refund.amount_tax
        order = self._return_of_pos(line, warehouse_id=self.warehouse.id)
        self._receive(self._approve(order))
        self._decide(order, grade_id=self.grade_a.id)
        order.action_settle()
        return order.refund_ids.amount_total, order.refund_ids.amount_tax

    def _return_all(self, dice, sale, when):
        """:param when: after how many returns the accountant credits something
        :return: list of (total, tax), the accountant's among them
        """
        line, back, note = sale.lines[0], [], None
        for number in range(int(line.qty)):
            if number == when:
                note = self._credit_goods(sale, **self._note(dice, sale))
                back.append((note.amount_total, note.amount_tax))
            standing = line._after_sales_standing().get(line)
            if standing and standing.free > 0.5:
                with self.assertRefused(note.name):
                    self._come_back(line, True)
                self._take_for_nothing(line)
            else:
                back.append(self._come_back(line, dice.random() < 0.5))
        return back

    def _credit_goods(self, sale, **vals):
        note = self._credit(sale.account_move, post=False)
        goods = note.invoice_line_ids.filtered("product_id")[:1]
        (note.invoice_line_ids - goods).unlink()
        goods.write(vals)
        note.action_post()
        return note

    def _take_for_nothing(self, line):
        order = self._return_of_pos(line, warehouse_id=self.warehouse.id)
        self._receive(self._approve(order))
        self._decide(order, grade_id=self.grade_a.id, resolution="none").action_settle()

    def test_all_of_it_comes_back_once(self):
        for seed in range(4):
            for rounding in ("round_per_line", "round_globally"):
                with self.subTest(seed=seed, rounding=rounding), self.env.cr.savepoint() as trial:
                    self.company.tax_calculation_rounding_method = rounding
                    dice = Random(seed)
                    sale = self._random_receipt(dice)
                    back = self._return_all(dice, sale, dice.randint(0, 1))
                    total, tax = (round(sum(one), 2) for one in zip(*back, strict=True))
                    paid = (round(sale.amount_total, 2), round(sale.amount_tax, 2))
                    self.assertEqual((total, tax), paid)
                    trial.rollback()
                    self.env.invalidate_all()
