from odoo import models

from .pos_order_line import card_amount


class AccountMove(models.Model):
    """Documents of the back office that turn payments by gift card or eWallet round."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft)
        posted._move_after_sales_cards()
        return posted

    def button_draft(self):
        posted = self.filtered(lambda move: move.state == "posted")
        result = super().button_draft()
        posted.filtered(lambda move: move.state == "draft")._move_after_sales_cards(undo=True)
        return result

    def _move_after_sales_cards(self, undo=False):
        """Where a line of these documents turns a payment by gift card or eWallet round, the card
        has the money again; a new bill that is paid so takes it.

        :param undo: whether the documents do not stand any more
        """
        vals_list = []
        for item in self.sudo().invoice_line_ids:
            payment = item.after_sales_pos_line_id
            if not payment._is_after_sales_card() or item.move_id.pos_order_ids:
                continue
            amount = card_amount(item)
            points = payment._after_sales_card_points(-amount if undo else amount)
            vals_list.append(
                {
                    "card_id": payment.coupon_id.id,
                    "description": item.move_id.name,
                    "issued": max(0.0, points),
                    "used": max(0.0, -points),
                    "order_model": self._name,
                    "order_id": item.move_id.id,
                }
            )
        self.env["loyalty.history"].sudo()._after_sales_move_points(vals_list)
