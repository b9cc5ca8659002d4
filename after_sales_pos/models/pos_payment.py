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
        order, method = self.pos_order_id, self.payment_method_id
        if order.account_move:
            items = order.account_move.line_ids
        else:
            # Written in the language of who closed the session.
            labels = {
                f"{order.session_id.name} - {method.with_context(lang=code).name}"
                for code, _name in self.env["res.lang"].get_installed()
            }
            customers = (self.partner_id.commercial_partner_id, self.partner_id.browse())
            items = order.session_id.move_id.line_ids.filtered(
                lambda item: item.name in labels and item.partner_id in customers
            )
        items = items.filtered(
            lambda item: (
                item.account_id.account_type == "asset_receivable"
                and item.parent_state == "posted"
                and item.balance > 0
            )
        )
        same = items.filtered(
            lambda item: not item.currency_id.compare_amounts(item.amount_currency, self.amount)
        )
        return same[:1] if not order.account_move and len(same) == 1 else items
