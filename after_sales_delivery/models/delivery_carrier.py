from odoo import fields, models


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    after_sales_standard_price = fields.Float(
        string="Cheapest Standard Delivery",
        min_display_digits="Product Price",
        help="What a standard delivery would have cost instead of this one: no more of its fee is "
        "given back with all goods of an order. In the company's currency, with or without tax as "
        "this delivery is priced. Zero: the price of the after-sales settings.",
    )
