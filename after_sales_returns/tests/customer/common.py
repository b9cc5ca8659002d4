import re

from odoo import http
from odoo.tests import HttpCase, new_test_user

from ..common import AfterSalesCommon


class PortalRequestCase(AfterSalesCommon, HttpCase):
    """A customer in the portal, and the form that asks for a return of four shirts."""

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
        cls.key = f"{cls.sale.order_line.id}_{cls.shirt.id}"
        cls.url = f"/my/returns/new?order_id={cls.sale.id}"
        cls.company.after_sales_ewallet_program_id = False
        cls.earlier = cls.env["after.sales.return"].search([])
        cls.photo_reason = cls.env.ref("after_sales_returns.reason_quality")

    def setUp(self):
        super().setUp()
        self.authenticate("asr_portal", "asr_portal")

    def _returns(self):
        returns = self.env["after.sales.return"].search([("channel", "=", "portal")])
        return returns - self.earlier

    def _form_token(self, url=None):
        page = self.url_open(url or self.url).text
        return re.search(r'name="form_token" value="([^"]+)"', page).group(1)

    def _send(self, photos=(), key=None, token=None, sale=None, **values):
        """Post the form for one piece, changed by ``values``."""
        key, sale = key or self.key, sale or self.sale
        item = {"quantity": "1", "reason": self.reason.id, "resolution": "refund"}
        top = {name: values.pop(name) for name in ("transport", "access_token") if name in values}
        data = {f"{name}_{key}": value for name, value in {**item, **values}.items()}
        return self.url_open(
            "/my/returns/new",
            data={
                "csrf_token": http.Request.csrf_token(self),
                "form_token": token or self._form_token(),
                "order_id": sale.id,
                "transport": "ship",
                **top,
                **data,
            },
            files=[(f"photos_{key}", (name, raw, "image/png")) for name, raw in photos],
        )

    def _assert_refused(self, response, words):
        self.assertIn(words, response.text)
        self.assertFalse(self._returns())
