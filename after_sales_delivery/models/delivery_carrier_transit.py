from odoo import fields, models


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    after_sales_transit_days = fields.Integer(
        string="Days to the Customer",
        help="Calendar days that a parcel takes with this delivery method: as long as nobody said "
        "when a customer got it, it is expected so many days after it left. Zero: the days of the "
        "warehouse.",
    )

    _after_sales_transit_days_positive = models.Constraint(
        "CHECK(after_sales_transit_days >= 0)",
        "A parcel takes no fewer than 0 days to the customer.",
    )
