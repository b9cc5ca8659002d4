from datetime import date

from freezegun import freeze_time

from odoo import http
from odoo.tests import HttpCase, new_test_user, tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestPortalReceived(AfterSalesCommon, HttpCase):
    """The customer says when a parcel came, on the page of the order or of a return."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal_user = new_test_user(cls.env, "asr_portal", groups="base.group_portal")
        cls.stranger = new_test_user(cls.env, "asr_stranger", groups="base.group_portal")
        cls.customer = cls.portal_user.partner_id
        cls.company.partner_id.tz = "Asia/Shanghai"
        cls.customer.tz = False
        with freeze_time("2026-11-02 04:00:00"):
            cls.sale = cls._sell((cls.shirt, 2))
            cls.order = cls._create_return(cls.sale, {cls.shirt: 1})
            cls.order.action_request()
        cls.delivery = cls.sale.picking_ids

    def _say(self, document, day, login="asr_portal", token=None, picking=None, now="2026-11-05"):
        with freeze_time(f"{now} 04:00:00"):
            self.authenticate(login, login)
            return self.url_open(
                f"{document.access_url}/received",
                data={
                    "csrf_token": http.Request.csrf_token(self),
                    "picking_id": (picking or self.delivery).id,
                    "day": day,
                    **({"access_token": token} if token else {}),
                },
            )

    def _received(self):
        self.delivery.invalidate_recordset()
        return self.delivery.after_sales_date_received

    def test_on_the_page_of_the_order(self):
        self.authenticate("asr_portal", "asr_portal")
        self.assertIn("I have it", self.url_open(self.sale.get_portal_url()).text)
        page = self._say(self.sale, "2026-11-04").text
        self.assertEqual(self._received(), date(2026, 11, 4))
        self.assertEqual(self.delivery.after_sales_received_source, "customer")
        self.assertIn("we noted the day", page)
        self.assertNotIn("I have it", page)

    def test_on_the_page_of_the_return(self):
        self.authenticate("asr_portal", "asr_portal")
        self.assertIn("I have it", self.url_open(self.order.get_portal_url()).text)
        self.assertIn("we noted the day", self._say(self.order, "2026-11-04").text)
        self.assertEqual(self._received(), date(2026, 11, 4))

    def test_link_with_token_is_enough(self):
        for document in (self.sale, self.order):
            with self.subTest(document=document._name):
                self.delivery.write({"after_sales_date_received": False})
                self._say(document, "2026-11-03", None, document._portal_ensure_token())
                self.assertEqual(self._received(), date(2026, 11, 3))

    def test_nobody_else_may(self):
        for document in (self.sale, self.order):
            for login in ("asr_stranger", None):
                with self.subTest(document=document._name, login=login):
                    self.assertEqual(self._say(document, "2026-11-04", login).status_code, 404)
        self.assertFalse(self._received())

    def test_parcel_of_somebody_else(self):
        other = self._sell((self.shoe, 1), partner_id=self.stranger.partner_id.id).picking_ids
        for document in (self.sale, self.order):
            with self.subTest(document=document._name):
                response = self._say(document, "2026-11-04", picking=other)
                self.assertEqual(response.status_code, 404)
        self.assertFalse(other.after_sales_date_received)

    def test_what_has_not_left_cannot_have_come(self):
        with freeze_time("2026-11-02 04:00:00"):
            sale = self._sell((self.shirt, 1), deliver=False)
        response = self._say(sale, "2026-11-04", picking=sale.picking_ids)
        self.assertEqual(response.status_code, 404)
        self.assertFalse(sale.picking_ids.after_sales_date_received)

    def test_impossible_days(self):
        for day in ("2026-11-01", "2026-11-06", "yesterday", "2026-13-01"):
            with self.subTest(day=day):
                self.assertIn("This day cannot be", self._say(self.sale, day).text)
                self.assertFalse(self._received())

    def test_today_where_nothing_else_is_said(self):
        self._say(self.sale, "")
        self.assertEqual(self._received(), date(2026, 11, 5))

    def test_what_we_know_stands(self):
        with freeze_time("2026-11-05 04:00:00"):
            self.delivery.after_sales_date_received = "2026-11-03"
        self.assertEqual(self._say(self.sale, "2026-11-05").status_code, 404)
        self.assertEqual(self._received(), date(2026, 11, 3))

    def test_the_word_of_a_customer_does_not_begin_a_period_years_later(self):
        """Sent on 2 November: until 2 December the customer may say when it came."""
        for now, status in [("2026-12-02", 200), ("2026-12-03", 404), ("2029-11-02", 404)]:
            with self.subTest(now=now):
                self.delivery.write({"after_sales_date_received": False})
                self.assertEqual(self._say(self.sale, now, now=now).status_code, status)
                self.assertEqual(bool(self._received()), status == 200)
