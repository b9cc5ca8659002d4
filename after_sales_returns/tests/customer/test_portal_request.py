import base64

from odoo import http
from odoo.fields import Command
from odoo.tests import tagged

from .common import PortalRequestCase

PIXEL = base64.b64decode(
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJg"
    b"gg=="
)
FAKES = {
    "html": b"<html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "gif": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
    "cut": PIXEL[:20],
}


@tagged("post_install", "-at_install")
class TestPortalRequest(PortalRequestCase):
    # --- the way there ------------------------------------------------------------

    def test_order_offers_the_return(self):
        words = f"/my/returns/new?order_id={self.sale.id}"
        self.assertIn(words, self.url_open(self.sale.get_portal_url()).text)
        self._create_return(self.sale).action_request()
        self.assertNotIn(words, self.url_open(self.sale.get_portal_url()).text)

    def test_orders_to_choose_from(self):
        other = self._sell((self.shoe, 1), partner_id=self.stranger.partner_id.id)
        self.assertIn("/my/returns/new", self.url_open("/my/returns").text)
        page = self.url_open("/my/returns/new").text
        self.assertIn(self.sale.name, page)
        self.assertNotIn(other.name, page)

    def test_choosing_an_order_needs_a_login(self):
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open("/my/returns/new").url)

    def test_form_shows_what_is_left_and_its_price(self):
        page = self.url_open(self.url).text
        self.assertIn(f'name="quantity_{self.key}"', page)
        self.assertIn("110.00", page)

    # --- a good request -----------------------------------------------------------

    def test_request_with_photo(self):
        response = self._send(
            photos=[("a.png", PIXEL), ("b.html", PIXEL)],
            quantity="2",
            reason=self.photo_reason.id,
            description="The <b>seam</b> is open",
        )
        order = self._returns()
        line = order.line_ids
        self.assertRecordValues(
            order,
            [{"partner_id": self.customer.id, "state": "requested", "transport": "ship"}],
        )
        self.assertRecordValues(
            line,
            [
                {
                    "sale_line_id": self.sale.order_line.id,
                    "quantity": 2,
                    "reason_id": self.photo_reason.id,
                    "resolution": "refund",
                    "description": "The <b>seam</b> is open",
                }
            ],
        )
        self.assertRecordValues(
            line.photo_ids.sorted("name"),
            [
                {"name": name, "public": False, "res_model": line._name, "res_id": line.id}
                for name in ("photo-1.png", "photo-2.png")
            ],
        )
        self.assertIn(f"/my/returns/{order.id}", response.url)
        self.assertIn(line.verdict_reason, response.text)
        self.assertIn("The &lt;b&gt;seam", response.text)

    def test_policy_approves_at_once(self):
        self.policy.decision = "automatic"
        page = self._send().text
        self.assertEqual(self._returns().state, "approved")
        self.assertIn("report_type=pdf", page)

    def test_bring_it_to_a_store(self):
        store = self.env["stock.warehouse"].create({"name": "Linden", "code": "LIND"})
        self.assertIn("Linden", self.url_open(self.url).text)
        token = self._form_token()
        self.url_open(
            "/my/returns/new",
            data={
                "csrf_token": http.Request.csrf_token(self),
                "form_token": token,
                "order_id": self.sale.id,
                "transport": "store",
                "store": store.id,
                f"quantity_{self.key}": "1",
                f"reason_{self.key}": self.reason.id,
                f"resolution_{self.key}": "refund",
            },
        )
        self.assertRecordValues(self._returns(), [{"transport": "store", "warehouse_id": store.id}])

    # --- who ----------------------------------------------------------------------

    def test_stranger_is_sent_home(self):
        token = self._form_token()
        self.authenticate("asr_stranger", "asr_stranger")
        self.assertTrue(self.url_open(self.url).url.rstrip("/").endswith("/my"))
        self.assertTrue(self._send(token=token).url.rstrip("/").endswith("/my"))
        self.assertFalse(self._returns())

    def test_link_with_token_is_enough(self):
        self.authenticate(None, None)
        access = self.sale._portal_ensure_token()
        self.assertNotIn(self.sale.name, self.url_open(self.url).text)
        token = self._form_token(f"{self.url}&access_token={access}")
        response = self._send(token=token, access_token=access)
        self.assertEqual(self._returns().partner_id, self.sale.partner_id)
        self.assertIn(self._returns().name, response.text)

    def test_post_needs_the_csrf_token(self):
        response = self.url_open("/my/returns/new", data={"order_id": self.sale.id})
        self.assertEqual(response.status_code, 400)

    # --- what is refused ------------------------------------------------------------

    def test_line_of_another_order_is_refused(self):
        other = self._sell((self.shoe, 1), partner_id=self.stranger.partner_id.id)
        key = f"{other.order_line.id}_{self.shoe.id}"
        self._assert_refused(self._send(key=key), "cannot come back any more")

    def test_too_many_are_refused_and_what_was_typed_stays(self):
        response = self._send(quantity="5", description="Much too wide")
        self._assert_refused(response, "4 Units may come back, but 5 are claimed by this request")
        self.assertIn("Much too wide", response.text)
        self.assertIn('value="5"', response.text)

    def test_nonsense_is_refused(self):
        for words, values in (
            ("must be a number", {"quantity": "-1"}),
            ("must be a number", {"quantity": "nan"}),
            ("must be a number", {"quantity": "inf"}),
            ("must be a number", {"quantity": "two"}),
            ("only whole pieces", {"quantity": "0.5"}),
            ("at least one product", {"quantity": "0"}),
            ("choose why", {"reason": ""}),
            ("choose why", {"reason": "999999"}),
            ("choose what", {"resolution": "store_credit"}),
            ("choose what", {"resolution": "exchange"}),
            ("choose what", {"resolution": "none"}),
            ("how the goods come back", {"transport": "keep"}),
        ):
            with self.subTest(**values):
                self._assert_refused(self._send(**values), words)

    def test_archived_reason_is_refused(self):
        self.reason.active = False
        self._assert_refused(self._send(), "choose why")

    def test_fake_photos_are_refused(self):
        for name, raw in FAKES.items():
            with self.subTest(fake=name):
                self._assert_refused(self._send(photos=[("a.png", raw)]), "is no photo")

    def test_large_and_many_photos_are_refused(self):
        large = PIXEL + bytes(5 * 1024 * 1024)
        self._assert_refused(self._send(photos=[("a.png", large)]), "larger than 5 MB")
        self._assert_refused(self._send(photos=[("a.png", PIXEL)] * 6), "at most 5 photos")

    def test_photo_is_required(self):
        response = self._send(reason=self.photo_reason.id)
        self._assert_refused(response, "a photo is needed")
        self.assertIn("This request, Shirt", response.text)

    # --- twice, and too often ---------------------------------------------------------

    def test_double_submit_makes_one_return(self):
        token = self._form_token()
        first, second = self._send(token=token), self._send(token=token)
        self.assertEqual(len(self._returns()), 1)
        self.assertEqual(first.url, second.url)

    def test_form_of_another_session_is_shown_again(self):
        self._assert_refused(self._send(token="made-up"), "open for too long")

    def test_limit_of_requests(self):
        self.env["ir.config_parameter"].set_param(
            "after_sales_returns.portal_requests_per_day", "1"
        )
        self._send()
        self.assertIn("requests within a day", self._send().text)
        self.assertEqual(len(self._returns()), 1)

    # --- exchange -----------------------------------------------------------------------

    def _sell_variant(self):
        """:return: (key of the sold variant, the other variant)"""
        size = self.env["product.attribute"].create(
            {"name": "Size", "value_ids": [Command.create({"name": name}) for name in "SM"]}
        )
        template = self.env["product.template"].create(
            {
                "name": "Coat",
                "is_storable": True,
                "attribute_line_ids": [
                    Command.create(
                        {"attribute_id": size.id, "value_ids": [Command.set(size.value_ids.ids)]}
                    )
                ],
            }
        )
        small, medium = template.product_variant_ids
        self._stock(small, 5)
        sale = self._sell((small, 1))
        return sale, f"{sale.order_line.id}_{small.id}", medium

    def test_exchange_for_another_variant(self):
        sale, key, medium = self._sell_variant()
        self._send(sale=sale, key=key, resolution="exchange", variant=medium.id)
        self.assertRecordValues(
            self._returns().line_ids,
            [{"resolution": "exchange", "exchange_product_id": medium.id}],
        )

    def test_exchange_for_another_product_is_refused(self):
        sale, key, _medium = self._sell_variant()
        response = self._send(sale=sale, key=key, resolution="exchange", variant=self.shoe.id)
        self._assert_refused(response, "one of the variants")
