from dataclasses import replace

from odoo import models

from odoo.addons.after_sales_returns.tools import refuse

from ...till_input import till_call


class PosConfig(models.Model):
    """Goods that come back beside the return screen: what the policies say of them, for the
    customer's reason, is what a manager is told and what is kept."""

    _inherit = "pos.config"

    @till_call
    def after_sales_plain_verdict(self, wishes):
        """Tell the manager what will be kept beside the word that is asked for.

        :param wishes: list of dict, see :class:`Wish`
        :return: what the policies say of each, a line each
        :raise UserError: nobody said why they come back
        """
        till = self._check_till()
        return till._prepare_plain_vals(till._after_sales_wishes(wishes))["verdict"]

    def _prepare_plain_vals(self, wishes):
        """:param wishes: list of :class:`Wish` at the price that is paid back; their ``line_id``
            is the receipt's, if any
        :return: dict for ``after.sales.override``
        :raise UserError: nobody said why they come back
        """
        refuse(
            [self._after_sales_reason_sentence(wish.product) for wish in wishes if not wish.reason]
        )
        judged = self._after_sales_plain_sold(wishes)
        verdicts = self._after_sales_wish_verdicts(judged)
        told = [
            f"{one.product.display_name}: {verdicts[one.key]['verdict_reason']}" for one in judged
        ]
        return {"reason_id": wishes[0].reason.id if wishes else False, "verdict": "\n".join(told)}

    def _after_sales_plain_sold(self, wishes):
        """:return: list of the same wishes, of the lines that their goods were sold with"""
        ids = {wish.data["line_id"] for wish in wishes} - {0}
        lines = self._after_sales_own(self.env["pos.order.line"].browse(ids))
        known = {(line.id, line.product_id): line for line in lines}
        sold = {wish: known.get((wish.data["line_id"], wish.product)) for wish in wishes}
        return [
            replace(wish, kind="pos", line=line) if line else wish for wish, line in sold.items()
        ]
