from odoo import models


class AfterSalesSubject(models.AbstractModel):
    _inherit = "after.sales.subject"
    _rows = {
        "repair": {
            "sequence": 50,
            "field": "repair_id",
            "product": "product_id",
            "lot": "lot_id",
            "quantity": "product_qty",
            "uom": "product_uom",
            "warehouse": "after_sales_workshop_id",
            "order": "after_sales_return_id",
            "partner": "partner_id",
        }
    }
