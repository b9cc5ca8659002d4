from odoo import models

from ...tools import refuse


class AfterSalesReturn(models.Model):
    """Returns that begin and end at a counter: decided by who takes the goods in, received and
    paid at once. The rules are those of the steps; nobody is told by mail what he has just seen."""

    _inherit = "after.sales.return"

    def _record_at_counter(self, vals_list):
        """Create return orders that are approved as they are made: the caller has checked what
        the policy says, and that the user may.

        :param vals_list: list of dict for ``create``, with their lines
        :return: the approved return orders; their goods are not received yet
        :raise UserError: a sentence for each line that cannot be, or that is taken already
        """
        quiet = self.with_context(tracking_disable=True, mail_create_nosubscribe=True)
        orders = quiet.create(vals_list)
        orders._approve_at_counter()
        return orders.with_context(tracking_disable=self.env.context.get("tracking_disable"))

    def _approve_at_counter(self):
        problems = [sentence for order in self for sentence in order._approved_problems()]
        refuse(problems)
        self._write_decided_at_counter("approved")
        self.line_ids._claim()

    def _refuse_at_counter(self, vals_list):
        """Keep on record what was not taken back: its customer goes home with the goods.

        :param vals_list: list of dict for ``create``, with lines and ``refusal_reason``
        :return: the refused return orders; they claim nothing
        """
        quiet = self.with_context(tracking_disable=True, mail_create_nosubscribe=True)
        orders = quiet.create(vals_list)
        refuse([sentence for order in orders for sentence in order._refused_problems()])
        # The verdict is frozen with the decision.
        orders.line_ids.sudo()._judge()
        orders._write_decided_at_counter("refused")
        return orders.with_context(tracking_disable=self.env.context.get("tracking_disable"))

    def _receive_at_counter(self, vals_list):
        """Take in what lies on the counter.

        :param vals_list: list of dict for ``stock.picking``, as of ``_prepare_receipt_vals``
        :return: the done transfers
        """
        pickings = self.env["stock.picking"]._create_after_sales_transfers(vals_list)
        pickings.move_ids.picked = True
        pickings._action_done()
        return pickings

    def _bring_to(self, warehouse):
        """The customer brings the goods elsewhere than was agreed: they are expected there, and
        nowhere else.

        :raise UserError: a sentence for each return of which something came in already
        """
        refuse(
            [
                self.env._(
                    "%(return)s: a part of it came in at %(warehouse)s, so the rest has to go "
                    "there, too. Send the customer there, or let customer service close it.",
                    **{"return": order.name},
                    warehouse=order.warehouse_id.name,
                )
                for order in self
                if order.state not in ("draft", "requested", "approved")
                or any(move.state == "done" for move in order.line_ids.move_ids)
            ]
        )
        self._cancel_receipts()
        self._write_warehouse(warehouse)
        self.filtered(lambda order: order.state == "approved")._create_receipts()
