from odoo import models
from odoo.fields import Domain


class SaleOrder(models.Model):
    """What a customer sees in the portal of what may still come back of an order."""

    _inherit = "sale.order"

    def _after_sales_portal_is_returnable(self):
        """Return whether something of this order may still come back."""
        self.ensure_one()
        return self.state == "sale" and bool(self.order_line._after_sales_returnable_quantities())

    def _after_sales_portal_items(self):
        """What may come back, as the form of the portal shows it.

        :return: list of dicts with ``key`` (names its fields in the form), ``line``, ``product``
            (of a kit its components), ``quantity`` (in the product's own unit, > 0), ``price``
            (paid per unit, tax included), ``resolutions`` (dict value → label), ``new_goods``
            (those of them for which other goods are chosen) and ``variants`` (what it may be
            exchanged for besides the product itself)
        """
        self.ensure_one()
        if self.state != "sale":
            return []
        lines = self.order_line
        left = lines._after_sales_returnable_quantities()
        positions = {line.id: position for position, line in enumerate(lines)}
        sold = lines.browse(sorted({key[0] for key in left}, key=positions.get))
        prices = sold._after_sales_unit_prices()
        offered = self._after_sales_portal_rows()
        items = []
        for line_id, product_id in sorted(left, key=lambda key: (positions[key[0]], key[1])):
            line = lines.browse(line_id)
            product = self.env["product.product"].browse(product_id)
            if product.type != "consu":
                continue
            variants = line._after_sales_portal_variants(product)
            items.append(
                {
                    "key": f"{line_id}_{product_id}",
                    "line": line,
                    "product": product,
                    "quantity": left[line_id, product_id],
                    "price": line._after_sales_portal_price(product, prices[line]),
                    "variants": variants,
                    **self._after_sales_portal_resolutions(offered, variants),
                }
            )
        return items

    def _after_sales_portal_resolutions(self, offered, variants):
        """:param offered: dict, see ``_after_sales_portal_rows``
        :return: dict with ``resolutions`` and ``new_goods`` of an item
        """
        return {
            "resolutions": {
                row.value: label for row, label in offered.items() if variants or not row.new_goods
            },
            "new_goods": [row.value for row in offered if row.new_goods],
        }

    def _after_sales_portal_rows(self):
        """Return what the customer of this order may ask for, as far as it does not depend on
        the product: dict row of ``after.sales.resolution`` → label."""
        table = self.env["after.sales.resolution"]
        rows = {table._row(value): label for value, label in table._labels().items()}
        return {row: label for row, label in rows.items() if self._after_sales_portal_offers(row)}

    def _after_sales_portal_offers(self, row):
        if not row.portal or not row.is_set_up(self.company_id):
            return False
        return not row.needs_window or self._after_sales_has_window(row.value)

    def _after_sales_has_window(self, resolution):
        """Whether any policy has a period for this resolution."""
        windows = self.env["after.sales.policy.window"].sudo()
        return bool(
            windows.search_count(
                Domain("resolution", "=", resolution)
                & Domain("policy_id.active", "=", True)
                & Domain("policy_id.company_id", "in", [False, self.company_id.id])
                & (Domain("window_days", ">", 0) | Domain("window_months", ">", 0)),
                limit=1,
            )
        )

    def _after_sales_portal_stores(self):
        """Return the warehouses to which a customer may bring goods of this order."""
        self.ensure_one()
        return self.env["stock.warehouse"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("after_sales_in_type_id", "!=", False),
            ]
        )

    def _after_sales_portal_deliveries(self):
        """Return the deliveries of this order whose receipt the customer may tell of."""
        self.ensure_one()
        return self.picking_ids._filtered_after_sales_word()
