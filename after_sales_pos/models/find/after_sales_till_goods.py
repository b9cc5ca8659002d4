from collections import defaultdict

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import escape_psql

from .after_sales_till import SHOWN, Found

# Of so many of the last lines with a product the orders are looked at.
LINES_READ = 3 * SHOWN


class AfterSalesTill(models.AbstractModel):
    """Finding the last sales of a product, or of a serial number."""

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

    # Serial numbers -------------------------------------------------------------------------------

    def _find_serial(self, query):
        packs = self._packs_named(query)
        lots = self.env["stock.lot"].search([("name", "=ilike", escape_psql(query))], limit=SHOWN)
        if not packs and not lots:
            return Found([])
        own = lots.filtered(lambda lot: lot.company_id in (lot.company_id.browse(), self.company))
        sales = self._receipts_with(packs, own) + self._orders_with(own)
        name = (own or lots)[:1].name or packs[:1].lot_name
        if sales:
            return Found(sales, serial=name, product=own.product_id)
        return Found([], self._serial_sentence(name, packs, lots, own))

    def _packs_named(self, name):
        """:return: ``pos.pack.operation.lot`` of this name, in small or capital letters"""
        packs = self.env["pos.pack.operation.lot"]
        packs.flush_model(["lot_name"])
        self.env.cr.execute(
            SQL(
                """SELECT id FROM pos_pack_operation_lot
                    WHERE lot_name IS NOT NULL AND lower(lot_name) = lower(%s)
                 ORDER BY id DESC LIMIT %s""",
                name,
                2 * SHOWN,
            )
        )
        return packs.browse(pack_id for (pack_id,) in self.env.cr.fetchall())

    def _receipts_with(self, packs, lots):
        """:return: list of ``pos.order`` whose serial is still with the customer"""
        lines = packs.pos_order_line_id.filtered(
            lambda line: line.company_id == self.company and line._is_after_sales_sold()
        )
        kept = lines._after_sales_sold_lots()
        return [*lines.filtered(lambda line: kept[line] & lots).order_id]

    def _orders_with(self, lots):
        """:return: list of ``sale.order`` whose serial is still with the customer"""
        if not lots:
            return []
        move_lines = self.env["stock.move.line"].search(
            [("lot_id", "in", lots.ids), ("state", "=", "done")], limit=10 * SHOWN, order="id desc"
        )
        balance = defaultdict(float)
        for move_line in move_lines:
            move = move_line.move_id
            sold = move.sale_line_id or move.after_sales_line_id.sale_line_id
            sign = (move.location_dest_usage == "customer") - (move.location_usage == "customer")
            balance[sold] += sign * move_line.quantity_product_uom
        lines = self.env["sale.order.line"].browse(
            line.id for line, left in balance.items() if line and left > 0
        )
        return self._filter_sold(self.env["pos.order"], lines.order_id)

    def _serial_sentence(self, query, packs, lots, own):
        product = (own or lots).product_id[:1]
        is_lot = product.tracking == "lot"
        names = {
            "kind": self.env._("Lot") if is_lot else self.env._("Serial number"),
            "serial": query,
            "product": product.display_name or "",
        }
        lines = packs.pos_order_line_id
        foreign = (lines.company_id | lots.company_id) - self.company
        if not own and foreign:
            return self.env._(
                "%(kind)s %(serial)s belongs to %(owner)s, not to %(company)s. Send the "
                "customer to a store of that company.",
                owner=foreign[0].name,
                company=self.company.name,
                **names,
            )
        claim = (
            own.after_sales_line_id[:1]
            or lines.sudo().after_sales_line_ids.filtered(lambda line: line.lot_ids & own)[:1]
        )
        if claim:
            return self.env._(
                "%(kind)s %(serial)s of %(product)s already came back with %(return)s. Check "
                "the number on the product.",
                **{"return": claim.return_id.name},
                **names,
            )
        sold = any(line._is_after_sales_sold() for line in lines)
        return self._not_out_sentence(sold or self._was_sold(own), names)

    def _not_out_sentence(self, sold, names):
        """:param bool sold: whether it was ever sold; it is with no customer now
        :return: str"""
        if sold:
            return self.env._(
                "%(kind)s %(serial)s of %(product)s was sold and already came back. Check "
                "the number on the product.",
                **names,
            )
        return self.env._(
            "%(kind)s %(serial)s of %(product)s was never sold. Check the number on the product.",
            **names,
        )

    def _was_sold(self, lots):
        return bool(
            lots
            and self.env["stock.move.line"].search(
                [
                    ("lot_id", "in", lots.ids),
                    ("state", "=", "done"),
                    ("location_dest_id.usage", "=", "customer"),
                ],
                limit=1,
            )
        )
