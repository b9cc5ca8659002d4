from odoo.fields import Command
from odoo.tests import tagged

from .common import RefundCase


@tagged("post_install", "-at_install")
class TestRefundRounding(RefundCase):
    """Refunds of single units add up to the invoice to the cent, however taxes are rounded."""

    def _check_unit_refunds(self, *lines, **vals):
        for method in ("round_per_line", "round_globally"):
            with self.subTest(method=method):
                self.company.tax_calculation_rounding_method = method
                sale = self._sell(*lines, **vals)
                notes = self._refund_unit_by_unit(sale)
                self.assertGreater(len(notes), 1)
                self.assertBalanced(sale.invoice_ids)
                self.assertTagsBalanced(sale.invoice_ids)
                self.assertEqual(set(notes.mapped("payment_state")), {"paid"})
                self.assertEqual(
                    sale.invoice_ids.filtered(
                        lambda move: move.move_type == "out_invoice"
                    ).amount_residual,
                    0.0,
                )
                self.assertFalse(any(sale.order_line.mapped("qty_to_invoice")))

    def test_tax_excluded(self):
        self._check_unit_refunds((self.shirt, 3, {"price_unit": 36.33}))

    def test_tax_included(self):
        tax = self._tax(19.0, price_include_override="tax_included")
        self._check_unit_refunds(
            (self.shirt, 3, {"price_unit": 33.33, "tax_ids": [Command.set(tax.ids)]})
        )

    def test_several_taxes(self):
        taxes = self._tax(7.25) | self._tax(2.6) | self._tax(0.35, amount_type="fixed")
        self._check_unit_refunds(
            (self.shirt, 3, {"price_unit": 19.99, "tax_ids": [Command.set(taxes.ids)]})
        )

    def test_several_lines_share_a_rounding(self):
        tax = self._tax(7.7)
        vals = {"price_unit": 9.99, "discount": 12.5, "tax_ids": [Command.set(tax.ids)]}
        self._check_unit_refunds(
            (self.shirt, 3, vals), (self.shoe, 2, {**vals, "price_unit": 5.05})
        )

    def test_discount(self):
        self._check_unit_refunds((self.shirt, 3, {"price_unit": 33.33, "discount": 33.33}))

    def test_price_that_does_not_divide(self):
        """Three units for ten: the unit price has more decimals than the currency."""
        self.env.ref("product.decimal_price").digits = 6
        self._check_unit_refunds((self.shirt, 3, {"price_unit": 3.333333}))

    def test_refund_percent_is_cut_per_unit(self):
        sale = self._sell((self.shirt, 3, {"price_unit": 33.33}))
        notes = self._refund_unit_by_unit(sale, refund_percent=50.0)
        self.assertAlmostEqual(sum(notes.mapped("amount_untaxed")), 99.99 / 2, delta=0.02)


