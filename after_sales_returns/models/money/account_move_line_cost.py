from odoo import models


class AccountMoveLine(models.Model):
    """The cost of sales of what is credited and billed again."""

    _inherit = "account.move.line"

    def _eligible_for_stock_account(self):
        """Goods that stay with the customer are not taken back into the cost of sales, nor are
        those whose price alone comes back: the share of a free piece."""
        kept = self.after_sales_disposition_id._route_row().to_customer
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
        costed = self._after_sales_costed_line()
        return self._after_sales_cost_slice(costed) if costed else super()._get_cogs_value()

    def _after_sales_costed_line(self):
        """:return: the invoice line that booked the cost of sales of which this line of a credit
        note takes a part back; empty where none booked any"""
        origin = self._after_sales_line_taken_back()
        is_costed = origin.quantity and origin._after_sales_cost_lines()
        return origin if is_costed else self.browse()

    def _after_sales_line_taken_back(self):
        """:return: the invoice line whose goods this line of a credit note takes back"""
        if self.move_type != "out_refund":
            return self.browse()
        return self.after_sales_origin_line_id

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
        earlier = origin._after_sales_cost_notes().filtered(lambda line: line.id < self.id)
        before = sum(line._after_sales_units_back() for line in earlier)
        after = before + self._after_sales_units_back()
        rounding = self.company_currency_id.round
        taken = rounding(cost * after / origin.quantity) - rounding(cost * before / origin.quantity)
        by_hand = origin._after_sales_cost_by_hand()
        if by_hand and cost > 0:
            mine = sum(sum(line._after_sales_cost_lines().mapped("balance")) for line in earlier)
            taken = min(taken, max(cost - by_hand - mine, 0.0))
        return self._after_sales_per_unit(taken)

    def _after_sales_per_unit(self, amount):
        """:return: ``amount`` per unit of the product, which Odoo multiplies by the quantity"""
        unit = self.product_id.uom_id
        quantity = self.product_uom_id._compute_quantity(self.quantity, unit)
        return amount / quantity if quantity else 0.0

    def _after_sales_cost_notes(self):
        """:return: the lines of credit notes that take the cost of this invoice line back"""
        return self._after_sales_own_notes().filtered(
            lambda line: not line._is_after_sales_price_alone()
        )

    def _after_sales_units_back(self):
        """:return: how many units of the invoice line this line of a credit note takes back"""
        return self.after_sales_quantity

    def _after_sales_cost_by_hand(self):
        """:return: what credit notes by hand took back of the cost of this invoice line"""
        notes = self._after_sales_cost_notes_by_hand()
        return sum(sum(line._after_sales_cost_lines().mapped("balance")) for line in notes)

    def _after_sales_cost_notes_by_hand(self):
        """:return: the lines of credit notes by hand that lower this invoice line"""
        return self.sale_line_ids._after_sales_foreign_notes().filtered(
            lambda line: line.move_id.reversed_entry_id == self.move_id
        )
