import base64

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import file_open

from .till_tour_common import TillTourCommon


class ScreenTourCommon(TillTourCommon):
    """The pictures of the steps show goods as a store has them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._picture(cls.shirt, "shirt_white")
        cls._picture(cls.shoe, "sneaker_navy")
        cls._picture(cls.phone, "phone_black")

    @classmethod
    def _picture(cls, product, name):
        with file_open(f"after_sales_returns/static/img/demo/{name}.png", "rb") as image:
            product.image_1920 = base64.b64encode(image.read())


@tagged("post_install", "-at_install")
class TestTourScreen(ScreenTourCommon):
    """The return screen in a browser, as the cashier of the northern store uses it."""

    browser_size = "1024x768"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.phone = "+15550100"
        cls.shoe.barcode = "SHOE-BARCODE"
        cls.till_manager = new_test_user(
            cls.env,
            "till_manager",
            groups="point_of_sale.group_pos_manager,after_sales_returns.group_after_sales_manager",
        )
        cls.first = cls._sell_at_till(cls.till, (cls.shirt, 2), (cls.shoe, 1), partner=cls.customer)
        cls.first.pos_reference = "TILL-1"
        cls.late = cls._sell_at_till(
            cls.other_till, (cls.shirt, 1), partner=cls.customer, days_ago=60
        )
        cls.late.pos_reference = "TILL-2"

    def _sell_coat(self):
        """A coat in three sizes: none of L in this store."""
        size = self.env["product.attribute"].create(
            {"name": "Size", "value_ids": [Command.create({"name": name}) for name in "SML"]}
        )
        values = Command.create(
            {"attribute_id": size.id, "value_ids": [Command.set(size.value_ids.ids)]}
        )
        template = self.env["product.template"].create(
            {
                "name": "Coat",
                "is_storable": True,
                "available_in_pos": True,
                "list_price": 100.0,
                "taxes_id": [Command.set(self.tax.ids)],
                "attribute_line_ids": [values],
            }
        )
        small, medium, large = template.product_variant_ids
        self._picture(template, "jacket_navy")
        self._stock(small, 1, warehouse=self.store)
        self._stock(medium, 2, warehouse=self.store)
        self._stock(large, 4, warehouse=self.other_store)
        order = self._sell_at_till(self.till, (small, 1), partner=self.customer)
        order.pos_reference = "TILL-COAT"
        return order

    def test_sales_of_every_store_and_channel_are_found(self):
        self._sell((self.shirt, 1), partner_id=self.customer.id).name = "WEB-1"
        self._tour("screen_find")

    def test_serial_reason_condition_and_quantity_are_chosen(self):
        self._create_store_serials(self.store, self.phone, "P-1")
        self._sell_at_till(self.till, (self.phone, 1, {"pack_lot_ids": ["P-1"]}))
        self._tour("screen_choose")
        held = self.env["after.sales.reservation"].search([("config_id", "=", self.till.id)])
        self.assertEqual(
            sorted(held.mapped(lambda one: (one.product_id.name, one.quantity))),
            [("Phone", 1.0), ("Shirt", 1.0)],
        )
        self.assertEqual(held.lot_ids.mapped("name"), ["P-1"])

    def test_reason_that_needs_a_photo_asks_for_one(self):
        self.env["after.sales.reason"].create({"name": "Torn", "photo_required": True})
        self._tour("screen_photo")
        held = self.env["after.sales.reservation"].search([("config_id", "=", self.till.id)])
        self.assertEqual(held.photo_ids.mapped("mimetype"), ["image/png"])

    def test_exchange_shows_stock_here_and_in_the_other_stores(self):
        self._sell_coat()
        self._tour("screen_exchange")
        new = self._last_order(is_refund=False)
        self.assertEqual(new.lines[0].product_id.display_name, "Coat (L)")
        self.assertEqual(new.picking_ids.picking_type_id.warehouse_id, self.store)
        self.assertEqual(new.picking_ids.state, "waiting")

    def test_manager_allows_with_the_right_password_only(self):
        self._tour("screen_override")
        override = self.env["after.sales.override"].search([("config_id", "=", self.till.id)])
        self.assertRecordValues(
            override,
            [{"kind": "policy", "reason": "A good customer", "cashier": self.cashier.name}],
        )
        self.assertIn(self.till_manager.name, override.manager)

    def test_manager_fixes_the_price_of_what_has_no_receipt(self):
        self._tour("screen_without_receipt")
        override = self.env["after.sales.override"].search([("config_id", "=", self.till.id)])
        self.assertEqual(override.mapped("kind"), ["no_receipt"])

    def test_rejected_item_leaves_with_the_policy_s_sentence(self):
        self._tour("screen_reject")
        line = self.env["after.sales.return.line"].search(
            [("pos_line_id", "in", self.late.lines.ids)]
        )
        self.assertEqual(line.return_id.state, "refused")

    def test_serials_are_tapped_and_scanned(self):
        self._create_store_serials(self.store, self.phone, "P-1", "P-2", "P-3")
        serials = {"pack_lot_ids": ["P-1", "P-2", "P-3"]}
        order = self._sell_at_till(self.till, (self.phone, 3, serials))
        order.pos_reference = "TILL-PHONES"
        self._tour("screen_serials")
        held = self.env["after.sales.reservation"].search([("config_id", "=", self.till.id)])
        self.assertEqual(sorted(held.lot_ids.mapped("name")), ["P-1", "P-3"])

    def test_return_asked_for_online_is_handed_in(self):
        sold = self._sell((self.shirt, 1), partner_id=self.customer.id)
        asked = self._create_return(sold)
        asked.name = "RMA-ONLINE"
        asked.action_request()
        asked.action_approve()
        self._tour("screen_rma")
        held = self.env["after.sales.reservation"].search([("config_id", "=", self.till.id)])
        self.assertEqual(held.return_line_id, asked.line_ids)

    def test_dropped_ticket_frees_its_units(self):
        self._tour("screen_drop")
        held = self.env["after.sales.reservation"].search([("config_id", "=", self.till.id)])
        self.assertFalse(held)

    def test_till_without_returns_has_no_button(self):
        self.till.after_sales_returns = False
        self._tour("screen_off")
        with self.assertRaisesRegex(UserError, "takes no returns"):
            self._as_cashier(self.till).after_sales_find("TILL-1")

    def test_item_for_the_centre_gets_its_number(self):
        self.till.after_sales_centre_id = self.warehouse
        self._tour("screen_centre")
        line = self.first.lines.after_sales_line_ids
        self.assertEqual(line.return_id.partner_id, self.customer)
        self.assertEqual(line.quantity, 1.0)

    def test_without_connection_the_cashier_is_told(self):
        self.till.after_sales_offline_max = 200.0
        self._tour("screen_offline")
        unpaid = self.env["after.sales.return"].search([("pos_config_id", "=", self.till.id)])
        self.assertFalse(unpaid, "a ticket that was not paid brings nothing back")

    def test_unit_held_at_another_till_cannot_be_chosen(self):
        order = self._sell_coat()
        self._as_cashier(self.other_till).after_sales_reserve(
            "other-ticket", [self._wish(order.lines)]
        )
        self._tour("screen_taken")
        held = self.env["after.sales.reservation"].search(
            [("pos_line_id", "in", order.lines.ids), ("quantity", ">", 0)]
        )
        self.assertRecordValues(
            held, [{"ticket": "other-ticket", "config_id": self.other_till.id, "quantity": 1.0}]
        )


@tagged("post_install", "-at_install")
class TestTourScreenPhone(ScreenTourCommon):
    """The return screen in a hand."""

    browser_size = "375x667"
    touch_enabled = True

    def test_item_is_returned_on_a_phone(self):
        order = self._sell_at_till(self.till, (self.shirt, 2), partner=self.customer)
        order.pos_reference = "TILL-1"
        self._tour("screen_phone")
        held = self.env["after.sales.reservation"].search([("config_id", "=", self.till.id)])
        self.assertEqual(held.quantity, 1.0)
