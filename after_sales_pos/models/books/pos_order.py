from odoo import api, models
from odoo.exceptions import UserError


class PosOrder(models.Model):
    """Invoices and credit notes of tills: each names its sold line, and books at the rate and the
    cost of what it takes back."""

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

    # Credit notes of sales orders that a till pays out --------------------------------------------

    def _after_sales_pay_credit_notes(self, parts):
        """Post the credit notes of these dispositions of sales orders.

        :raise UserError: they do not come to what this order pays out
        """
        if not parts:
            return
        notes = parts._create_credit_notes()
        for note in notes:
            note._after_sales_move_to_till(self)
        payouts = self.lines.filtered(lambda line: line.after_sales_role == "payout")
        paid = -payouts._after_sales_amount()
        due = sum(notes.mapped("amount_total"))
        if self.currency_id.compare_amounts(paid, due):
            raise UserError(
                self.env._(
                    "%(order)s pays out %(paid)s, but the credit note comes to %(due)s. Go back to "
                    "the returned items and confirm them again.",
                    order=self.pos_reference or self.name,
                    paid=self.currency_id.format(paid),
                    due=self.currency_id.format(due),
                )
            )

    def _after_sales_payout_entries(self):
        """:return: the entries that moved credit notes to the clearing account for these orders"""
        notes = self.after_sales_return_ids.refund_ids
        settled = notes.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )._reconciled_lines()
        entries = self.env["account.move.line"].browse(settled).move_id - notes
        return entries.filtered(lambda move: move.move_type == "entry")

    def _after_sales_net_paid_back(self):
        """:return: untaxed worth of the goods that this order paid back, what went back to cards
        included"""
        lines = self.lines.filtered(
            lambda line: (
                line.after_sales_role in ("goods", "share", "fee")
                and not line.after_sales_origin_id._is_after_sales_card()
            )
        )
        return -lines._after_sales_amount("price_subtotal")
