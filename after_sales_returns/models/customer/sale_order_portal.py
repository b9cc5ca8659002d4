from odoo import models


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
            (paid per unit, tax included), ``resolutions`` (dict value → label) and ``variants``
            (what it may be exchanged for besides the product itself)
        """
        self.ensure_one()
        if self.state != "sale":
            return []
        lines = self.order_line
        left = lines._after_sales_returnable_quantities()
        positions = {line.id: position for position, line in enumerate(lines)}
        sold = lines.browse(sorted({key[0] for key in left}, key=positions.get))
        prices = sold._after_sales_unit_prices()
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
                    "resolutions": self._after_sales_portal_resolutions(variants),
                }
            )
        return items

    def _after_sales_portal_resolutions(self, variants):
        """Return what a customer may ask for, dict value → label; to be extended.

        :param variants: the other variants of the product
        """
        labels = dict(
            self.env["after.sales.return.line"]
            ._fields["resolution"]
            ._description_selection(self.env)
        )
        company = self.company_id
        offered = ["refund"]
        if company.after_sales_store_credit_journal_id and company.after_sales_ewallet_program_id:
            offered.append("store_credit")
        if variants:
            offered.append("exchange")
        return {value: labels[value] for value in offered}

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
