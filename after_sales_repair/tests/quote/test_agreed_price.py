from odoo.fields import Command
from odoo.tests import tagged

from .common import QuoteCommon


@tagged("post_install", "-at_install")
class TestAgreedPrice(QuoteCommon):
    """What was agreed with the customer outlives a warranty that is switched on and off."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_tax = cls.env["account.tax"].create(
            {"name": "Sale tax 5 %", "amount": 5.0, "type_tax_use": "sale"}
        )
        cls.agreed = {"price_unit": 12.34, "discount": 10.0, "tax_ids": cls.other_tax.ids}

    def _agree(self, line):
        line.write({**self.agreed, "tax_ids": [Command.set(self.other_tax.ids)]})

    def _part_line(self, repair):
        return repair.sale_order_id.order_line.filtered(lambda line: line.product_id == self.part)

    def assertAgreed(self, line):
        self.assertRecordValues(line, [self.agreed])

    def _accepted_at(self, **vals):
        repair = self._diagnosed(**vals)
        repair.action_quote()
        self._agree(self._part_line(repair))
        repair.action_quote_send()
        repair.sale_order_id.action_confirm()
        return repair

    def _free_and_paid_again(self, repair):
        repair.under_warranty = True
        repair.under_warranty = False

    def test_accepted_order(self):
        repair = self._accepted_at()
        order = repair.sale_order_id
        total = order.amount_total
        repair.under_warranty = True
        self.assertEqual(order.amount_total, 0.0)
        repair.under_warranty = False
        self.assertAgreed(self._part_line(repair))
        self.assertEqual(order.amount_total, total)

    def test_accepted_order_ignores_a_new_list_price(self):
        """The customer accepted 60 for the part and 50 an hour."""
        repair = self._accepted()
        self.part.list_price = 70.0
        self.labour.list_price = 55.0
        self._free_and_paid_again(repair)
        self.assertEqual(repair.sale_order_id.order_line.mapped("price_unit"), [60.0, 50.0])

    def test_twice_and_written_again(self):
        repair = self._accepted_at()
        repair.under_warranty = True
        repair.under_warranty = True
        repair.under_warranty = False
        repair.under_warranty = False
        self._free_and_paid_again(repair)
        self.assertAgreed(self._part_line(repair))

    def test_part_added_while_free_costs_the_list_price_afterwards(self):
        repair = self._accepted_at()
        repair.under_warranty = True
        self._add_part(repair)
        self.assertEqual(repair.sale_order_id.amount_total, 0.0)
        repair.under_warranty = False
        self.assertEqual(self._part_line(repair).mapped("price_unit"), [12.34, 60.0])

    def test_price_typed_while_free_stands(self):
        repair = self._accepted_at()
        repair.under_warranty = True
        self._part_line(repair).price_unit = 5.0
        repair.under_warranty = False
        self.assertEqual(self._part_line(repair).price_unit, 5.0)

    def test_more_of_a_free_part_is_free(self):
        repair = self._accepted_at()
        repair.under_warranty = True
        repair.move_ids.product_uom_qty = 3.0
        self.assertEqual(repair.sale_order_id.amount_total, 0.0)
        repair.under_warranty = False
        self.assertAgreed(self._part_line(repair))
        self.assertEqual(self._part_line(repair).product_uom_qty, 3.0)

    def test_more_hours_of_free_work_are_free(self):
        repair = self._accepted()
        repair.under_warranty = True
        repair.sale_order_id.order_line[1].product_uom_qty = 4.0
        self.assertEqual(repair.sale_order_id.amount_total, 0.0)

    def test_draft_and_sent_quotation(self):
        """The warranty withdraws the quotation; the next one asks what was typed on it."""
        for send in (False, True):
            repair = self._diagnosed()
            repair.action_quote()
            self._agree(self._part_line(repair))
            if send:
                repair.action_quote_send()
            self._free_and_paid_again(repair)
            self.assertFalse(repair.sale_order_id)
            repair.action_quote()
            self.assertAgreed(self._part_line(repair))

    def test_quotation_after_a_diagnosis_taken_back(self):
        repair = self._diagnosed()
        repair.action_quote()
        self._agree(self._part_line(repair))
        repair.under_warranty = True
        repair.action_diagnose_anew()
        self._diagnose(repair, under_warranty=False)
        repair.action_quote()
        self.assertAgreed(self._part_line(repair))

    def test_typed_lines_come_back_with_the_next_quotation(self):
        repair = self._diagnosed()
        repair.action_quote()
        polish = self.env["product.product"].create({"name": "Polish", "type": "service"})
        repair.sale_order_id.order_line = [
            Command.create({"product_id": polish.id, "name": "Polishing", "price_unit": 33.0})
        ]
        self._free_and_paid_again(repair)
        repair.action_quote()
        lines = repair.sale_order_id.order_line.filtered(lambda line: line.product_id == polish)
        self.assertRecordValues(lines, [{"name": "Polishing", "price_unit": 33.0}])
        repair.action_quote()
        self.assertEqual(len(repair.sale_order_id.order_line), 3)

    def test_quotation_of_a_free_repair_asks_later_what_was_typed_before(self):
        repair = self._diagnosed()
        repair.action_quote()
        self._agree(self._part_line(repair))
        repair.under_warranty = True
        repair.action_create_sale_order()
        self.assertEqual(repair.sale_order_id.amount_total, 0.0)
        repair.under_warranty = False
        self.assertAgreed(self._part_line(repair))

    def test_new_quotation_keeps_the_typed_price_of_a_part(self):
        repair = self._diagnosed()
        repair.action_quote()
        self._agree(self._part_line(repair))
        repair.action_quote()
        self.assertAgreed(self._part_line(repair))

    def test_quotation_that_was_not_typed_follows_the_price_list(self):
        repair = self._quoted()
        self.part.list_price = 70.0
        self._free_and_paid_again(repair)
        repair.action_quote()
        self.assertEqual(self._part_line(repair).price_unit, 70.0)

    def test_agreed_terms_are_not_written_by_hand(self):
        repair = self._accepted_at()
        with self.assertRefused("follows its buttons"):
            repair.with_user(self.lead).agreed_terms = {}
