from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    # The return screen looks for a customer's last orders.
    _after_sales_partner_idx = models.Index("(partner_id, id DESC)")
