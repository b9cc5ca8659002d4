from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    after_sales_labour_product_id = fields.Many2one(
        "product.product",
        string="Repair Labour",
        domain=[("type", "=", "service")],
        help="The service that an hour of repair is sold as.",
    )
