# What people write is not translated.
# pylint: disable=translation-required
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.after_sales_returns.tests.common import PIXEL

from ..common import RepairCommon


class GuardCommon(RepairCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.other_store = cls.env["stock.warehouse"].create({"name": "Mall", "code": "MALL"})

    def _taken_in(self, *args, **vals):
        repair = self._counter_repair(*args, **vals)
        repair.action_validate()
        return repair

    def _ready(self, **vals):
        repair = self._taken_in(**vals)
        self._diagnose(repair)
        return self._work(repair)

    def _foreign(self):
        return self._taken_in(after_sales_store_id=self.other_store.id)


@tagged("post_install", "-at_install")
class TestStateGuards(GuardCommon):
    """Odoo's own state moves by its buttons, and by whom they are for."""

    def test_nobody_writes_the_state(self):
        repair = self._counter_repair()
        for user in (self.store_user, self.technician, self.manager):
            with self.subTest(user=user.login), self.assertRefused("written by hand"):
                repair.with_user(user).write({"state": "confirmed"})
        repair.action_validate()
        self._diagnose(repair)
        for state in ("under_repair", "cancel"):
            with self.subTest(state=state), self.assertRefused("written by hand"):
                repair.with_user(self.technician).write({"state": state})

    def test_core_buttons_have_their_people(self):
        repair = self._taken_in()
        self._diagnose(repair)
        with self.assertRefused("another role", AccessError):
            repair.with_user(self.store_user).action_repair_start()
        repair.with_user(self.technician).action_repair_start()
        self.assertEqual(repair.state, "under_repair")
        for button in ("action_repair_end", "action_repair_done"):
            with self.subTest(button=button), self.assertRefused("another role", AccessError):
                getattr(repair.with_user(self.store_user), button)()
            with self.subTest(button=button), self.assertRefused("was not checked"):
                getattr(repair.with_user(self.technician), button)()
        repair.with_user(self.store_user).action_repair_cancel()
        self.assertEqual(repair.after_sales_stage, "to_hand_back")
        repair.with_user(self.store_user).action_repair_cancel_draft()
        self.assertEqual(repair.after_sales_stage, "intake")

    def test_core_buttons_keep_to_the_own_store(self):
        repair = self._foreign()
        self._diagnose(repair)
        mine = repair.with_user(self.store_user)
        for button in ("action_repair_start", "action_repair_cancel", "action_repair_cancel_draft"):
            with self.subTest(button=button), self.assertRaises(AccessError):
                getattr(mine, button)()

    def test_work_starts_after_the_diagnosis(self):
        """Else what the customer pays was done before anybody asked the customer."""
        repair = self._counter_repair()
        mine = repair.with_user(self.technician)
        with self.assertRefused("Diagnose"):
            mine.action_repair_start()
        repair.action_validate()
        with self.assertRefused("Diagnose"):
            mine.action_repair_start()

    def test_work_does_not_end_undiagnosed_or_unquoted(self):
        repair = self._taken_in()
        self._diagnose(repair)
        repair.with_user(self.technician).action_start_work()
        repair.with_user(self.technician).action_diagnose_anew()
        repair.with_user(self.technician).action_work_done()
        with self.assertRefused("Diagnose"):
            repair.with_user(self.lead).action_check_pass()
        self._diagnose(repair, under_warranty=False)
        with self.assertRefused("Quote"):
            repair.with_user(self.lead).action_check_pass()


@tagged("post_install", "-at_install")
class TestFieldGuards(GuardCommon):
    """What decides who pays and who gets the item is not written around the steps."""

    def test_facts_of_the_intake_are_fixed(self):
        repair = self._taken_in()
        for user in (self.store_user, self.lead):
            for vals in (
                {"after_sales_origin": "store"},
                {"after_sales_store_id": self.other_store.id},
                {"product_id": self.shoe.id},
                {"product_qty": 2.0},
                {"product_location_dest_id": self.customer.property_stock_customer.id},
            ):
                with self.subTest(user=user.login, vals=vals), self.assertRefused("taken in"):
                    repair.with_user(user).write(vals)
        mine = repair.with_user(self.store_user)
        # The code goes to the customer: it is not for who stands at the counter to say who is.
        for vals in (
            {"partner_id": self.store_user.partner_id.id},
            {"picking_type_id": self.other_store.repair_type_id.id},
        ):
            with self.subTest(vals=vals), self.assertRefused("taken in"):
                mine.write(vals)
        mine.write({"item_serial": "S-1", "intake_signature": PIXEL})
        for vals in ({"item_serial": "S-2"}, {"intake_signature": False}):
            with self.subTest(vals=vals), self.assertRefused("taken in"):
                mine.write(vals)
        repair.with_user(self.lead).write({"item_serial": "S-2"})
        # Who writes again what stands there changes nothing.
        repair.with_user(self.store_user).write(
            {"after_sales_origin": "counter", "after_sales_store_id": self.warehouse.id}
        )

    def test_nobody_claims_a_return_order(self):
        with self.assertRefused("return order"):
            self.env["repair.order"].with_user(self.store_user).create(
                {"product_id": self.shirt.id, "after_sales_origin": "return"}
            )
        with self.assertRefused("return order"):
            self.env["repair.order"].with_user(self.store_user).with_context(
                default_after_sales_origin="return"
            ).create({"product_id": self.shirt.id})
        repair = self._counter_repair()
        with self.assertRefused("return order"):
            repair.with_user(self.store_user).after_sales_origin = "return"

    def test_a_pickup_does_not_become_a_shipment_without_code(self):
        repair = self._ready()
        with self.assertRefused("ready"):
            repair.with_user(self.store_user).hand_back_by = "ship"
        with self.assertRefused("ready"):
            repair.with_user(self.store_user).partner_id = self.store_user.partner_id
        action = repair.with_user(self.store_user).action_hand_back()
        self.assertEqual(action["res_model"], "after.sales.hand.back")

    def test_a_service_that_was_sold_is_not_claimed(self):
        line = self._sell((self.shoe, 1)).order_line
        repair = self._taken_in()
        with self.assertRefused("written by hand"):
            repair.with_user(self.lead).sale_order_line_id = line
        with self.assertRefused("written by hand"):
            repair.with_user(self.lead).hand_back_to = "Somebody"

    def test_a_quotation_of_a_repair_stays_one(self):
        """Else one that was replaced, or whose repair ended, is still accepted."""
        seller = new_test_user(self.env, "asr_seller", groups="sales_team.group_sale_manager")
        repair = self._taken_in()
        self._diagnose(repair, under_warranty=False)
        repair.action_quote()
        order = repair.sale_order_id
        self.assertEqual(order.after_sales_repair_id, repair)
        with self.assertRefused("by hand"):
            order.with_user(seller).after_sales_repair_id = False
        with self.assertRefused("by hand"):
            order.with_user(seller).create(
                {"partner_id": self.customer.id, "after_sales_repair_id": repair.id}
            )

    def test_odd_codes_are_wrong_codes(self):
        repair = self._ready()
        mine = repair.with_user(self.store_user)
        for code in ("", "   ", "١٢٣٤٥٦", "０１２３４５"):
            with self.subTest(code=code):
                self.assertIn("not the code", mine._hand_back_with_code(code))
        self.assertEqual(repair.hand_back_failures, 4)
        repair.hand_back_code = False
        self.assertIn("not the code", mine._hand_back_with_code(" "))
        self.assertFalse(repair.date_handed_back)

    def test_a_colleague_on_paper_is_no_second_pair_of_eyes(self):
        self.company.after_sales_four_eyes = True
        repairs = self._taken_in() | self._taken_in()
        self._diagnose(repairs)
        mine = repairs.with_user(self.technician)
        mine.action_start_work()
        mine.action_work_done()
        mine.user_id = self.lead
        with self.assertRefused("somebody else checks"):
            mine.action_check_pass()

    def test_links_of_moves_and_serials_are_not_forged(self):
        """A transfer that says it carries the item would hand it back without its code."""
        repair = self._ready()
        move_vals = {
            "product_id": self.shirt.id,
            "product_uom_qty": 1.0,
            "location_id": self.shelf.id,
            "location_dest_id": self.customer.property_stock_customer.id,
        }
        moves = self.env["stock.move"].with_user(self.technician)
        with self.assertRefused("by hand"):
            moves.create({**move_vals, "after_sales_item_repair_id": repair.id})
        move = moves.with_context(default_after_sales_item_repair_id=repair.id).create(move_vals)
        self.assertFalse(move.after_sales_item_repair_id)
        with self.assertRefused("by hand"):
            move.after_sales_item_repair_id = repair
        with self.assertRefused("by hand"):
            repair.item_move_ids.with_user(self.technician).after_sales_item_repair_id = False
        with self.assertRefused("by hand"):
            repair.with_user(self.technician).write({"item_move_ids": [Command.link(move.id)]})
        lot = self.env["stock.lot"].create({"product_id": self.phone.id, "name": "IMEI-1"})
        with self.assertRefused("by hand"):
            lot.with_user(self.technician).after_sales_repair_id = repair


@tagged("post_install", "-at_install")
class TestForeignIds(GuardCommon):
    """An id that is posted opens no record that its user may not see."""

    def test_wizards_tell_nothing_of_other_stores(self):
        repair = self._foreign()
        wizards = self.env["after.sales.hand.back"].with_user(self.store_user)
        with self.assertRaises(AccessError):
            wizards.create({"repair_id": repair.id})
        with self.assertRaises(AccessError):
            wizards.with_context(default_repair_id=repair.id).create({})
        wizard = wizards.create({"repair_id": self._taken_in().id})
        with self.assertRaises(AccessError):
            wizard.repair_id = repair

    def test_photos_that_one_may_not_see_are_not_shown_to_customers(self):
        """The portal opens linked photos to who reads the page."""
        secret = self.env["ir.attachment"].create(
            {
                "name": "salaries.png",
                "raw": b"secret",
                "res_model": "ir.cron",
                "res_id": self.env["ir.cron"].search([], limit=1).id,
            }
        )
        loose = self.env["ir.attachment"].create({"name": "salaries.png", "raw": b"secret"})
        repair = self._taken_in()
        notes = self.env["after.sales.repair.note"].with_user(self.technician)
        for photo in secret | loose:
            link = [Command.link(photo.id)]
            with self.assertRaises(AccessError):
                repair.with_user(self.store_user).intake_photo_ids = link
            with self.assertRaises(AccessError):
                repair.with_user(self.technician).purchase_proof_ids = link
            with self.assertRaises(AccessError):
                notes.create({"repair_id": repair.id, "text": "Look", "photo_ids": link})
            note = notes.create({"repair_id": repair.id, "text": "Look"})
            with self.assertRaises(AccessError):
                note.photo_ids = link

    def test_a_note_taken_back_closes_its_links(self):
        repair = self._taken_in()
        notes = self.env["after.sales.repair.note"].with_user(self.technician)
        photo = self.env["ir.attachment"].with_user(self.technician)
        photo = photo.create({"name": "inside.png", "raw": b"x"})
        note = notes.create(
            {
                "repair_id": repair.id,
                "text": "Burnt",
                "released": True,
                "photo_ids": [Command.link(photo.id)],
            }
        )
        self.assertTrue(photo.sudo().generate_access_token()[0])
        note.released = False
        self.assertFalse(photo.sudo().access_token)

    def test_a_note_is_written_in_ones_own_name(self):
        repair = self._taken_in()
        notes = self.env["after.sales.repair.note"].with_user(self.technician)
        with self.assertRefused("own name"):
            notes.create({"repair_id": repair.id, "text": "Mine", "user_id": self.lead.id})
        note = notes.create({"repair_id": repair.id, "text": "Mine"})
        with self.assertRefused("own name"):
            note.user_id = self.lead


@tagged("post_install", "-at_install")
class TestCustomerSide(GuardCommon, HttpCase):
    """What the workshop keeps to itself, a customer does not open by its id."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_user = new_test_user(cls.env, "asr_portal", groups="base.group_portal")
        cls.customer = cls.portal_user.partner_id

    def test_photos_of_the_workshop_are_not_opened_by_their_id(self):
        repair = self._taken_in()
        photo_vals = {"name": "inside.txt", "raw": b"internal", "mimetype": "text/plain"}
        internal = self.env["ir.attachment"].create(
            {**photo_vals, "res_model": "repair.order", "res_id": repair.id}
        )
        repair.message_post(body="Look", attachment_ids=internal.ids)
        loose = self.env["ir.attachment"].with_user(self.technician).create(photo_vals)
        note = self.env["after.sales.repair.note"].with_user(self.technician)
        note.create(
            {"repair_id": repair.id, "text": "Burnt", "photo_ids": [Command.link(loose.id)]}
        )
        mine = self.env["ir.attachment"].with_user(self.portal_user)
        for photo in internal | loose.with_env(self.env):
            with self.assertRaises(AccessError):
                mine.browse(photo.id).read(["raw"])
            self.authenticate("asr_portal", "asr_portal")
            page = self.url_open(f"/web/content/{photo.id}")
            self.assertNotIn("internal", page.text)
        repairs = self.env["repair.order"].with_user(self.portal_user)
        for name in ("hand_back_code", "intake_signature", "cost_total"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                repairs.browse(repair.id).read([name])
            with self.subTest(name=name), self.assertRaises(AccessError):
                repairs.search([(name, "!=", False)])
        signature = self.url_open(f"/web/image/repair.order/{repair.id}/intake_signature")
        self.assertNotIn(b"internal", signature.content)

    def test_staff_read_the_code_in_no_mail(self):
        repair = self._ready(user_id=self.technician.id)
        with self.allow_pdf_render():
            for mail in self.env["after.sales.mail"].search([("repair_id", "=", repair.id)]):
                mail._send()
        self.assertTrue(
            self.env["mail.mail"].search([("body_html", "ilike", repair.hand_back_code)])
        )
        for user in (self.technician, self.lead, self.store_user):
            found = self.env["mail.message"].with_user(user)
            self.assertFalse(found.search([("body", "ilike", repair.hand_back_code)]), user.login)
            with self.assertRaises(AccessError):
                repair.with_user(user).search([("hand_back_code", "=like", "0%")])
            with self.assertRaises(AccessError):
                repair.with_user(user).formatted_read_group([], ["hand_back_code"])
