from odoo import models


class PosOrder(models.Model):
    """Returns that a till made without connection and that turn out not to fit: the order is
    kept as it was paid, and somebody is asked to clear it up."""

    _inherit = "pos.order"

    def _tell_of_conflicts(self, returned, orders):
        sentences = [text for texts in returned.conflicts.values() for text in texts]
        sentences += self._offline_limit_problems(returned)
        if not returned.offline or not sentences:
            return
        for order in orders:
            order.activity_schedule(
                "mail.mail_activity_data_warning",
                summary=self.env._("Return made offline does not fit"),
                note=self.env._(
                    "%(cashier)s took back %(return)s at %(till)s (%(store)s) without connection, "
                    "receipt %(receipt)s: %(problems)s Check the goods and the customer, then "
                    "close this.",
                    cashier=returned.cashier,
                    till=returned.till.name,
                    store=returned.till._after_sales_warehouse().name,
                    receipt=self.pos_reference or self.name,
                    problems=" ".join(sentences),
                    **{"return": order.name},
                ),
                user_id=order._conflict_user().id,
            )

    def _offline_limit_problems(self, returned):
        limit, amount = returned.till.after_sales_offline_max, self._after_sales_paid_back()
        if self.currency_id.compare_amounts(amount, limit) <= 0:
            return []
        return [
            self.env._(
                "%(amount)s were paid back; without connection %(till)s may pay back %(limit)s.",
                amount=self.currency_id.format(amount),
                till=returned.till.name,
                limit=self.currency_id.format(limit),
            )
        ]
