from odoo.fields import Command
from odoo.tests import tagged

from ..common import AfterSalesCommon


class ClaimsCase(AfterSalesCommon):
    """No policy, so that only what was sold limits what comes back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["after.sales.policy"].search([]).active = False

    @classmethod
    def _return_of(cls, *sale_lines, **vals):
        """A draft return with a line per (sale line, quantity) or (sale line, quantity, vals)."""
        return cls.env["after.sales.return"].create(
            {
                "partner_id": cls.customer.id,
                "warehouse_id": cls.warehouse.id,
                "line_ids": [
                    Command.create(
                        {
                            "sale_line_id": line.id,
                            "quantity": quantity,
                            "resolution": "refund",
                            **(more[0] if more else {}),
                        }
                    )
                    for line, quantity, *more in sale_lines
                ],
                **vals,
            }
        )

    @classmethod
    def _plain_return(cls, picking, quantity):
        """Odoo's own return of a transfer, validated."""
        wizard = (
            cls.env["stock.return.picking"]
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = quantity
        transfer = cls.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        cls._validate(transfer)
        return transfer

    def assertOverclaim(self, order, words="may come back"):
        with self.assertRefused(words):
            order.action_request()


@tagged("post_install", "-at_install")
class TestClaims(ClaimsCase):
    """A sold unit comes back once, whichever way it is asked for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sale = cls._sell((cls.shirt, 3))
        cls.sold = cls.sale.order_line

    def test_request_refuses_more_than_delivered(self):
        self.assertOverclaim(self._return_of((self.sold, 4)), "3 Units may come back, but 4")

    def test_request_refuses_two_lines_that_are_too_much_together(self):
        self.assertOverclaim(self._return_of((self.sold, 2), (self.sold, 2)))

    def test_request_refuses_second_return_and_names_the_first(self):
        first = self._return_of((self.sold, 2))
        first.action_request()
        self.assertOverclaim(self._return_of((self.sold, 2)), first.name)

    def test_request_of_two_returns_together_refuses_both(self):
        both = self._return_of((self.sold, 2)) | self._return_of((self.sold, 2))
        self.assertOverclaim(both)

    def test_request_refuses_what_was_not_delivered(self):
        sale = self._sell((self.shirt, 2), deliver=False)
        self.assertOverclaim(self._return_of((sale.order_line, 1)), "nothing of it was delivered")

    def test_request_takes_only_the_delivered_part(self):
        sale = self._sell((self.shirt, 3), deliver=False)
        sale.picking_ids.move_ids.write({"quantity": 2, "picked": True})
        sale.picking_ids.with_context(skip_backorder=True).button_validate()
        self.assertOverclaim(self._return_of((sale.order_line, 3)), "2 Units may come back")

    def test_drafts_claim_nothing(self):
        self._return_of((self.sold, 3))
        self._return_of((self.sold, 3)).action_request()
        self.assertEqual(self.sold.qty_claimed, 3.0)

    def test_refused_request_gives_its_claim_back(self):
        first = self._return_of((self.sold, 3), refusal_reason="Worn.")
        first.action_request()
        first.action_refuse()
        self._return_of((self.sold, 3)).action_request()
        self.assertEqual(self.sold.qty_claimed, 3.0)

    def test_refused_request_set_back_claims_again(self):
        first = self._return_of((self.sold, 3), refusal_reason="Worn.")
        first.action_request()
        first.action_refuse()
        self._return_of((self.sold, 1)).action_request()
        first.action_reset()
        self.assertOverclaim(first)

    def test_cancelled_return_gives_its_claim_back(self):
        first = self._approve(self._return_of((self.sold, 3)))
        first.action_cancel()
        self._approve(self._return_of((self.sold, 3)))
        self.assertEqual(self.sold.qty_claimed, 3.0)

    def test_return_closed_short_gives_back_what_never_came(self):
        order = self._approve(self._return_of((self.sold, 3)))
        self._receive(order, 1)
        self._decide(order)
        order.action_settle()
        order.action_close()
        self.assertEqual(self.sold.qty_claimed, 1.0)
        self.assertOverclaim(self._return_of((self.sold, 3)), "3 Units may come back, but 4")

    def test_settled_return_keeps_its_claim(self):
        order = self._approve(self._return_of((self.sold, 3)))
        self._receive(order)
        self._decide(order)
        order.action_settle()
        self.assertEqual(order.state, "closed")
        self.assertOverclaim(self._return_of((self.sold, 1)))

    def test_raising_a_requested_quantity_is_checked(self):
        order = self._return_of((self.sold, 2))
        order.action_request()
        with self.assertRefused("may come back"):
            order.line_ids.quantity = 4

    def test_line_added_to_a_requested_return_is_checked(self):
        order = self._return_of((self.sold, 2))
        order.action_request()
        with self.assertRefused("may come back"):
            order.line_ids = [Command.create({"sale_line_id": self.sold.id, "quantity": 2})]

    def test_line_cannot_join_an_approved_return(self):
        order = self._approve(self._return_of((self.sold, 2)))
        with self.assertRefused("its lines are fixed"):
            order.line_ids = [Command.create({"sale_line_id": self.sold.id, "quantity": 1})]

    def test_line_stays_with_its_return(self):
        order = self._approve(self._return_of((self.sold, 2)))
        draft = self._return_of((self.sold, 3))
        with self.assertRefused("stays with its return order"):
            draft.line_ids.return_id = order

    def test_approved_line_keeps_its_quantity(self):
        order = self._approve(self._return_of((self.sold, 2)))
        with self.assertRefused("its lines are fixed"):
            order.line_ids.quantity = 1

    def test_request_counts_plain_returns(self):
        self._plain_return(self.sale.picking_ids, 2)
        self.assertOverclaim(self._return_of((self.sold, 2)), "1 Units may come back")

    def test_plain_return_refuses_claimed_goods(self):
        delivery = self.sale.picking_ids
        order = self._approve(self._return_of((self.sold, 2)))
        with self.assertRefused(order.name):
            self._plain_return(delivery, 2)

    def test_plain_return_takes_what_is_not_claimed(self):
        delivery = self.sale.picking_ids
        self._approve(self._return_of((self.sold, 2)))
        self._plain_return(delivery, 1)
        self.assertEqual(self.sold.qty_delivered, 2.0)

    def test_goods_sent_back_may_come_again_once(self):
        order = self._approve(self._return_of((self.sold, 3)))
        self._receive(order)
        parts = self._decide(order, route="send_back", resolution="none")
        self._validate(parts.move_ids.picking_id)
        self.assertEqual(order.state, "closed")
        again = self._approve(self._return_of((self.sold, 3)))
        self.assertEqual(again.state, "approved")
        self.assertOverclaim(self._return_of((self.sold, 1)))

    def test_swapped_goods_may_come_again_once(self):
        order = self._approve(self._return_of((self.sold, 1, {"resolution": "exchange"})))
        self._receive(order)
        parts = self._decide(order)
        order.action_settle()
        self._validate(parts.move_ids.picking_id)
        self._approve(self._return_of((self.sold, 3)))
        self.assertOverclaim(self._return_of((self.sold, 1)))

    def test_refused_sentence_offers_a_remedy(self):
        self.assertOverclaim(self._return_of((self.sold, 4)), "Lower a quantity, or cancel")

    def test_foreign_customer_cannot_claim(self):
        with self.assertRefused("was sold to Lena Fischer, not to"):
            self._return_of(
                (self.sold, 1), partner_id=self.env["res.partner"].create({"name": "Thief"}).id
            )

    def test_address_of_the_customer_may_claim(self):
        address = self.env["res.partner"].create(
            {"name": "Lena, work", "parent_id": self.customer.id, "type": "delivery"}
        )
        self._return_of((self.sold, 1), partner_id=address.id).action_request()
        self.assertEqual(self.sold.qty_claimed, 1.0)

    def test_product_that_was_not_sold_cannot_claim(self):
        with self.assertRefused("was never sold with"):
            self._return_of((self.sold, 1, {"product_id": self.shoe.id}))

    def test_quantity_must_be_positive(self):
        with self.assertRefused("greater than zero"):
            self._return_of((self.sold, 0))
        with self.assertRefused("“Quantity” cannot be “-1”"):
            self._return_of((self.sold, -1))

    def test_services_do_not_come_back(self):
        service = self._create_product("Advice", 10.0, is_storable=False, type="service")
        sale = self._sell((service, 1), deliver=False)
        with self.assertRefused("only goods come back"):
            self._return_of((sale.order_line, 1))


@tagged("post_install", "-at_install")
class TestClaimUnits(ClaimsCase):
    """Claims in other units, of serial numbers and of kits."""

    def test_units_of_a_dozen(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        sale = self._sell((self.shirt, 1, {"product_uom_id": dozen.id}))
        unit = {"product_uom_id": self.shirt.uom_id.id}
        self._return_of((sale.order_line, 11, unit)).action_request()
        self.assertAlmostEqual(sale.order_line.qty_claimed, 11 / 12, 2)
        self.assertOverclaim(self._return_of((sale.order_line, 2, unit)), "12 Units .* but 13")
        self.assertOverclaim(self._return_of((sale.order_line, 1)), "12 Units .* but 23")
        self._return_of((sale.order_line, 1, unit)).action_request()
        self.assertEqual(sale.order_line.qty_claimed, 1.0)

    def test_price_of_a_unit_of_a_dozen(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        sale = self._sell((self.shirt, 1, {"product_uom_id": dozen.id}))
        order = self._return_of((sale.order_line, 3, {"product_uom_id": self.shirt.uom_id.id}))
        self.assertEqual(order.line_ids.price_paid_unit, 100.0)
        self._approve(order)
        self._receive(order)
        self._decide(order)
        order.action_settle()
        self.assertEqual(order.refund_ids.amount_untaxed, 300.0)

    def _sold_phones(self, *names):
        lots = self._create_serials(self.phone, *names)
        sale = self._sell((self.phone, len(names)), deliver=False)
        sale.picking_ids.action_assign()
        self._validate(sale.picking_ids)
        self.assertEqual(sale.picking_ids.move_line_ids.lot_id, lots)
        return sale.order_line, lots

    def test_serial_is_claimed_once(self):
        sold, lots = self._sold_phones("S1", "S2")
        first = self._return_of((sold, 1, {"lot_ids": lots[0].ids}))
        first.action_request()
        self.assertEqual(lots[0].after_sales_line_id, first.line_ids)
        second = self._return_of((sold, 1, {"lot_ids": lots[0].ids}))
        self.assertOverclaim(second, f"S1 is already claimed by {first.name}")

    def test_cancelled_return_frees_its_serial(self):
        sold, lots = self._sold_phones("S1")
        first = self._approve(self._return_of((sold, 1, {"lot_ids": lots.ids})))
        first.action_cancel()
        self.assertFalse(lots.after_sales_line_id)
        self._return_of((sold, 1, {"lot_ids": lots.ids})).action_request()

    def test_serial_that_was_never_sold_is_refused(self):
        sold, _lots = self._sold_phones("S1")
        stranger = self._create_serials(self.phone, "S9")
        with self.assertRefused("S9 was not sold with"):
            self._return_of((sold, 1, {"lot_ids": stranger.ids}))

    def test_serial_that_came_back_cannot_come_again(self):
        sold, lots = self._sold_phones("S1", "S2")
        order = self._approve(self._return_of((sold, 1, {"lot_ids": lots[0].ids})))
        self._receive(order)
        parts = self._decide(order)
        self._validate(parts.move_ids.picking_id)
        order.action_settle()
        with self.assertRefused("S1 was not sold with"):
            self._return_of((sold, 1, {"lot_ids": lots[0].ids}))

    def test_more_serials_than_units_are_refused(self):
        sold, lots = self._sold_phones("S1", "S2")
        with self.assertRefused("2 serial numbers for a quantity of 1"):
            self._return_of((sold, 1, {"lot_ids": lots.ids}))

    def test_kit_components_are_claimed_one_by_one(self):
        if "mrp.bom" not in self.env:
            self.skipTest("mrp is not installed")
        kit, sold = self._sold_kit()
        self._return_of((sold, 2, {"product_id": self.shirt.id})).action_request()
        self.assertOverclaim(self._return_of((sold, 1, {"product_id": self.shirt.id})))
        self._return_of((sold, 4, {"product_id": self.shoe.id})).action_request()
        self.assertOverclaim(self._return_of((sold, 1)), "nothing of it was delivered")
        self.assertEqual(kit, sold.product_id)

    def _sold_kit(self):
        """Two kits of a shirt and two shoes, sold at 200."""
        kit = self._create_product("Kit", 200.0)
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": kit.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    Command.create({"product_id": self.shirt.id, "product_qty": 1}),
                    Command.create({"product_id": self.shoe.id, "product_qty": 2}),
                ],
            }
        )
        return kit, self._sell((kit, 2)).order_line

    def test_whole_kits_refund_what_was_paid(self):
        if "mrp.bom" not in self.env:
            self.skipTest("mrp is not installed")
        _kit, sold = self._sold_kit()
        for quantities in ((1, 1), (1, 3)):
            order = self._return_of(
                (sold, quantities[0], {"product_id": self.shirt.id}),
                (sold, quantities[1], {"product_id": self.shoe.id}),
            )
            self._approve(order)
            self._receive(order)
            self._decide(order)
            order.action_settle()
        notes = sold.order_id.invoice_ids.filtered(lambda move: move.move_type == "out_refund")
        self.assertEqual(sum(notes.mapped("amount_total")), 440.0)
        self.assertRecordValues(
            sold, [{"qty_to_invoice": 0.0, "after_sales_amount_credited": 400.0}]
        )
        self.assertNotEqual(sold.order_id.invoice_status, "to invoice")
