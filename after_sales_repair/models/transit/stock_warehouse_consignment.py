from odoo import fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    after_sales_consignments_per_week = fields.Integer(
        string="Consignments per Week",
        help="How many consignments this store may send to its workshop in a calendar week; the "
        "freight of more is charged to the store. 0: as many as it likes.",
    )
    after_sales_consignment_count = fields.Integer(
        string="Consignments Sent",
        readonly=True,
        copy=False,
        default=0,
        help="Written with each dispatch, so that two people who send at once collide on this "
        "row, and the limit of the week holds.",
    )

    _after_sales_week_limit = models.Constraint(
        "CHECK(after_sales_consignments_per_week >= 0)",
        "The number of consignments per week cannot be negative. 0 means no limit.",
    )
