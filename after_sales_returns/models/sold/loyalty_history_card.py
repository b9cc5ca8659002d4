from odoo import api, models


class LoyaltyHistory(models.Model):
    """What gift cards and eWallets get back is money, and is told as such."""

    _inherit = "loyalty.history"

    @api.model
    def _after_sales_move_points(self, vals_list):
        """Send the buyer the code of a card that was made for what came back: the mail that Odoo
        sends with a new card, once it holds something."""
        rows = super()._after_sales_move_points(vals_list)
        cards = rows.filtered("issued").card_id
        cards.filtered(
            lambda card: card.program_id.is_payment_program and card.history_ids <= rows
        )._send_creation_communication()
        return rows

    def _after_sales_sentences(self, missing):
        program = self.card_id.program_id
        if not program.is_payment_program:
            return super()._after_sales_sentences(missing)
        names = {
            "card": self.card_id.display_name,
            "amount": program.currency_id.format(self.issued or self.used),
            "order": self.after_sales_order_id.name,
        }
        if self.issued:
            return [self.env._("%(card)s: %(amount)s of %(order)s given back.", **names)]
        return [self.env._("%(card)s: %(amount)s taken for %(order)s.", **names)]
