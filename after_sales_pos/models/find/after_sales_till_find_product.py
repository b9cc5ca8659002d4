from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from .after_sales_till_find import SHOWN, Found

# Of so many of the last lines with a product the orders are looked at.
LINES_READ = 3 * SHOWN


class AfterSalesTill(models.AbstractModel):
    """Finding the last sales of a product."""

    _inherit = "after.sales.till"

    def _find_product(self, query):
        products = self._products_of_code(query)
        own = products.filtered(lambda product: product.company_id.id in (False, self.company.id))
        if not products:
            return Found([])
        if not own:
            return Found(
                [],
                self.env._(
                    "%(product)s belongs to %(owner)s, not to %(company)s. Send the customer to a "
                    "store of that company.",
                    product=products[0].display_name,
                    owner=products[0].company_id.name,
                    company=self.company.name,
                ),
            )
        sales = self._sales_of(own | self._kits_of(own))
        if sales:
            return Found(sales, product=own, quantity=self._weighed(query, own))
        return Found(
            [],
            self.env._(
                "%(product)s was never sold by %(company)s. Without a receipt a manager decides.",
                product=own[0].display_name,
                company=self.company.name,
            ),
        )

    def _products_of_code(self, query):
        """Products by barcode, barcode of a packaging, or reference; archived ones included."""
        products = self.env["product.product"].with_context(active_test=False)
        packagings = self.env["product.uom"].search([("barcode", "=", query)], limit=SHOWN)
        codes = [query, self._scale_label(query)[0]]
        return packagings.product_id | products.search(
            Domain("barcode", "in", codes) | Domain("default_code", "=", query), limit=SHOWN
        )

    def _scale_label(self, query):
        """:return: (barcode of the product on a scale's label, the weight that it says or False);
        of other codes (the code, False)
        """
        nomenclature = self.company.nomenclature_id
        if not query.isdecimal() or nomenclature.is_gs1_nomenclature:
            return query, False
        parsed = nomenclature.parse_barcode(query)
        if parsed["type"] not in ("weight", "price"):
            return query, False
        return parsed["base_code"], parsed["type"] == "weight" and parsed["value"]

    def _weighed(self, query, products):
        """:return: the weight that a scale's label of these products says; False where one was
        found by its own code, which only looks like a label"""
        code, weight = self._scale_label(query)
        return set(products.mapped("barcode")) == {code} and weight

    def _kits_of(self, products):
        """Kits that these products may have been sold in."""
        if "mrp.bom.line" not in self.env:
            return products.browse()
        lines = self.env["mrp.bom.line"].search(
            [("product_id", "in", products.ids), ("bom_id.type", "=", "phantom")], limit=SHOWN
        )
        boms = lines.bom_id
        return (
            boms.product_id
            | boms.filtered(lambda bom: not bom.product_id).product_tmpl_id.product_variant_ids
        )

    def _sales_of(self, products):
        """:return: list of the last receipts and orders with one of these products"""
        pos_orders = self._last_with("pos_order_line", products, SQL("line.qty > 0"))
        sale_orders = self._last_with("sale_order_line", products, SQL("line.qty_delivered > 0"))
        return self._filter_sold(
            self.env["pos.order"].browse(pos_orders), self.env["sale.order"].browse(sale_orders)
        )

    def _last_with(self, table, products, condition):
        """:return: ids of the orders of the last lines with each of these products"""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT DISTINCT found.order_id
                     FROM unnest(%(products)s) wanted (id),
                  LATERAL (SELECT line.order_id
                             FROM %(table)s line
                            WHERE line.company_id = %(company)s
                              AND line.product_id = wanted.id
                              AND %(condition)s
                         ORDER BY line.id DESC
                            LIMIT %(limit)s) found""",
                products=products.ids,
                table=SQL.identifier(table),
                company=self.company.id,
                condition=condition,
                limit=LINES_READ,
            )
        )
        return [order_id for (order_id,) in self.env.cr.fetchall()]
