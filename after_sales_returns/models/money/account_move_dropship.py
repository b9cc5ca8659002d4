from odoo import models


class AccountMove(models.Model):
    """The bill of a dropship tells what the goods were worth that came back to us since."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft)
        bills = posted.filtered(lambda move: move.is_purchase_document())
        dropships = bills.line_ids._get_stock_moves().sudo().filtered("is_dropship")
        dropships.returned_move_ids.filtered(
            lambda move: move.is_in and move.after_sales_line_id
        )._set_value()
        return posted
