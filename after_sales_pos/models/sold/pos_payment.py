from odoo import models


class PosPayment(models.Model):
    """What was sold on a customer's account is money only once the customer paid it."""

    _inherit = "pos.payment"

    def _after_sales_owed(self):
        """What of this payment on account came in no money so far.

        :return: amount in the receipt's currency; 0 for every other means of payment
        """
        self.ensure_one()
        if self.payment_method_id.type != "pay_later" or self.amount <= 0:
            return 0.0
        items = self._after_sales_account_items()
        billed = sum(items.mapped("balance")) * self._after_sales_part_on_account()
        received = items.matched_credit_ids.filtered(
            lambda part: (
                part.credit_move_id.move_id.origin_payment_id
                or part.credit_move_id.statement_line_id
            )
        )
        paid = min(1.0, sum(received.mapped("amount")) / billed) if billed else 0.0
        return self.currency_id.round(self.amount * (1.0 - paid))

    def _after_sales_part_on_account(self):
        """An invoice's receivable is the whole receipt; what was paid at once is reconciled with
        it by Odoo's till, and is no payment of the account.

        :return: the part of what the items of ``_after_sales_account_items`` say, up to 1
        """
        order = self.pos_order_id
        if not order.account_move or not order.amount_total:
            return 1.0
        later = order.payment_ids.filtered(lambda one: one.payment_method_id.type == "pay_later")
        return min(1.0, sum(later.mapped("amount")) / order.amount_total)

    def _after_sales_account_items(self):
        """:return: ``account.move.line`` by which the customer owes it: of the invoice, else of
        the session's entry, where payments of one customer cannot be told apart but by amount"""
        order = self.pos_order_id
        items = (order.account_move or order.session_id.move_id).line_ids.filtered(
            lambda item: (
                item.account_id.account_type == "asset_receivable"
                and item.parent_state == "posted"
                and item.balance > 0
            )
        )
        return items if order.account_move else self._after_sales_session_items(items)

    def _after_sales_session_items(self, items):
        """Their labels are words: of whoever closed the session, and of that day.

        :param items: what the session's entry wanted to receive
        :return: those that stand for this payment: of the same amount, else of its customer, else
            of all who paid so; what the session received itself was paid at once
        """
        session, customer = self.session_id, self.partner_id.commercial_partner_id
        total = sum(self._after_sales_payments_alike().mapped("amount"))
        items = items.filtered(
            lambda item: (
                item.partner_id in (customer, customer.browse())
                and not self._after_sales_received_by(session, item)
            )
        )
        alike = items.filtered(
            lambda item: (
                not item.currency_id.compare_amounts(
                    item.amount_currency, self.amount if item.partner_id else total
                )
            )
        )
        return alike or items.filtered("partner_id") or items

    def _after_sales_payments_alike(self):
        """:return: all of the session by this method that its entry has"""
        return self.search(
            [
                ("session_id", "=", self.session_id.id),
                ("payment_method_id", "=", self.payment_method_id.id),
                ("pos_order_id.account_move", "=", False),
            ]
        )

    def _after_sales_received_by(self, session, item):
        """:return: whether closing ``session`` paid ``item``"""
        moves = item.matched_credit_ids.credit_move_id.move_id
        paid = moves.statement_line_id.pos_session_id | moves.origin_payment_id.pos_session_id
        return session in paid
