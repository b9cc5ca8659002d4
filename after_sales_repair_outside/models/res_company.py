from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    after_sales_outside_product_id = fields.Many2one(
        "product.product",
        string="Outside Repair Product",
        check_company=True,
        domain=[("type", "=", "service"), ("purchase_ok", "=", True)],
        help="The service that outside repairs are bought as.",
    )
