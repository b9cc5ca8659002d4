from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.after_sales_returns.tools import only_one


class AfterSalesReturnReport(models.Model):
    """What tills sold and took back, beside what sales orders did.

    A sale at a till is a done stock move of its receipt, or of its session where stock moves when
    that is closed: then nobody knows the receipt. What nobody bought is the walk-in customer's,
    as its returns are.
    """

    _inherit = "after.sales.return.report"

    pos_order_id = fields.Many2one("pos.order", string="Receipt", readonly=True)

    _depends = {
        "after.sales.return.line": ["pos_line_id"],
        "pos.order": ["partner_id", "company_id", "currency_rate", "config_id"],
        "pos.order.line": ["order_id"],
        "pos.config": ["picking_type_id"],
        "stock.picking": ["pos_order_id", "pos_session_id", "picking_type_id", "company_id"],
        "stock.picking.type": ["warehouse_id"],
        "stock.move": ["picking_id"],
    }

    def _query_parts(self):
        return [*super()._query_parts(), self._till_part()]

    def _return_columns(self):
        return {
            **super()._return_columns(),
            "pos_order_id": SQL("receipt.id"),
            "partner_id": SQL("COALESCE(sale.partner_id, receipt.partner_id, ret.partner_id)"),
            "sale_warehouse_id": SQL(
                "COALESCE(sale.warehouse_id, till_type.warehouse_id, ret.warehouse_id)"
            ),
        }

    def _return_joins(self):
        return SQL(
            """
            %s
            LEFT JOIN pos_order_line receipt_line ON receipt_line.id = line.pos_line_id
            LEFT JOIN pos_order receipt ON receipt.id = receipt_line.order_id
            LEFT JOIN pos_config till ON till.id = receipt.config_id
            LEFT JOIN stock_picking_type till_type ON till_type.id = till.picking_type_id
            """,
            super()._return_joins(),
        )

    def _rate(self):
        return SQL("COALESCE(NULLIF(sale.currency_rate, 0), NULLIF(receipt.currency_rate, 0), 1)")

    def _till_part(self):
        """Return what left a till's store without a sales order; to the unit as a delivery."""
        walk_in = self.env["res.partner"]._after_sales_walk_in().id or None
        return {
            "id": SQL("move.id"),
            "kind": SQL("'delivery'"),
            "date": SQL("move.date"),
            "company_id": SQL("picking.company_id"),
            "company_currency_id": SQL("company.currency_id"),
            "product_id": SQL("move.product_id"),
            "product_tmpl_id": SQL("product.product_tmpl_id"),
            "categ_id": SQL("template.categ_id"),
            "partner_id": SQL("COALESCE(receipt.partner_id, %s)", walk_in),
            "pos_order_id": SQL("receipt.id"),
            "sale_warehouse_id": SQL("picking_type.warehouse_id"),
            "qty_sold": SQL("(move.quantity * move_uom.factor / product_uom.factor)"),
            "from": SQL(
                """
                FROM stock_move move
                JOIN stock_location source ON source.id = move.location_id
                JOIN stock_location target ON target.id = move.location_dest_id
                JOIN stock_picking picking ON picking.id = move.picking_id
                JOIN stock_picking_type picking_type ON picking_type.id = picking.picking_type_id
                JOIN res_company company ON company.id = picking.company_id
                JOIN product_product product ON product.id = move.product_id
                JOIN product_template template ON template.id = product.product_tmpl_id
                JOIN uom_uom product_uom ON product_uom.id = template.uom_id
                JOIN uom_uom move_uom ON move_uom.id = move.product_uom
                LEFT JOIN pos_order receipt ON receipt.id = picking.pos_order_id
                WHERE move.state = 'done'
                  AND picking.pos_session_id IS NOT NULL
                  AND move.sale_line_id IS NULL
                  AND target.usage = 'customer'
                  AND source.usage != 'customer'
                  AND move.after_sales_line_id IS NULL
                  AND move.after_sales_disposition_id IS NULL
                """
            ),
        }

    def action_view_origin(self):
        only_one(self)
        if self.return_id or self.sale_order_id:
            return super().action_view_origin()
        if self.pos_order_id:
            return self._open_record(self.pos_order_id)
        # Stock that moved when the session was closed belongs to no one receipt.
        return False

    def _open_record(self, record):
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
