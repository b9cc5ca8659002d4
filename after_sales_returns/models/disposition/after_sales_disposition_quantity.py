from collections import defaultdict

from odoo import models

from ...tools import refuse


class AfterSalesDisposition(models.Model):
    """Nobody decides on more than came, of each lot neither."""

    _inherit = "after.sales.disposition"

    def _check_quantities(self):
        """Nobody decides on more than came; ``quantity_decided`` is stored on the line, so two
        people who sort it at once collide there."""
        problems = []
        for line in self.line_id:
            if line.product_uom_id.compare(line.quantity_decided, line.quantity_received) > 0:
                problems.append(
                    self.env._(
                        "%(return)s, %(product)s: %(decided)g decided, but only %(received)g came. "
                        "Lower a quantity, or receive the goods first.",
                        decided=line.quantity_decided,
                        received=line.quantity_received,
                        **line._names(),
                    )
                )
        refuse(problems)
        self._check_lot_quantities()

    def _check_lot_quantities(self):
        problems = []
        for line in self.line_id.filtered(lambda line: line.product_id.tracking == "lot"):
            if line.return_id.transport != "keep":
                problems += line.disposition_ids._lot_quantity_problems(line)
        refuse(problems)

    def _lot_quantity_problems(self, line):
        """:param line: the return line that these are all the dispositions of
        :return: list of sentences"""
        received = defaultdict(float, line._received_lot_quantities())
        decided = defaultdict(float)
        for part in self:
            if part.date_decided and part.state != "cancelled" and part.lot_id:
                decided[part.lot_id] += line._quantity_in_product_unit(part.quantity)
        return [
            self.env._(
                "%(return)s, %(product)s, %(lot)s: %(decided)g decided, but only %(received)g of "
                "it came. Lower a quantity, or choose the lot that it is.",
                lot=lot.name,
                decided=quantity,
                received=received[lot],
                **line._names(),
            )
            for lot, quantity in decided.items()
            if line.product_id.uom_id.compare(quantity, received[lot]) > 0
        ]
