from dataclasses import replace

from odoo import models

from odoo.addons.after_sales_returns.tools import refuse


class AfterSalesTill(models.AbstractModel):
    """Goods that come back beside the return screen: what the policies say of them, for the
    customer's reason, is what a manager is told and what is kept."""

    _inherit = "after.sales.till"

    def _plain_verdict(self, wishes):
        """What ``after_sales_plain_verdict`` of the till answers."""
        return self._prepare_plain_vals(self._read_wishes(wishes))["verdict"]

    def _prepare_plain_vals(self, wishes):
        """:param wishes: list of :class:`Wish` at the price that is paid back; their ``line_id``
            is the receipt's, if any
        :return: dict for ``after.sales.override``
        :raise UserError: nobody said why they come back
        """
        refuse([self._reason_sentence(wish.product) for wish in wishes if not wish.reason])
        judged = self._plain_sold(wishes)
        verdicts = self._verdicts(judged)
        told = [
            f"{one.product.display_name}: {verdicts[one.key]['verdict_reason']}" for one in judged
        ]
        return {"reason_id": wishes[0].reason.id if wishes else False, "verdict": "\n".join(told)}

    def _plain_sold(self, wishes):
        """:return: list of the same wishes, of the lines that their goods were sold with"""
        ids = {wish.data["line_id"] for wish in wishes} - {0}
        lines = self._of_company(self.env["pos.order.line"].browse(ids))
        known = {(line.id, line.product_id): line for line in lines}
        sold = {wish: known.get((wish.data["line_id"], wish.product)) for wish in wishes}
        return [
            replace(wish, kind="pos", line=line) if line else wish for wish, line in sold.items()
        ]
