from odoo import models


class AfterSalesTill(models.AbstractModel):
    """What was sold on a customer's account and is not paid: to bring it back lowers what the
    customer owes, and gives neither money nor store credit."""

    _inherit = "after.sales.till"

    def _owed_problems(self, wishes):
        """What nobody paid gives neither money nor store credit.

        :return: dict key → list of sentences
        """
        if self._till_method("pay_later"):
            wishes = [wish for wish in wishes if wish.row.credit_product]
        paying = [wish for wish in wishes if wish.row.pays]
        origins = {wish: self._origin_of(wish) for wish in paying}
        receipts = self.env["pos.order"].union(
            *(origin for origin in origins.values() if origin._name == "pos.order")
        )
        owed = {
            payment.pos_order_id: payment.payment_method_id.name
            for payment in self._on_account(receipts)
            if payment._after_sales_owed()
        }
        return {
            wish.key: [self._owed_problem(wish, owed[origin])]
            for wish, origin in origins.items()
            if origin in owed
        }

    def _on_account(self, receipts):
        """:return: ``pos.payment`` of the receipts that are no money"""
        domain = [
            ("pos_order_id", "in", receipts.ids),
            ("payment_method_id.journal_id", "=", False),
        ]
        return self.env["pos.payment"].search(domain) if receipts else self.env["pos.payment"]

    def _owed_problem(self, wish, method):
        return self.env._(
            "%(product)s was sold on %(method)s and is not paid yet: no money is given for it. Pay "
            "it back by %(method)s where a till has that, or send it to the centre: the customer "
            "owes that much less.",
            product=wish.product.display_name,
            method=method,
        )

    def _owed_sentence(self, tenders):
        """:param tenders: list of dict, see ``_quote_tenders``"""
        owed = [tender for tender in tenders if tender["is_owed"]]
        return self.env._(
            "%(amount)s was sold on %(method)s and is not paid yet, so no money is given for it. "
            "Take it back where a till has that way of paying, or send the goods to the centre: "
            "the customer owes that much less.",
            amount=self.currency.format(-sum(tender["amount"] for tender in owed)),
            method=", ".join(dict.fromkeys(tender["original"] for tender in owed)),
        )
