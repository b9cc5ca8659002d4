import json

from odoo import models


class PosOrder(models.Model):
    """What the receipt of a return prints beside its lines."""

    _inherit = "pos.order"

    def _prepare_till_receipt(self, orders):
        """:return: str, JSON: ``{"returns": [{"name", "lines": [{"name", "quantity", "reason",
        "resolution", "amount"}], "next"}]}``"""
        return json.dumps({"returns": [self._till_receipt_of(order) for order in orders]})

    def _till_receipt_of(self, order):
        labels = dict(order.line_ids._fields["resolution"]._description_selection(self.env))
        lines = order.line_ids.filtered("pos_refund_line_ids") or order.line_ids
        return {
            "name": order.name,
            "lines": [
                {
                    "name": line.product_id.display_name,
                    "quantity": line.quantity,
                    "reason": line.reason_id.name or "",
                    "resolution": labels[line.resolution],
                    "amount": -line.pos_refund_line_ids._after_sales_amount(),
                }
                for line in lines
            ],
            "next": self._till_next_sentence(order),
        }

    def _till_next_sentence(self, order):
        if order.state == "closed":
            return self.env._("This return is finished: nothing more to do.")
        return self.env._("We check the goods; you have your money already.")
