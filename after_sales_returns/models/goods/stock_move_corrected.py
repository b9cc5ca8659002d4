from odoo import models

from ...tools import refuse


class StockMove(models.Model):
    """Receipts that are corrected after they are done, as Odoo lets a stock user do."""

    _inherit = "stock.move"

    def _check_after_sales_corrected(self):
        """What is corrected stays within what the return allows, and covers what was decided.

        :raise UserError: a sentence for each receipt that does not
        """
        done = self.sudo().filtered(
            lambda move: (
                move.state == "done"
                and move.location_usage == "customer"
                and move.after_sales_line_id
            )
        )
        refuse([sentence for move in done for sentence in move._after_sales_over_receipt()])
        done.after_sales_line_id.disposition_ids._check_quantities()

    def _after_sales_over_receipt(self):
        """:return: list of at most one sentence about what came beyond what may come"""
        self.ensure_one()
        line = self.after_sales_line_id
        if line.product_uom_id.compare(line.quantity_received, line.quantity) <= 0:
            return []
        return [
            self.env._(
                "%(transfer)s: %(product)s: %(quantity)g received, but %(return)s allows "
                "%(allowed)g.",
                quantity=line.quantity_received,
                allowed=line.quantity,
                **self._after_sales_names(),
            )
        ]
