from odoo.tests import tagged

from odoo.addons.after_sales_pos.tests.screen.till_tour_common import TillTourCommon

from .common import PinCommon


@tagged("post_install", "-at_install")
class TestTourPin(PinCommon, TillTourCommon):
    """A manager's PIN on the return screen, in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reason.name = "Change of mind"
        cls.late = cls._sell_at_till(cls.other_till, (cls.shirt, 1), days_ago=60)
        cls.late.pos_reference = "TILL-LATE"

    def test_manager_allows_with_the_pin(self):
        self._tour("pin_override")
        self.assertRecordValues(
            self.env["after.sales.override"].search([("config_id", "=", self.till.id)]),
            [{"kind": "policy", "manager": "Lea Leader", "cashier": "Nina Seller"}],
        )

    def test_without_a_pin_the_login_is_asked_for(self):
        (self.leader | self.chief).pin = False
        self._tour("pin_none")
        overrides = self.env["after.sales.override"].search([("config_id", "=", self.till.id)])
        self.assertFalse(overrides, "nobody with a PIN has allowed anything")
