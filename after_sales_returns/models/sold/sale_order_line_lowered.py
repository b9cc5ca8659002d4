from odoo import api, fields, models


class SaleOrderLine(models.Model):
    """An order lowered after a return says what the customer keeps: what came back is out of
    it, neither to be fetched a second time nor to be credited a second time."""

    _inherit = "sale.order.line"

    after_sales_qty_lowered = fields.Float(
        string="Lowered After Returns",
        compute="_compute_after_sales_qty_lowered",
        store=True,
        copy=False,
        digits="Product Unit",
        help="How much of what return orders brought back the ordered quantity was lowered by, "
        "in the line's unit.",
    )

    @api.depends("product_uom_qty")
    def _compute_after_sales_qty_lowered(self):
        """The ordered quantity counts goods that came back until it is lowered. Lowering it
        takes first what is still to be delivered, then what came back; raising it asks for new
        goods, so this never falls."""
        for line in self:
            lowered = line.after_sales_qty_lowered
            if line.after_sales_line_ids:
                delivered = line._after_sales_qty_delivered()
                came_back = delivered - line.qty_delivered
                lowered = max(lowered, min(delivered - line.product_uom_qty, came_back))
            line.after_sales_qty_lowered = lowered

    @api.depends("after_sales_qty_lowered")
    def _compute_qty_to_invoice(self):
        return super()._compute_qty_to_invoice()

    # Procurement --------------------------------------------------------------------------

    def _action_launch_stock_rule(self, *, previous_product_uom_qty=False):
        """Procure what Odoo would pass over: a lowered line whose old deliveries happen to be
        what is ordered now."""
        lines = self.filtered(
            lambda line: (
                line.after_sales_qty_lowered
                and line.state == "sale"
                and not line.order_id.locked
                and line.product_id.type == "consu"
            )
        )
        procurements = []
        for line in lines if not self.env.context.get("skip_procurement") else ():
            quantity = line._get_qty_procurement(previous_product_uom_qty)
            if line.product_uom_id.compare(quantity, line.product_uom_qty) == 0:
                values = line._prepare_procurement_values()
                procurements += line._create_procurements(0.0, line.product_id.uom_id, values)
        if procurements:
            self.env["stock.rule"].run(procurements)
        return super()._action_launch_stock_rule(previous_product_uom_qty=previous_product_uom_qty)

    def _create_procurements(self, product_qty, procurement_uom, values):
        """Odoo counts all that was ever delivered, what came back included: ask for so much
        more. Here and not in ``_get_qty_procurement``, which kits and dropshipping replace."""
        if self.after_sales_qty_lowered:
            product_qty += self.product_uom_id._compute_quantity(
                self.after_sales_qty_lowered, procurement_uom, rounding_method="HALF-UP"
            )
            if procurement_uom.is_zero(product_qty):
                return []
        return super()._create_procurements(product_qty, procurement_uom, values)
