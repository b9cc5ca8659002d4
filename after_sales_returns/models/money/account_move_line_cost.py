from odoo import models

from ..disposition.after_sales_disposition import KEPT_ROUTES


class AccountMoveLine(models.Model):
    """The cost of sales of what is credited and billed again."""

    _inherit = "account.move.line"

    def _eligible_for_stock_account(self):
        """Goods that stay with the customer are not taken back into the cost of sales, nor are
        those whose price alone comes back: the share of a free piece."""
        kept = self.after_sales_disposition_id.route in KEPT_ROUTES
        eligible = super()._eligible_for_stock_account()
        return eligible and not kept and not self._is_after_sales_price_alone()

    def _is_after_sales_price_alone(self):
        """Whether this line of a credit note takes back a part of a price without its goods."""
        return bool(self.after_sales_origin_line_id.sale_line_ids) and not self.sale_line_ids

    def _get_cogs_value(self):
        """What is billed again costs what its credit note took back, whatever it costs today; a
        credit note takes back its part of what the invoice line booked."""
        origin = self.after_sales_origin_line_id
        if self.move_type == "out_invoice" and origin:
            cost = origin.move_id.line_ids.filtered(
                lambda line: line.cogs_origin_id == origin and line.price_unit >= 0
            )
            return cost[:1].price_unit
        if self.move_type == "out_refund" and origin.quantity and origin._after_sales_cost_lines():
            return self._after_sales_cost_slice(origin)
        return super()._get_cogs_value()

    def _after_sales_cost_lines(self):
        """:return: what this line of an invoice took out of the stock valuation"""
        accounts = self.product_id.product_tmpl_id.get_product_accounts(
            fiscal_pos=self.move_id.fiscal_position_id
        )
        return self.move_id.line_ids.filtered(
            lambda line: (
                line.cogs_origin_id == self and line.account_id == accounts["stock_valuation"]
            )
        )

    def _after_sales_cost_slice(self, origin):
        """:return: the part of the cost of ``origin`` that this line of a credit note takes back,
        per unit of the product: cut from the running total, all slices together to the cent,
        in whatever units they came back; never more than other notes left"""
        cost = -sum(origin._after_sales_cost_lines().mapped("balance"))
        earlier = origin._after_sales_own_notes().filtered(
            lambda line: line.id < self.id and not line._is_after_sales_price_alone()
        )
        before = sum(earlier.mapped("after_sales_quantity"))
        rounding = self.company_currency_id.round
        shares = (before / origin.quantity, (before + self.after_sales_quantity) / origin.quantity)
        taken = rounding(cost * shares[1]) - rounding(cost * shares[0])
        by_hand = origin._after_sales_cost_by_hand()
        if by_hand and cost > 0:
            mine = sum(sum(line._after_sales_cost_lines().mapped("balance")) for line in earlier)
            taken = min(taken, max(cost - by_hand - mine, 0.0))
        unit = self.product_id.uom_id
        quantity = self.product_uom_id._compute_quantity(self.quantity, unit)
        return taken / quantity if quantity else 0.0

    def _after_sales_cost_by_hand(self):
        """:return: what credit notes by hand took back of the cost of this invoice line"""
        notes = self.sale_line_ids._after_sales_foreign_notes().filtered(
            lambda line: line.move_id.reversed_entry_id == self.move_id
        )
        return sum(sum(line._after_sales_cost_lines().mapped("balance")) for line in notes)
