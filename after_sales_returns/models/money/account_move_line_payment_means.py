from odoo import fields, models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    after_sales_beyond = fields.Selection(
        [("compensation", "Compensation"), ("credit", "Credit paid out")],
        string="Beyond the Price",
        copy=False,
        readonly=True,
        help="Money on a credit note of a return that is not the price of the goods given back "
        "in the way it was paid: a compensation, or credit that a manager pays out.",
    )

    def _is_after_sales_card(self):
        """Whether this invoice line is a payment by gift card or eWallet."""
        self.ensure_one()
        return any(line._is_after_sales_card() for line in self.sale_line_ids)

    def _is_after_sales_card_share(self):
        """Whether this line of a credit note gives back a payment by card, or pays it out: it
        says how the money comes back, not how much."""
        self.ensure_one()
        origin = self.after_sales_origin_line_id
        return self.after_sales_beyond == "credit" or bool(origin and origin._is_after_sales_card())

    def _after_sales_gross_factor(self):
        """:return: what this line costs with its taxes, for one of its untaxed amount"""
        self.ensure_one()
        return self.price_total / self.price_subtotal if self.price_subtotal else 1.0

    def _after_sales_give_to_card(self, amount):
        """Have this line of a draft credit note give ``amount`` more to the card, or less where it
        is negative; no more than the card paid.

        :return: the part of ``amount`` that it took
        """
        self.ensure_one()
        origin, currency = self.after_sales_origin_line_id, self.currency_id
        given = origin._after_sales_own_notes().filtered(
            lambda line: line.parent_state == "posted" or line.move_id == self.move_id
        )
        left = sum(given.mapped("price_total")) - origin.price_total
        taken = currency.round(min(max(amount, self.price_total), max(left, 0.0)))
        if not currency.is_zero(taken):
            self.write(self._prepare_after_sales_total_vals(self.price_total - taken))
        return taken

    def _prepare_after_sales_total_vals(self, total):
        """:param total: what this line without tax is to come to
        :return: dict of what to write for it"""
        data, vals = self.extra_tax_data, {"price_unit": total / self.quantity}
        if data:
            more = (total - self.price_total) / self.move_id.invoice_currency_rate
            base = data.get("manual_total_excluded", self.price_total) + more
            vals["extra_tax_data"] = {
                **data,
                "price_unit": vals["price_unit"],
                "manual_total_excluded_currency": total,
                "manual_total_excluded": self.company_currency_id.round(base),
            }
        return vals
