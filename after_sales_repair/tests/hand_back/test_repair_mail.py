from odoo.tests import tagged

from ..quote.common import QuoteCommon


@tagged("post_install", "-at_install")
class TestRepairMail(QuoteCommon):
    """Every step tells the customer, by mails that wait in the outbox."""

    def _send(self, repair):
        """Send what is owed.

        :return: the bodies
        """
        mails = self.env["mail.mail"].search([])
        with self.allow_pdf_render():
            for mail in self.env["after.sales.mail"].search([("repair_id", "=", repair.id)]):
                mail._send()
                self.assertFalse(mail.exists() and mail.error)
        return "".join((self.env["mail.mail"].search([]) - mails).mapped("body_html"))

    def test_intake_is_confirmed_with_the_promised_date(self):
        repair = self._counter_repair(date_promised="2026-12-24 12:00:00")
        repair.action_validate()
        self.assertEqual(self._owed_mails(repair), ["intake"])
        self.assertIn("12/24/2026", self._send(repair))

    def test_quotation_names_price_and_link(self):
        repair = self._quoted()
        body = self._send(repair)
        self.assertIn("176.00", body)
        self.assertIn(f"/my/orders/{repair.sale_order_id.id}?access_token=", body)

    def test_ready_mail_has_code_and_opening_hours(self):
        self.warehouse.after_sales_opening_hours = "Monday to Saturday, 10:00 to 19:00"
        repair = self._work(self._accepted())
        self.assertIn("ready", self._owed_mails(repair))
        self.assertTrue(repair.date_pickup_ready)
        body = self._send(repair)
        self.assertIn(repair.hand_back_code, body)
        self.assertIn("10:00 to 19:00", body)
        self.assertIn("176.00", body)

    def test_colleagues_do_not_read_the_code_in_the_chatter(self):
        repair = self._work(self._accepted())
        self._send(repair)
        code = repair.hand_back_code
        repair.invalidate_recordset(["message_ids"])
        bodies = "".join(repair.message_ids.mapped("body"))
        self.assertNotIn(code, bodies)
        self.assertIn("Ready to be fetched", bodies)
        self.assertFalse(
            self.env["mail.message"].with_user(self.store_user).search([("body", "ilike", code)])
        )

    def test_given_up_mail_tells_why(self):
        repair = self._counter_repair()
        repair.action_validate()
        repair._give_up("No sole is made any more", "send_back")
        self.assertIn("unrepaired", self._owed_mails(repair))
        self.assertIn("No sole is made any more", self._send(repair))

    def test_shipped_mail_follows_the_parcel(self):
        repair = self._accepted()
        repair.hand_back_by = "ship"
        self._work(repair)
        self.assertNotIn("ready", self._owed_mails(repair))
        repair.hand_back_tracking_ref = "1Z999"
        repair.action_hand_back()
        self.assertIn("shipped", self._owed_mails(repair))
        self.assertIn("1Z999", self._send(repair))

    def _mail(self, repair, step):
        return self.env["after.sales.mail"].search(
            [("repair_id", "=", repair.id), ("step", "=", step)]
        )

    def test_what_is_taken_up_again_does_not_go_back_as_it_is(self):
        for by in ("pickup", "ship"):
            repair = self._accepted(hand_back_by=by)
            repair.action_repair_cancel()
            mail = self._mail(repair, "unrepaired")
            with self.subTest(by):
                self.assertTrue(mail._is_due())
                repair.action_repair_cancel_draft()
                self.assertEqual(mail.state, "cancelled")
                self.assertFalse(repair.hand_back_code)

    def test_what_is_sent_instead_is_not_to_be_fetched(self):
        repair = self._work(self._accepted())
        mail = self._mail(repair, "ready")
        self.assertTrue(mail._is_due())
        repair.action_ship_instead()
        self.assertEqual(mail.state, "cancelled")

    def test_item_in_another_workshop_is_announced_when_it_is_back(self):
        workshop = self.env["stock.warehouse"].create({"name": "Workshop", "code": "WSH"})
        shelf = workshop.after_sales_repair_location_id
        repair = self._accepted()
        repair.sudo().goods_location_id = shelf
        repair.sudo()._become_ready("repaired")
        self.assertNotIn("ready", self._owed_mails(repair))
        repair.sudo()._on_item_moved(self.shelf)
        self.assertIn("ready", self._owed_mails(repair))

    def test_goods_of_a_store_tell_nobody(self):
        repair = self._counter_repair(self.shoe, after_sales_origin="store", partner_id=False)
        repair.action_validate()
        self._diagnose(repair)
        self._work(repair)
        self.assertFalse(self._owed_mails(repair))

    def test_no_mail_comes_from_who_left(self):
        repair = self._counter_repair(user_id=self.technician.id)
        self.technician.email = "left@example.com"
        self.technician.active = False
        for template in self.env["mail.template"].search([("model", "=", "repair.order")]):
            with self.subTest(template.name):
                senders = template._render_field("email_from", repair.ids)
                self.assertNotIn("left@example.com", senders[repair.id])

    def test_archived_template_sends_none(self):
        self.env.ref("after_sales_repair.mail_template_repair_intake").active = False
        repair = self._counter_repair()
        repair.action_validate()
        self.assertFalse(self._owed_mails(repair))
