from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.after_sales_returns.tests.common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestTransitDays(AfterSalesCommon):
    """Sent at noon in Shanghai on Monday, 2 November 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time("2026-11-02 04:00:00"))
        cls.company.partner_id.tz = "Asia/Shanghai"
        cls.warehouse.after_sales_transit_days = 5
        product = cls.env["product.product"].create({"name": "Express", "type": "service"})
        cls.carrier = cls.env["delivery.carrier"].create(
            {"name": "Express", "product_id": product.id}
        )

    def _expected(self, carrier=None):
        order = self._sell((self.shirt, 1), deliver=False, invoice=False)
        order.picking_ids.carrier_id = carrier
        self._validate(order.picking_ids)
        return order.picking_ids.after_sales_date_received

    def test_carrier_goes_before_the_warehouse(self):
        self.carrier.after_sales_transit_days = 2
        self.assertEqual(self._expected(self.carrier), date(2026, 11, 4))

    def test_carrier_that_does_not_say_leaves_it_to_the_warehouse(self):
        self.assertEqual(self._expected(self.carrier), date(2026, 11, 7))
        self.assertEqual(self._expected(), date(2026, 11, 7))

    @mute_logger("odoo.sql_db")
    def test_days_are_not_negative(self):
        with self.assertRefused("“Days to the Customer” cannot be “-1”"):
            self.carrier.after_sales_transit_days = -1
