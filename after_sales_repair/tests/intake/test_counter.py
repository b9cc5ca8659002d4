from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..quote.common import QuoteCommon


@tagged("post_install", "-at_install")
class TestCounter(QuoteCommon):
    """Customers without e-mail or code, changes of mind, and parcels that come back."""

    def _ready(self, **vals):
        return self._work(self._accepted(**vals))

    def test_customer_without_email_is_called(self):
        self.customer.email = False
        repair = self._diagnosed(user_id=self.technician.id)
        repair.action_quote()
        answer = repair.with_user(self.store_user).action_quote_send()
        self.assertIn("Lena Fischer has no e-mail", answer["params"]["message"])
        self.assertIn("has no e-mail: call about", repair.activity_ids.summary)
        self.assertEqual(repair.activity_ids.user_id, self.technician)
        repair.action_quote_accept()
        self._work(repair)
        self.assertFalse(self._owed_mails(repair))

    def test_code_is_texted_to_who_has_no_email(self):
        if "sms.sms" not in self.env:
            self.skipTest("the SMS gateway is not installed")
        self.customer.write({"email": False, "phone": "+49 30 901820", "lang": "zh_CN"})
        repair = self._ready().with_user(self.store_user)
        self.assertTrue(repair.can_text_code)
        repair.action_text_pickup_code()
        text = self.env["sms.sms"].search([("partner_id", "=", self.customer.id)])
        self.assertEqual(text.number.replace(" ", ""), "+4930901820")
        self.assertIn(repair.sudo().hand_back_code, text.body)
        self.assertIn("取件", text.body)
        said = " ".join(repair.message_ids.mapped("body"))
        self.assertNotIn(repair.sudo().hand_back_code, said, "staff does not see the code")

    def test_code_is_not_texted_without_a_number(self):
        self.customer.write({"email": False, "phone": False})
        repair = self._ready().with_user(self.store_user)
        self.assertFalse(repair.can_text_code)
        with self.assertRefused("telephone number|SMS gateway"):
            repair.action_text_pickup_code()

    def test_no_text_without_a_code(self):
        """A customer who was to get money first and gets the repair after all has none."""
        if "sms.sms" not in self.env:
            self.skipTest("the SMS gateway is not installed")
        self.customer.write({"email": False, "phone": "+49 30 901820"})
        repair = self._ready().with_user(self.store_user)
        repair.sudo().hand_back_code = False
        self.assertFalse(repair.can_text_code)
        with self.assertRefused("no customer waits for a code"):
            repair.action_text_pickup_code()

    def test_codes_of_several_items_are_texted_together(self):
        if "sms.sms" not in self.env:
            self.skipTest("the SMS gateway is not installed")
        self.customer.write({"email": False, "phone": "+49 30 901820"})
        repairs = (self._ready() | self._ready()).with_user(self.store_user)
        SmsSms = self.env.registry["sms.sms"]
        with patch.object(SmsSms, "create", autospec=True, side_effect=SmsSms.create) as create:
            repairs.action_text_pickup_code()
        self.assertEqual(create.call_count, 1)
        texts = self.env["sms.sms"].search([("partner_id", "=", self.customer.id)])
        codes = repairs.sudo().mapped("hand_back_code")
        self.assertEqual(len(texts), 2)
        for code in codes:
            self.assertTrue(texts.filtered(lambda text, code=code: code in text.body))

    def test_code_is_for_the_customer_and_for_managers(self):
        repair = self._ready()
        code = repair.sudo().hand_back_code
        self.assertEqual(repair.with_user(self.manager).hand_back_code, code)
        for user in (self.store_user, self.technician, self.lead):
            own = repair.with_user(user)
            with self.subTest(user.login):
                self.assertNotIn("hand_back_code", own.fields_get())
                with self.assertRaises(AccessError):
                    own.read(["hand_back_code"])
                with self.assertRaises(AccessError):
                    own.search([("hand_back_code", "=", code)])

    def test_slip_and_identity_card(self):
        repair = self._ready()
        wizard = self.env["after.sales.hand.back"].with_user(self.store_user)
        with self.assertRefused("or for the intake slip"):
            wizard.create({"repair_id": repair.id}).action_hand_back()
        wizard.create({"repair_id": repair.id, "card": "Passport 123"}).action_hand_back()
        self.assertEqual(repair.after_sales_stage, "handed_back")
        self.assertTrue(repair.message_ids.filtered(lambda message: "Passport 123" in message.body))

    def test_pick_up_becomes_a_parcel_with_its_number(self):
        repair = self._ready()
        own = repair.with_user(self.store_user)
        own.action_ship_instead()
        self.assertEqual((repair.hand_back_by, repair.sudo().hand_back_code), ("ship", False))
        self.assertEqual(len(repair._shipments()), 1)
        with self.assertRefused("does not wait to be fetched"):
            own.action_ship_instead()
        action = own.action_ship()
        self.assertEqual(action["res_model"], "after.sales.hand.back")
        wizard = self.env["after.sales.hand.back"].with_user(self.store_user)
        wizard.create({"repair_id": repair.id, "tracking_ref": "1Z999"}).action_hand_back()
        self.assertRecordValues(
            repair,
            [{"after_sales_stage": "handed_back", "hand_back_tracking_ref": "1Z999"}],
        )

    def test_no_parcel_leaves_unasked_without_its_number(self):
        repair, other = self._ready(hand_back_by="ship"), self._ready(hand_back_by="ship")
        action = repair.with_user(self.store_user).action_hand_back()
        self.assertEqual(action["res_model"], "after.sales.hand.back")
        self.assertEqual(repair.after_sales_stage, "to_hand_back")
        with self.assertRefused("goes by parcel: enter its tracking number"):
            (repair | other).action_hand_back()
        self.env["after.sales.hand.back"].create({"repair_id": repair.id}).action_hand_back()
        self.assertEqual(repair.after_sales_stage, "handed_back")
        other.hand_back_tracking_ref = "1Z999"
        self.assertIs(other.action_hand_back(), True)
        self.assertEqual(other.after_sales_stage, "handed_back")

    def test_undeliverable_parcel_comes_back(self):
        repair = self._ready(hand_back_by="ship")
        with self.assertRefused("no parcel comes back"):
            repair.action_parcel_back()
        self._hand_back(repair)
        invoices = repair.sale_order_id.invoice_ids
        repair.with_user(self.store_user).action_parcel_back()
        self.assertRecordValues(
            repair,
            [{"after_sales_stage": "to_hand_back", "goods_location_id": self.shelf.id}],
        )
        self.assertEqual(self._quantity_at(self.shirt, self.shelf, self.customer), 1)
        self.assertTrue(repair.activity_ids)
        self._hand_back(repair)
        self.assertEqual(repair.after_sales_stage, "handed_back")
        self.assertEqual(self._quantity_at(self.shirt, self.shelf, self.customer), 0)
        self.assertEqual(repair.sale_order_id.invoice_ids, invoices)

    def test_returned_goods_are_delivered_once_by_two_parcels(self):
        repair = self._returned_repair(transport="ship")
        sold = repair.after_sales_disposition_id.line_id.sale_line_id
        self._diagnose(repair)
        self._work(repair)
        for _parcel in range(2):
            self._hand_back(repair)
            self.assertEqual(sold.qty_delivered, 1.0)
            left = sold._after_sales_returnable_quantities()
            self.assertEqual(left, {(sold.id, self.shoe.id): 1.0})
            repair.action_parcel_back()
            self.assertEqual(sold.qty_delivered, 0.0)
            self.assertFalse(sold._after_sales_returnable_quantities())
            self.assertEqual(sold.qty_to_invoice, 0.0)

    def test_no_parcel_comes_back_of_what_was_given_up(self):
        """Scrapped goods of a return by parcel were never sent to their customer."""
        for product in (self.shoe, self._create_product("Kit", 20.0, is_storable=False)):
            repair = self._returned_repair(product, transport="ship")
            self.assertEqual(repair.hand_back_by, "ship")
            repair._give_up("Torn", "scrap", "refund")
            self.assertEqual(repair.after_sales_stage, "handed_back")
            with self.subTest(product.name), self.assertRefused("no parcel comes back"):
                repair.action_parcel_back()
            self.assertEqual(self._quantity_at(product, self.shelf), 0)

    def test_more_of_a_part_that_is_there(self):
        repair = self._diagnosed(parts=0)
        part = self._create_product("Screw", 1.0)
        self._stock(part, 10)
        repair.move_ids = [
            (0, 0, {"product_id": part.id, "product_uom_qty": 1.0, "repair_line_type": "add"})
        ]
        move = repair.move_ids
        move._action_assign()
        for quantity in (2.0, 1.0, 5.0):
            move.product_uom_qty = quantity
            self.assertEqual((move.state, move.quantity), ("assigned", quantity))
            self.assertEqual(repair.parts_availability_state, "available")

    def test_documents_name_the_item_in_the_customers_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.shirt.with_context(lang="zh_CN").name = "衬衫"
        self.customer.lang = "zh_CN"
        repair = self._ready()
        self._hand_back(repair)
        repair.sudo().warranty_terms_id = self.env["after.sales.warranty"].create(
            {"name": "Terms", "months": 12, "repair_months": 3}
        )
        repair._compute_repair_warranty_until()
        for report in ("report_repair_intake_slip", "report_repair_work"):
            html = self.env["ir.actions.report"]._render_qweb_html(
                f"after_sales_repair.{report}", repair.ids
            )[0]
            self.assertIn("衬衫", html.decode())
        self.assertIn(repair.repair_warranty_until.strftime("%Y"), html.decode())
        repair.item_name = "Her own shirt"
        self.assertEqual(repair._item_name_for_customer(), "Her own shirt")
