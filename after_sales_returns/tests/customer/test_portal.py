from odoo import http
from odoo.tests import HttpCase, new_test_user, tagged

from ..common import PIXEL, AfterSalesCommon


@tagged("post_install", "-at_install")
class TestPortal(AfterSalesCommon, HttpCase):
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
        cls.sale = cls._sell((cls.shirt, 4))
        cls.order = cls._create_return(cls.sale, {cls.shirt: 1})
        cls.order.action_request()
        cls.url = f"/my/returns/{cls.order.id}"

    def _get(self, url, login=None):
        self.authenticate(login, login)
        return self.url_open(url)

    def _cancel(self, url, token=True):
        values = {"csrf_token": http.Request.csrf_token(self)} if token else {"other": "1"}
        return self.url_open(url, data=values)

    # --- who sees what ----------------------------------------------------------

    def test_customer_reads_the_own_return(self):
        page = self._get(self.url, "asr_portal").text
        for words in (self.order.name, "Shirt", self.order.line_ids.verdict_reason, "We decide"):
            with self.subTest(words=words):
                self.assertIn(words, page)

    def test_stranger_is_sent_home(self):
        response = self._get(self.url, "asr_stranger")
        self.assertTrue(response.url.rstrip("/").endswith("/my"))
        self.assertNotIn(self.order.name, response.text)

    def test_link_without_token_shows_nothing(self):
        self.assertNotIn(self.order.name, self._get(self.url).text)

    def test_link_with_wrong_token_shows_nothing(self):
        page = self._get(f"{self.url}?access_token=0000-wrong").text
        self.assertNotIn(self.order.name, page)

    def test_link_with_token_shows_the_return(self):
        self.assertIn(self.order.name, self._get(self.order.get_portal_url()).text)

    def test_unknown_return_is_not_told_from_a_foreign_one(self):
        unknown = self._get("/my/returns/999999999", "asr_stranger")
        self.assertEqual(unknown.url, self._get(self.url, "asr_stranger").url)

    # --- list -----------------------------------------------------------------------

    def test_list_shows_only_the_own_returns(self):
        self.assertIn(self.order.name, self._get("/my/returns", "asr_portal").text)
        self.assertNotIn(self.order.name, self._get("/my/returns", "asr_stranger").text)

    def test_list_leaves_drafts_out(self):
        draft = self._create_return(self.sale, {self.shirt: 1})
        self.assertNotIn(draft.name, self._get("/my/returns", "asr_portal").text)

    def test_list_filters_and_sorts(self):
        self.assertIn(
            self.order.name, self._get("/my/returns?filterby=open&sortby=name", "asr_portal").text
        )
        self.assertNotIn(
            self.order.name, self._get("/my/returns?filterby=closed", "asr_portal").text
        )

    def test_list_survives_unknown_arguments(self):
        response = self._get("/my/returns?filterby=x&sortby=y", "asr_portal")
        self.assertEqual(response.status_code, 200)

    def test_home_counts_the_own_returns(self):
        self.authenticate("asr_portal", "asr_portal")
        counters = self.make_jsonrpc_request(
            "/my/counters", {"counters": ["after_sales_return_count"]}
        )
        self.assertEqual(counters, {"after_sales_return_count": 1})

    # --- documents ------------------------------------------------------------------

    def test_slip_is_there_once_approved(self):
        url = self.order.get_portal_url(report_type="pdf", download=True)
        self.assertNotEqual(self._get(url).headers["Content-Type"], "application/pdf")
        self.order.action_approve()
        response = self._get(url)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertIn("attachment", response.headers["Content-Disposition"])

    def test_slip_needs_the_token(self):
        self.order.action_approve()
        response = self._get(f"{self.url}?report_type=pdf&download=true")
        self.assertNotEqual(response.headers["Content-Type"], "application/pdf")

    def test_credit_note_of_another_return_is_not_found(self):
        self.order.action_approve()
        note = self.sale.invoice_ids
        url = self.order.get_portal_url(suffix=f"/credit_note/{note.id}")
        self.assertEqual(self._get(url).status_code, 404)

    def test_photos_are_shown_by_their_own_token(self):
        line = self.order.line_ids
        photo = self.env["ir.attachment"].create(
            {"name": "sole.png", "raw": PIXEL, "res_model": line._name, "res_id": line.id}
        )
        line.photo_ids = photo
        page = self._get(self.order.get_portal_url()).text
        self.assertIn(f"/web/image/{photo.id}/96x96?access_token={photo.access_token}", page)

    # --- cancelling -----------------------------------------------------------------

    def test_customer_cancels_while_requested(self):
        self.authenticate("asr_portal", "asr_portal")
        self._cancel(f"{self.url}/cancel")
        self.assertEqual(self.order.state, "cancelled")

    def test_customer_cannot_cancel_once_decided(self):
        self.order.action_approve()
        self.authenticate("asr_portal", "asr_portal")
        page = self._cancel(f"{self.url}/cancel").text
        self.assertEqual(self.order.state, "approved")
        self.assertIn("already decided", page)

    def test_stranger_cannot_cancel(self):
        self.authenticate("asr_stranger", "asr_stranger")
        self.assertEqual(self._cancel(f"{self.url}/cancel").status_code, 404)
        self.assertEqual(self.order.state, "requested")

    def test_cancel_needs_the_csrf_token(self):
        self.authenticate("asr_portal", "asr_portal")
        self.assertEqual(self._cancel(f"{self.url}/cancel", token=False).status_code, 400)
        self.assertEqual(self.order.state, "requested")

    def test_cancel_is_no_link(self):
        self.assertEqual(self._get(f"{self.url}/cancel", "asr_portal").status_code, 405)
        self.assertEqual(self.order.state, "requested")

    # --- rating -----------------------------------------------------------------------

    def test_customer_rates(self):
        token = self.order._rating_get_access_token()
        self.authenticate(None, None)
        self.url_open(
            f"/rate/{token}/submit_feedback",
            data={
                "rate": 5,
                "feedback": "Quick",
                "csrf_token": http.Request.csrf_token(self),
            },
        )
        self.assertEqual(self.order.rating_last_value, 5)
