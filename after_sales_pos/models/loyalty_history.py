from odoo import api, fields, models


class LoyaltyHistory(models.Model):
    _inherit = "loyalty.history"

    @api.model
    def _after_sales_move_points(self, vals_list):
        """Money that comes back to a gift card or eWallet must be of use: one that expired
        meanwhile is valid again."""
        rows = super()._after_sales_move_points(vals_list)
        today = fields.Date.context_today(self)
        cards = rows.filtered("issued").card_id.filtered(
            lambda card: (
                card.program_id.is_payment_program
                and card.expiration_date
                and card.expiration_date < today
            )
        )
        cards.expiration_date = False
        return rows
