from collections import Counter, defaultdict

from odoo import api, fields, models

OURS = [("owner_id", "=", False)]


class AfterSalesCase(models.Model):
    """How large the problem is: units of the styles that were sold, and where they are now."""

    _inherit = "after.sales.case"

    units_sold = fields.Float(
        string="Sold",
        digits="Product Unit",
        compute="_compute_size",
        help="To customers, by the weeks that the sentinel counted.",
    )
    units_in_stores = fields.Float(
        string="In Stores",
        digits="Product Unit",
        compute="_compute_size",
        help="On hand in stores and warehouses, returned goods among them.",
    )
    units_in_transit = fields.Float(
        string="In Transit",
        digits="Product Unit",
        compute="_compute_size",
        help="On the way between places of the company.",
    )
    units_with_customers = fields.Float(
        string="With Customers",
        digits="Product Unit",
        compute="_compute_size",
        help="Sold, and not come back or given back again.",
    )

    @api.depends("product_tmpl_ids", "company_id")
    def _compute_size(self):
        for company, cases in self.grouped("company_id").items():
            units = cases._units_by_style(company)
            for case in cases:
                size = Counter()
                for style in case.product_tmpl_ids._origin:
                    size.update(units[style])
                case.units_sold = size["sold"]
                case.units_in_stores = size["internal"]
                case.units_in_transit = size["transit"]
                case.units_with_customers = max(0.0, size["sold"] - size["back"])

    def _units_by_style(self, company):
        """Four queries, however many cases and styles there are.

        :return: dict style → Counter with ``sold``, ``back`` (came back, less what was given back
            again), ``internal`` and ``transit``, in the units of the products
        """
        styles = self.product_tmpl_ids._origin
        units = defaultdict(Counter)
        if not styles:
            return units
        sold = self.env["after.sales.sold.week"].sudo()
        for style, quantity in sold._read_group(
            [("company_id", "=", company.id), ("product_tmpl_id", "in", styles.ids)],
            ["product_tmpl_id"],
            ["quantity:sum"],
        ):
            units[style]["sold"] += quantity
        for product, location, quantity in self._stock_of(company, styles):
            units[product.product_tmpl_id][location.usage] += quantity
        for product, quantity in self._came_back_of(company, styles):
            units[product.product_tmpl_id]["back"] += quantity
        return units

    @api.model
    def _stock_of(self, company, styles):
        """:return: list of (variant, location, units) of what is ours in stores and on the way"""
        return (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [
                    *OURS,
                    ("company_id", "=", company.id),
                    ("product_id.product_tmpl_id", "in", styles.ids),
                    ("location_id.usage", "in", ("internal", "transit")),
                ],
                ["product_id", "location_id"],
                ["quantity:sum"],
            )
        )

    @api.model
    def _came_back_of(self, company, styles):
        """:return: list of (variant, units) that came from customers; less than nothing for what
        a return order gave back to them"""
        lines = self.env["stock.move.line"].sudo()
        done = [
            *OURS,
            ("state", "=", "done"),
            ("company_id", "=", company.id),
            ("product_id.product_tmpl_id", "in", styles.ids),
        ]
        came = lines._read_group(
            [
                *done,
                ("location_id.usage", "=", "customer"),
                ("location_dest_id.usage", "!=", "customer"),
            ],
            ["product_id"],
            ["quantity_product_uom:sum"],
        )
        given = lines._read_group(
            [
                *done,
                ("location_id.usage", "!=", "customer"),
                ("location_dest_id.usage", "=", "customer"),
                ("move_id.after_sales_disposition_id", "!=", False),
            ],
            ["product_id"],
            ["quantity_product_uom:sum"],
        )
        return [*came, *((product, -quantity) for product, quantity in given)]
