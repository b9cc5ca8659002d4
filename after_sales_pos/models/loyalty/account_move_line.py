from odoo import models


class AccountMoveLine(models.Model):
    """Lines of documents that turn a payment by gift card or eWallet round."""

    _inherit = "account.move.line"

    def _after_sales_card_items(self, cards):
        """:param cards: lines by which gift cards and eWallets paid receipts
        :return: lines of posted documents of the back office that turn these payments round, or
            pay so again
        """
        return self.search(
            [
                ("after_sales_pos_line_id", "in", cards.ids),
                ("parent_state", "=", "posted"),
                ("move_id.pos_order_ids", "=", False),
            ]
        )

    def _after_sales_card_amount(self):
        """:return: what such a line gives back to the card; negative where it pays by it"""
        self.ensure_one()
        return -self.price_total if self.move_id.move_type == "out_refund" else self.price_total
