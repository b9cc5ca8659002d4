from odoo import models
from odoo.exceptions import UserError


class PosOrder(models.Model):
    """What a return gives instead of money, such as store credit."""

    _inherit = "pos.order"

    def _give_credits(self, returned):
        """Carry out each resolution that has its product on this order, by the method that is
        named after it: ``_give_<value>(returned, lines)``."""
        credits = self.lines.filtered(lambda line: line.after_sales_role == "credit")
        if not credits:
            return
        for value, row in self.env["after.sales.resolution"]._by_value().items():
            product = returned.till._credit_product(row)
            lines = credits.filtered(lambda line, own=product: line.product_id == own)
            if not self.currency_id.is_zero(lines._after_sales_amount()):
                getattr(self, f"_give_{value}")(returned, lines)

    def _give_store_credit(self, returned, credits):
        amount = credits._after_sales_amount()
        if returned.offline:
            returned.note(
                [
                    self.env._(
                        "%(amount)s of store credit was promised without connection, and is not "
                        "on the customer's card.",
                        amount=self.currency_id.format(amount),
                    )
                ]
            )
            return
        buyer = self.lines.refunded_orderline_id.order_id.partner_id[:1] or self.partner_id
        if not buyer:
            raise UserError(
                self.env._(
                    "Store credit belongs to a customer. Choose who gets it, then pay the ticket."
                )
            )
        balance = self._store_credit_balance(credits)
        self.env["loyalty.card"]._add_store_credit(buyer, balance, self)

    def _store_credit_balance(self, credits):
        """:return: what the books owe for these lines, in the company's currency: by the credit
        note, else by the session at the rate of the day"""
        if self.account_move:
            items = self.account_move.invoice_line_ids
            items = items.filtered(lambda item: item.after_sales_pos_line_id in credits)
            return -sum(items.mapped("balance"))
        amount = credits._after_sales_amount()
        return self.company_id.currency_id.round(amount / self.currency_rate)

    def _store_credit_label(self):
        return self.pos_reference or self.name
