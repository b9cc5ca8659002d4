# What people write is not translated.
# pylint: disable=translation-required
import base64
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields, http
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from odoo.addons.after_sales_returns.tests.common import PIXEL

from ..quote.common import QuoteCommon


@tagged("post_install", "-at_install")
class TestPortalRepair(QuoteCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_user = new_test_user(
            cls.env,
            "asr_portal",
            groups="base.group_portal",
            name="Lena Fischer",
            email="lena@example.com",
        )
        cls.customer = cls.portal_user.partner_id
        cls.stranger = new_test_user(cls.env, "asr_stranger", groups="base.group_portal")
        cls.repair = cls._quoted(user_id=cls.technician.id, item_condition="Worn")
        cls.order = cls.repair.sale_order_id
        cls.url = f"/my/repairs/{cls.repair.id}"

    def _get(self, url, login=None):
        self.authenticate(login, login)
        return self.url_open(url)

    def _accept(self, order=None, token=True):
        order = order or self.order
        with self.allow_pdf_render():
            return self.make_jsonrpc_request(
                f"/my/orders/{order.id}/accept",
                {
                    "access_token": order._portal_ensure_token() if token else None,
                    "name": "Lena Fischer",
                    "signature": base64.b64encode(PIXEL).decode(),
                },
            )

    def _decline(self, order=None):
        order = order or self.order
        return self.url_open(
            order.get_portal_url(suffix="/decline"),
            data={
                "csrf_token": http.Request.csrf_token(self),
                "decline_message": "Too dear for me",
            },
        )

    def _questions(self):
        kind = self.env.ref("after_sales_returns.mail_activity_data_message")
        return self.repair.activity_ids.filtered(lambda one: one.activity_type_id == kind)

    # --- who sees what --------------------------------------------------------------

    def test_customer_reads_the_own_repair(self):
        page = self._get(self.url, "asr_portal").text
        for words in (self.repair.name, "Shirt", "Seam open", "Worn", self.order.name, "176.00"):
            with self.subTest(words=words):
                self.assertIn(words, page)

    def test_stranger_is_sent_home(self):
        response = self._get(self.url, "asr_stranger")
        self.assertTrue(response.url.rstrip("/").endswith("/my"))
        self.assertNotIn(self.repair.name, response.text)

    def test_link_without_or_with_a_wrong_token_shows_nothing(self):
        for url in (self.url, f"{self.url}?access_token=0000-wrong"):
            with self.subTest(url=url):
                self.assertNotIn(self.repair.name, self._get(url).text)

    def test_link_with_token_shows_the_repair(self):
        self.assertIn(self.repair.name, self._get(self.repair.get_portal_url()).text)

    def test_list_shows_only_the_own_repairs(self):
        self.assertIn(self.repair.name, self._get("/my/repairs", "asr_portal").text)
        self.assertNotIn(self.repair.name, self._get("/my/repairs", "asr_stranger").text)

    def test_list_filters_sorts_and_survives_unknown_arguments(self):
        for arguments, found in (
            ("filterby=waiting&sortby=stage", True),
            ("filterby=ended&sortby=name", False),
            ("filterby=x&sortby=y", True),
        ):
            page = self._get(f"/my/repairs?{arguments}", "asr_portal").text
            with self.subTest(arguments=arguments):
                self.assertEqual(self.repair.name in page, found)

    def test_home_counts_the_own_repairs(self):
        self.authenticate("asr_portal", "asr_portal")
        counters = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["after_sales_repair_count"]}
        )
        self.assertEqual(counters, {"after_sales_repair_count": 1})

    def test_customer_reads_no_notes_of_the_workshop(self):
        own = self.repair.with_user(self.portal_user)
        self.assertEqual(own.read(["name"])[0]["name"], self.repair.name)
        for name in ("internal_notes", "sale_order_id", "quote_amount_accepted", "user_id"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                own.read([name])
        with self.assertRaises(AccessError):
            own.write({"name": "mine"})
        with self.assertRaises(AccessError):
            self.repair.with_user(self.stranger).read(["name"])

    def test_slip_needs_the_token(self):
        url = self.repair.get_portal_url(report_type="pdf", download=True)
        self.assertEqual(self._get(url).headers["Content-Type"], "application/pdf")
        response = self._get(f"{self.url}?report_type=pdf&download=true")
        self.assertNotEqual(response.headers["Content-Type"], "application/pdf")

    def test_return_leads_to_its_repair(self):
        repair = self._returned_repair()
        page = self._get(repair.after_sales_return_id.get_portal_url()).text
        self.assertIn(repair.name, page)

    def test_draft_quotation_is_not_shown(self):
        self.repair.action_quote()
        self.assertNotIn(self.repair.sale_order_id.name, self._get(self.url, "asr_portal").text)

    # --- the customer's answer ------------------------------------------------------

    def test_customer_signs(self):
        self.authenticate(None, None)
        result = self._accept()
        self.assertIn("redirect_url", result)
        self.assertRecordValues(
            self.repair, [{"quote_state": "accepted", "after_sales_stage": "to_repair"}]
        )
        self.assertRecordValues(self.order, [{"state": "sale", "signed_by": "Lena Fischer"}])
        self.assertFalse(self._questions())

    def test_signing_needs_the_token(self):
        self.authenticate(None, None)
        self.assertIn("error", self._accept(token=False))
        self.assertEqual(self.repair.quote_state, "sent")

    def test_signing_twice(self):
        self.authenticate(None, None)
        self._accept()
        answered = self.repair.date_quote_answered
        self.assertIn("already accepted", self._accept()["error"])
        self.assertEqual(self.repair.date_quote_answered, answered)

    def test_signing_after_expiry(self):
        self.order.validity_date = fields.Date.today() - timedelta(days=1)
        self.authenticate(None, None)
        error = self._accept()["error"]
        self.assertIn("expired on", error)
        self.assertIn(self.order.name, error)
        self.assertRecordValues(self.order, [{"state": "sent", "signature": False}])

    def test_signing_a_replaced_quotation(self):
        self.repair.action_quote()
        self.authenticate(None, None)
        self.assertIn("was replaced by", self._accept()["error"])

    def test_customer_declines_with_a_reason(self):
        self.authenticate("asr_portal", "asr_portal")
        self._decline()
        self.assertRecordValues(
            self.repair,
            [
                {
                    "quote_state": "declined",
                    "outcome": "unrepaired",
                    "outcome_reason": "Declined: Too dear for me",
                    "after_sales_stage": "to_hand_back",
                }
            ],
        )
        page = self._get(self.url, "asr_portal").text
        self.assertIn("It goes back unrepaired", page)

    def test_declining_after_accepting(self):
        self.order.action_confirm()
        self.authenticate("asr_portal", "asr_portal")
        self.assertIn("already accepted", self._decline().text)
        self.assertEqual(self.repair.quote_state, "accepted")

    def test_declining_after_expiry(self):
        """No is no, also after the day until which a yes would have been taken."""
        self.order.validity_date = fields.Date.today() - timedelta(days=1)
        self.authenticate("asr_portal", "asr_portal")
        self._decline()
        self.assertEqual(self.repair.quote_state, "declined")

    def test_other_quotations_answer_as_before(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "require_signature": True,
                "require_payment": False,
                "order_line": [fields.Command.create({"product_id": self.shirt.id})],
            }
        )
        self.authenticate(None, None)
        self._accept(order)
        self.assertEqual(order.state, "sale")

    # --- questions ------------------------------------------------------------------

    def test_question_is_an_activity_of_the_technician(self):
        for document in (self.repair, self.order):
            self.repair.activity_ids.unlink()
            for _time in range(2):
                document.message_post(
                    body="Is it worth it?",
                    author_id=self.customer.id,
                    message_type="comment",
                    subtype_xmlid="mail.mt_comment",
                )
            with self.subTest(document=document._name):
                self.assertRecordValues(
                    self.repair.activity_ids,
                    [
                        {
                            "user_id": self.technician.id,
                            "summary": f"Lena Fischer wrote about {self.repair.display_name}",
                        }
                    ],
                )

    def test_question_through_the_page(self):
        self.authenticate("asr_portal", "asr_portal")
        self.make_jsonrpc_request(
            "/mail/message/post",
            {
                "thread_model": "repair.order",
                "thread_id": self.repair.id,
                "post_data": {
                    "body": "When is it ready?",
                    "message_type": "comment",
                    "subtype_xmlid": "mail.mt_comment",
                },
                "token": self.repair._portal_ensure_token(),
            },
        )
        self.assertEqual(len(self._questions()), 1)

    def test_answer_of_the_staff_is_none(self):
        self.repair.with_user(self.technician).message_post(
            body="Yes", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertFalse(self.repair.activity_ids)

    def test_released_photos_and_steps(self):
        labels = [step["label"] for step in self.repair._portal_steps()]
        self.assertIn("You decide on the quotation", labels)
        with freeze_time(fields.Datetime.now()):
            self.order.action_confirm()
        self._work(self.repair)
        states = [step["state"] for step in self.repair._portal_steps()]
        self.assertEqual(states, ["done"] * 4 + ["current", "coming"])
        self.assertIn("Fetch it here", self._get(self.url, "asr_portal").text)

    # --- messages -------------------------------------------------------------------

    def _chatter(self, route, **arguments):
        """Call ``route`` as the page does: with the token that it was rendered with."""
        return self.make_jsonrpc_request(
            route,
            {
                "thread_model": "repair.order",
                "thread_id": self.repair.id,
                "token": self.repair._portal_ensure_token(),
                **arguments,
            },
        )

    def test_signed_in_customer_reads_and_writes_messages(self):
        self.repair.message_post(
            body="We wait for the display",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.authenticate("asr_portal", "asr_portal")
        self._chatter("/portal/chatter_init")
        self.assertIn("We wait for the display", str(self._chatter("/mail/chatter_fetch")))
        self._chatter(
            "/mail/message/post",
            post_data={
                "body": "May I fetch it on Friday?",
                "message_type": "comment",
                "subtype_xmlid": "mail.mt_comment",
            },
        )
        self.assertIn("May I fetch it on Friday?", str(self._chatter("/mail/chatter_fetch")))
        message = self.repair.message_ids.filtered(lambda own: "Friday" in own.body)
        self.assertEqual(message.author_id, self.customer)

    def test_stranger_reads_no_messages(self):
        self.repair.message_post(
            body="We wait for the display",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.authenticate("asr_stranger", "asr_stranger")
        with self.assertRaisesRegex(JsonRpcException, "NotFound"), mute_logger("odoo.http"):
            self._chatter("/mail/chatter_fetch", token="guessed")

    # --- in a browser ---------------------------------------------------------------

    def test_customer_signs_in_the_browser(self):
        with self.allow_pdf_render():
            self.start_tour(
                "/my/repairs", "after_sales_repair_customer_tour", login="asr_portal", timeout=120
            )
        self.assertRecordValues(
            self.repair, [{"quote_state": "accepted", "after_sales_stage": "to_repair"}]
        )
        self.assertRecordValues(self.order, [{"state": "sale", "signed_by": self.customer.name}])
        self.assertTrue(self.order.signature)
