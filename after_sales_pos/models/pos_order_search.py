from odoo import models


class PosOrder(models.Model):
    _inherit = "pos.order"

    # The return screen looks for a receipt's number and for a customer's last receipts.
    _after_sales_name_idx = models.Index("(name)")
    _after_sales_partner_idx = models.Index("(partner_id, id DESC) WHERE partner_id IS NOT NULL")
