from odoo import models
from odoo.fields import Command


class AfterSalesDisposition(models.Model):
    """Goods sold at a till that somebody else than a till pays back, as the centre does: a
    credit note of the receipt, of its invoice where there is one."""

    _inherit = "after.sales.disposition"

    def _prepare_blind_note_vals(self, amounts):
        vals_list = []
        for order, parts in self.grouped(lambda part: part._receipt()).items():
            own = super(AfterSalesDisposition, parts)._prepare_blind_note_vals(amounts)
            receipt = parts._prepare_receipt_note_vals(order) if order else {}
            vals_list += [{**vals, **receipt} for vals in own]
        return vals_list

    def _receipt(self):
        """:return: the ``pos.order`` that the goods were sold with, empty if there is none"""
        return self.line_id.pos_line_id.sudo().order_id

    def _prepare_receipt_note_vals(self, order):
        """What the credit note of a receipt has beyond its lines.

        :return: dict for ``account.move``
        """
        invoice = order.account_move
        vals = {
            "currency_id": order.currency_id.id,
            "fiscal_position_id": order.fiscal_position_id.id,
            "invoice_origin": order.pos_reference or order.name,
        }
        if invoice:
            vals.update(
                reversed_entry_id=invoice.id,
                partner_id=invoice.partner_id.id,
                journal_id=invoice.journal_id.id,
                invoice_currency_rate=invoice.invoice_currency_rate,
            )
        return vals

    def _prepare_blind_line_vals(self, price_unit):
        """The taxes are those of the receipt, whatever the product's are today."""
        vals = super()._prepare_blind_line_vals(price_unit)
        pos_line = self.line_id.pos_line_id.sudo()
        if pos_line:
            vals["tax_ids"] = [Command.set(pos_line.tax_ids_after_fiscal_position.ids)]
        return vals

    def _sale_quantity(self):
        """In units of the receipt's line, of which later returns are cut."""
        pos_line = self.line_id.pos_line_id.sudo()
        if not pos_line:
            return super()._sale_quantity()
        quantity = self.line_id._quantity_in_product_unit(self.quantity)
        return pos_line._after_sales_units(self.product_id, quantity)
