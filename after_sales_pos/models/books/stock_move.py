from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _after_sales_value_of(self, units):
        """:return: the value of the first ``units``, in the product's unit, of these moves"""
        value = 0.0
        for move in self.sorted("id"):
            quantity = move._get_valued_qty()
            taken = min(units, quantity)
            value += move.value * taken / quantity
            units -= taken
        return value

    def _after_sales_value_of_next(self, units):
        """:return: what of the value of these deliveries the next ``units`` bring back"""
        back = self.returned_move_ids.filtered("is_in")
        before = sum(move._get_valued_qty() for move in back)
        rounding = self.company_id.currency_id.round
        return rounding(self._after_sales_value_of(before + units)) - rounding(
            self._after_sales_value_of(before)
        )
