from odoo import http
from odoo.tests import HttpCase, new_test_user, tagged

from ..common import PIXEL, AfterSalesCommon

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@tagged("post_install", "-at_install")
class TestPortalSending(AfterSalesCommon, HttpCase):
    """The customer proves in the portal that the goods were sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = new_test_user(cls.env, "asr_portal", groups="base.group_portal").partner_id
        new_test_user(cls.env, "asr_stranger", groups="base.group_portal")
        cls.policy.settle_at = "transit"
        cls.order = cls._approve(cls._create_return(cls._sell((cls.shirt, 1))))

    def _send(self, *files, login="asr_portal", token=None, **data):
        self.authenticate(login, login)
        return self.url_open(
            f"/my/returns/{self.order.id}/sent",
            data={
                "csrf_token": http.Request.csrf_token(self),
                **({"access_token": token} if token else {}),
                **data,
            },
            files=[("proofs", (name, raw, "application/pdf")) for name, raw in files] or None,
        )

    def _assert_unproven(self):
        self.order.invalidate_recordset()
        self.assertFalse(self.order.date_sent or self.order.refund_ids)

    def test_page_asks_for_it(self):
        self.authenticate("asr_portal", "asr_portal")
        self.assertIn("I sent it", self.url_open(self.order.get_portal_url()).text)

    def test_receipt_is_kept_and_pays(self):
        page = self._send(("a.exe", PDF), ("b.png", PIXEL)).text
        self.order.invalidate_recordset()
        self.assertRecordValues(
            self.order.sending_proof_ids.sorted("name"),
            [
                {
                    "name": name,
                    "mimetype": mimetype,
                    "public": False,
                    "res_model": self.order._name,
                    "res_id": self.order.id,
                }
                for name, mimetype in (
                    ("sent-1.pdf", "application/pdf"),
                    ("sent-2.png", "image/png"),
                )
            ],
        )
        self.assertTrue(self.order.date_sent)
        self.assertEqual(self.order.refund_ids.state, "posted")
        self.assertIn("we have the proof", page)

    def test_tracking_reference(self):
        self._send(tracking="  SF-1  ")
        self.order.invalidate_recordset()
        self.assertEqual(self.order.carrier_tracking_ref, "SF-1")
        self.assertTrue(self.order.refund_ids)

    def test_what_we_know_stands(self):
        self.policy.settle_at = "sorting"
        self.order.carrier_tracking_ref = "OURS"
        self._send(("a.pdf", PDF), tracking="THEIRS")
        self.order.invalidate_recordset()
        self.assertEqual(self.order.carrier_tracking_ref, "OURS")

    def test_what_is_refused(self):
        for words, files, data in (
            ("Enter the tracking reference", [], {"tracking": "  "}),
            ("is nothing that we can read", [("a.pdf", b"<html><script>x</script>")], {}),
            ("is nothing that we can read", [("a.pdf", b"MZ\x90\x00")], {"tracking": "SF-1"}),
            ("larger than 5 MB", [("a.pdf", PDF + bytes(5 * 1024 * 1024))], {}),
            ("At most 3 files", [(f"{n}.pdf", PDF) for n in range(4)], {}),
        ):
            with self.subTest(words=words):
                self.assertIn(words, self._send(*files, **data).text)
                self._assert_unproven()

    def test_nobody_else_may(self):
        for login in ("asr_stranger", None):
            with self.subTest(login=login):
                self.assertEqual(self._send(login=login, tracking="SF-1").status_code, 404)
                self._assert_unproven()

    def test_link_with_token_is_enough(self):
        self._send(login=None, token=self.order._portal_ensure_token(), tracking="SF-1")
        self.order.invalidate_recordset()
        self.assertTrue(self.order.date_sent)

    def test_only_while_the_goods_are_awaited(self):
        requested = self._create_return(self._sell((self.shoe, 1)))
        requested.action_request()
        for order in (requested, self.order):
            self.order = order
            if order.state == "approved":
                self._receive(order)
            with self.subTest(stage=order.stage):
                self.assertEqual(self._send(tracking="SF-1").status_code, 404)
