from collections import defaultdict

from odoo import api, models


class PosOrder(models.Model):
    _inherit = "pos.order"

    def _prepare_invoice_vals(self):
        """A credit note books at the rate of the invoice that it takes back: of a receipt that
        was billed again of the new bill."""
        vals = super()._prepare_invoice_vals()
        if vals.get("reversed_entry_id"):
            bills = self.refunded_order_id._after_sales_standing_bills()
            if bills:
                vals.update(
                    reversed_entry_id=bills[0].id,
                    pos_refunded_invoice_ids=bills.ids,
                    ref=self.env._("Reversal of: %s", bills[0].name),
                )
            invoice = self.env["account.move"].browse(vals["reversed_entry_id"])
            vals["invoice_currency_rate"] = invoice.invoice_currency_rate
        return vals

    def _after_sales_standing_bills(self):
        """:return: the invoices that bill these receipts anew and that stand, the newest first"""
        bills = self.lines._after_sales_bills()
        moves = self.env["account.move"].union(
            *(bill.move for own in bills.values() for bill in own)
        )
        credited = defaultdict(float)
        for own in bills.values():
            for bill in own:
                origin = bill.move.reversed_entry_id if bill.is_credit else bill.move
                credited[origin] += bill.amounts["total"]
        return moves.filtered(
            lambda move: (
                move.move_type == "out_invoice"
                and move not in self.account_move
                and move.currency_id.compare_amounts(credited[move], 0.0) > 0
            )
        ).sorted("id", reverse=True)

    def _after_sales_open_bills(self):
        """:return: those of ``_after_sales_standing_bills`` that are not fully paid"""
        return self._after_sales_standing_bills().filtered(
            lambda bill: not bill.currency_id.is_zero(bill.amount_residual)
        )

    def _billed_more(self):
        """:return: what the back office billed anew beyond what this receipt came to (≥ 0)"""
        bills = self._after_sales_standing_bills()
        if not bills:
            return 0.0
        return max(0.0, sum(bills.mapped("amount_total")) - self.amount_total)

    @api.model
    def _get_invoice_lines_values(self, line_values, pos_line, move_type):
        """Name the sold line. Odoo turns the quantities of a refund round by its total being
        negative; one that is settled with its ticket comes to nothing and still is a refund."""
        vals = super()._get_invoice_lines_values(line_values, pos_line, move_type)
        order = pos_line.order_id
        if vals.get("product_id"):
            vals["after_sales_pos_line_id"] = pos_line.id
        if order.is_refund and move_type == "out_refund" and order.amount_total >= 0:
            vals["quantity"] = -vals["quantity"]
            vals["extra_tax_data"] = self.env[
                "account.tax"
            ]._reverse_quantity_base_line_extra_tax_data(vals.get("extra_tax_data"))
        return vals

    def _get_pos_anglo_saxon_price_unit(self, product, partner_id, quantity):
        """Where the till's closing booked the cost: what comes back is received by its return
        order, which is made after the credit note. Its value is the one that it left with, cut
        from the running total as that of the receipt is."""
        returned = self.filtered("after_sales_request")
        if not returned:
            return super()._get_pos_anglo_saxon_price_unit(product, partner_id, quantity)
        sold = returned.lines.refunded_orderline_id.order_id._after_sales_moves_of(product)
        moves = sold.filtered(
            lambda move: move.is_valued and move.product_id.valuation == "real_time"
        )
        # None are of a consignor's goods, nor of lots that a closing moved.
        if not moves or not quantity:
            return 0.0
        return moves._after_sales_value_of_next(quantity) / quantity