@tagged("post_install", "-at_install")
class TestRefundDiscounts(RefundCase):
    """Order-level discounts come back with their line, in proportion and to the cent."""

    def _sell_discounted(self, *lines, **discount):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_uom_qty": quantity, **more})
                    for product, quantity, more in lines
                ],
            }
        )
        if discount:
            self.env["sale.order.discount"].create(
                {"sale_order_id": order.id, **discount}
            ).action_apply_discount()
        return order

    def _deliver(self, order):
        order.action_confirm()
        self._validate(order.picking_ids)
        self._invoice(order)
        return order

    def test_global_percentage(self):
        sale = self._deliver(
            self._sell_discounted(
                (self.shirt, 1, {}),
                (self.shoe, 2, {}),
                discount_type="so_discount",
                discount_percentage=0.1,
            )
        )
        order = self._refund(sale, {self.shirt: 1})
        self.assertRecordValues(order.refund_ids, [{"amount_untaxed": 90.0, "amount_tax": 9.0}])
        self._refund(sale, {self.shoe: 2})
        self.assertBalanced(sale.invoice_ids | self._notes_of(sale))

    def _notes_of(self, sale):
        return self.env["account.move"].search([("reversed_entry_id", "in", sale.invoice_ids.ids)])

    def test_fixed_amount_over_single_units(self):
        for method in ("round_per_line", "round_globally"):
            with self.subTest(method=method):
                self.company.tax_calculation_rounding_method = method
                sale = self._deliver(
                    self._sell_discounted(
                        (self.shirt, 3, {"price_unit": 33.33}),
                        (self.shoe, 2, {"price_unit": 7.77}),
                        discount_type="amount",
                        discount_amount=10.0,
                    )
                )
                self._refund_unit_by_unit(sale)
                self.assertBalanced(sale.invoice_ids | self._notes_of(sale))

    def test_discount_of_two_tax_rates(self):
        tax = self._tax(19.0)
        sale = self._deliver(
            self._sell_discounted(
                (self.shirt, 2, {}),
                (self.shoe, 1, {"tax_ids": [Command.set(tax.ids)]}),
                discount_type="so_discount",
                discount_percentage=0.25,
            )
        )
        order = self._refund(sale, {self.shoe: 1})
        self.assertRecordValues(order.refund_ids, [{"amount_untaxed": 60.0, "amount_tax": 11.4}])

    def test_discount_beside_a_tax_of_a_fixed_amount(self):
        """Odoo gives no discount on a deposit: the line of the discount goes without it."""
        taxes = self._tax(19.0) | self._tax(0.35, amount_type="fixed")
        sale = self._deliver(
            self._sell_discounted(
                (self.shirt, 2, {}),
                (self.shoe, 1, {"tax_ids": [Command.set(taxes.ids)]}),
                discount_type="so_discount",
                discount_percentage=0.25,
            )
        )
        order = self._refund(sale, {self.shoe: 1})
        self.assertRecordValues(order.refund_ids, [{"amount_untaxed": 60.0, "amount_tax": 11.75}])

    def test_loyalty_reward(self):
        self.env["loyalty.program"].search([]).active = False
        program = self.env["loyalty.program"].create(
            {
                "name": "Ten percent",
                "program_type": "promotion",
                "trigger": "auto",
                "rule_ids": [Command.create({})],
                "reward_ids": [
                    Command.create(
                        {
                            "reward_type": "discount",
                            "discount": 10,
                            "discount_mode": "percent",
                            "discount_applicability": "order",
                        }
                    )
                ],
            }
        )
        order = self._sell_discounted((self.shirt, 3, {}), (self.shoe, 1, {}))
        order._update_programs_and_rewards()
        for card, rewards in order._get_claimable_rewards().items():
            order._apply_program_reward(rewards, card)
        self.assertEqual(order.amount_untaxed, 342.0, program.name)
        sale = self._deliver(order)
        refund = self._refund(sale, {self.shirt: 1})
        self.assertEqual(refund.refund_ids.amount_untaxed, 90.0)
        self._refund(sale, {self.shirt: 2, self.shoe: 1})
        self.assertBalanced(sale.invoice_ids | self._notes_of(sale))

    def test_core_cannot_credit_the_rest_twice(self):
        sale = self._sell((self.shirt, 2))
        self._refund(sale, {self.shirt: 1})
        invoice = sale.invoice_ids.filtered(lambda move: move.move_type == "out_invoice")
        with self.assertRefused("was invoiced, but with this credit note"):
            self._reverse(invoice).action_post()

    def test_refund_refuses_what_core_credited(self):
        sale = self._sell((self.shirt, 2))
        self._reverse(sale.invoice_ids).action_post()
        order = self._received(sale, {self.shirt: 1})
        self._decide(order)
        with self.assertRefused("nothing is left to pay for it"):
            order.action_settle()
        order.disposition_ids.action_nothing_more_to_pay()
        self.assertFalse(order.refund_ids, "all was credited before: there is nothing left")
        self.assertEqual(order.disposition_ids.amount_credited, 0.0)

    def _reverse(self, invoice):
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id})
        )
        wizard.refund_moves()
        return wizard.new_move_ids
