from collections import defaultdict

from odoo import models
from odoo.tools import SQL
from odoo.tools.sql import escape_psql

from .after_sales_till_find import SHOWN, Found


class AfterSalesTill(models.AbstractModel):
    """Finding the sale of a serial number, the last one first."""

    _inherit = "after.sales.till"

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
