from odoo import api, models


class SaleOrderLine(models.Model):
    """Quantities invoiced, where return orders credited a part of a unit: Odoo rounds each line
    of an invoice up to the sold unit, so that twelve pieces are more than a dozen."""

    _inherit = "sale.order.line"

    def _prepare_qty_invoiced(self):
        invoiced = super()._prepare_qty_invoiced()
        for line in self:
            excess = line._after_sales_rounding_excess(lambda note: note.parent_state != "cancel")
            if excess:
                invoiced[line] += excess
        return invoiced

    @api.depends("invoice_lines.move_id.state", "invoice_lines.quantity")
    def _compute_qty_invoiced_posted(self):
        super()._compute_qty_invoiced_posted()
        for line in self:
            excess = line._after_sales_rounding_excess(lambda note: note.parent_state == "posted")
            if excess:
                line.qty_invoiced_posted += excess

    def _after_sales_rounding_excess(self, counts):
        """:param counts: function credit note line → whether Odoo counts it
        :return: by how much Odoo takes off more than return orders credited"""
        self.ensure_one()
        excess = 0.0
        for note in self._get_invoice_lines():
            origin = note.after_sales_origin_line_id
            if origin and note.move_id.move_type == "out_refund" and counts(note):
                excess += note.product_uom_id._compute_quantity(note.quantity, self.product_uom_id)
                excess -= origin.product_uom_id._compute_quantity(
                    note.after_sales_quantity, self.product_uom_id, round=False
                )
        return excess
