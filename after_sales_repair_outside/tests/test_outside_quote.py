from odoo.tests import tagged

from odoo.addons.after_sales_repair.tests.quote.common import QuoteCommon


@tagged("post_install", "-at_install")
class TestOutsideQuote(QuoteCommon):
    """The customer answers while somebody else has the item."""

    def test_declined_item_at_an_outside_repairer_comes_back_first(self):
        repair = self._quoted()
        repair.after_sales_is_outside = True
        repair.sale_order_id._action_cancel()
        self.assertRecordValues(repair, [{"quote_state": "declined", "state": "confirmed"}])
        self.assertIn("take the item back", repair.activity_ids.summary)
