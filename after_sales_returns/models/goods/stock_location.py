from odoo import models


class StockLocation(models.Model):
    _inherit = "stock.location"

    def _after_sales_free_quants(self, products):
        """What lies at these locations or below them and nobody reserved.

        :return: dict ``stock.quant`` → quantity, what came first before the rest
        """
        quants = self.env["stock.quant"].search_fetch(
            [
                ("location_id", "child_of", self.ids),
                ("product_id", "in", products.ids),
                ("quantity", ">", 0),
            ],
            order="in_date, id",
        )
        return {quant: quant.quantity - quant.reserved_quantity for quant in quants}
