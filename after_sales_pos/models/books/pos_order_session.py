from odoo import models


class PosOrder(models.Model):
    _inherit = "pos.order"

    def _payout_entries(self):
        """:return: the entries that moved credit notes to the clearing account for these orders"""
        notes = self.after_sales_return_ids.refund_ids
        settled = notes.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )._reconciled_lines()
        entries = self.env["account.move.line"].browse(settled).move_id - notes
        return entries.filtered(lambda move: move.move_type == "entry")

    def _net_paid_back(self):
        """:return: untaxed worth of the goods that this order paid back, what went back to cards
        included"""
        lines = self.lines.filtered(
            lambda line: (
                line.after_sales_role in ("goods", "share", "fee")
                and not (
                    line.after_sales_origin_id and line.after_sales_origin_id._is_after_sales_card()
                )
            )
        )
        return -lines._after_sales_amount("price_subtotal")
