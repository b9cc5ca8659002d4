from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    after_sales_delivery_fee = fields.Boolean(
        string="Delivery Fee",
        help="What customers pay for the delivery of an order. It is given back with the goods: "
        "with all of them where the return policy says so, else by hand.",
    )
