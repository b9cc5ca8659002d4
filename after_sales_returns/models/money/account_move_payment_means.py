from odoo import models


class AccountMove(models.Model):
    """Cards and money on credit notes: each gives no more than came by it."""

    _inherit = "account.move"

    def _after_sales_counted_amount(self):
        """Money beyond the price has caps of its own."""
        beyond = self.invoice_line_ids.filtered("after_sales_beyond")
        return super()._after_sales_counted_amount() - sum(beyond.mapped("price_total"))

    def _after_sales_card_lines(self):
        """:return: the lines of these credit notes that give back a payment by card"""
        return self.invoice_line_ids.filtered(
            lambda line: (
                line.after_sales_origin_line_id
                and line.after_sales_origin_line_id._is_after_sales_card()
            )
        )

    # No money where none came ---------------------------------------------------------------

    def _after_sales_fit_cards(self):
        """Have these draft credit notes give no more money than came in money, and ask for none:
        cards take over the cents that the shares of goods, discounts and cards were cut by, and
        what a price cut by hand left of the money."""
        drafts = self.browse()
        for note in self:
            lines = note._after_sales_card_lines().filtered(lambda line: not line.tax_ids)
            excess = note._after_sales_money_excess(drafts) if lines else 0.0
            for line in lines:
                excess -= line._after_sales_give_to_card(excess)
            drafts |= note

    def _after_sales_money_excess(self, drafts):
        """:param drafts: credit notes that are posted before this one
        :return: what this credit note gives in money beyond what is left of it; negative: what it
            asks for in money"""
        self.ensure_one()
        money = self._after_sales_in_money()
        moves = self.reversed_entry_id._after_sales_connected() - self
        moves = moves.filtered(lambda move: move.state == "posted" or move in drafts)
        notes = moves.filtered(lambda move: move.move_type == "out_refund")
        left = (moves - notes)._after_sales_in_money() - notes._after_sales_in_money()
        return self.currency_id.round(money - min(max(money, 0.0), max(left, 0.0)))

    def _after_sales_in_money(self):
        """What of these documents is paid in money, without what leaves beyond the price."""
        beyond = self.invoice_line_ids.filtered("after_sales_beyond")
        return sum(self.mapped("amount_total")) - sum(beyond.mapped("price_total"))
