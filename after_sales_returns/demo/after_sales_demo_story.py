from odoo import api, models

from .after_sales_demo import MODULE


class AfterSalesDemo(models.AbstractModel):
    """What is played, in which order."""

    _inherit = "after.sales.demo"

    @api.model
    def _load_story(self):
        if self.env.ref(f"{MODULE}.demo_sale_01", raise_if_not_found=False):
            return
        story = self.with_context(
            tracking_disable=True, mail_create_nosubscribe=True, mail_auto_subscribe_no_notify=True
        )
        try:
            with self.env.cr.savepoint():
                story._play_story()
        except Exception:
            # Odoo installs a module whose demo data fail, without them; but what is to run after
            # the commit knows the customers that are gone by then.
            self.env.cr.postcommit.clear()
            raise

    @api.model
    def _play_story(self):
        company = self.env.company
        company.after_sales_fee_product_id = company.after_sales_fee_product_id or self._ref(
            "demo_product_fee"
        )
        self._prepare_products()
        self._stock_products()
        self._play_sales()
        self._play_returns()
