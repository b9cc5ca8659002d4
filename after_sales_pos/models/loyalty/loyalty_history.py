from odoo import api, models


class LoyaltyHistory(models.Model):
    _inherit = "loyalty.history"

    @api.model
    def _after_sales_move_points(self, vals_list):
        """Money that comes back to a gift card or eWallet must be of use: who stands at a till
        has the card in hand, so it is valid again if it expired or was archived."""
        rows = super()._after_sales_move_points(vals_list)
        cards = rows.filtered("issued").card_id.filtered(
            lambda card: card.program_id.is_payment_program and not card._is_after_sales_usable()
        )
        cards.write({"expiration_date": False, "active": True})
        return rows
