from odoo import models

from .account_tax import amounts_of


class PosOrderLine(models.Model):
    """Taxes of what comes back: to the cent those of the receipt, even where no price comes to
    them. They are kept as Odoo keeps those of its own discounts, in ``extra_tax_data``."""

    _inherit = "pos.order.line"

    def _prepare_base_line_for_taxes_computation(self):
        """Odoo turns the quantities of a refund round, and then does not know its own amounts
        any more."""
        vals = super()._prepare_base_line_for_taxes_computation()
        if self.after_sales_role and self.extra_tax_data and vals["quantity"] == -self.qty:
            taxes = self.env["account.tax"]
            turned = taxes._reverse_quantity_base_line_extra_tax_data(self.extra_tax_data)
            vals.update(taxes._import_base_line_extra_tax_data(vals, turned))
        return vals

    def _after_sales_sold_amounts(self):
        """What all lines of the receipts of these lines came to in the books, where the cents
        that rounding leaves over on a receipt fall on one of its lines.

        :return: dict line → (total with taxes, dict tax id → (base, tax)): what the customer
            pays is positive, what comes back negative
        """
        helper, amounts = self.env["account.tax"], {}
        for order in self.order_id:
            lines = order._prepare_tax_base_line_values()
            helper._add_tax_details_in_base_lines(lines, order.company_id)
            helper._round_base_lines_tax_details(lines, order.company_id)
            # Odoo turns an order round that pays back, by its total.
            sign = -1.0 if order.amount_total < 0.0 else 1.0
            for line in lines:
                total, taxes = amounts_of(line)
                amounts[line["record"]] = (
                    sign * total,
                    {tax_id: (sign * base, sign * tax) for tax_id, (base, tax) in taxes.items()},
                )
            order.lines._after_sales_take_cents_of_cards(amounts)
        return amounts

    def _after_sales_take_cents_of_cards(self, amounts):
        """What a gift card or eWallet paid is what it says: a cent that rounding left on it is of
        the dearest goods.

        :param amounts: dict, see ``_after_sales_sold_amounts``, changed
        """
        cards = self.filtered(lambda line: line._is_after_sales_card())
        for card in cards if self - cards else ():
            cents = amounts[card][0] - card._after_sales_amount()
            dearest = max(self - cards, key=lambda line: amounts[line][0])
            for line, more in ((card, -cents), (dearest, cents)):
                total, taxes = amounts[line]
                amounts[line] = (self.currency_id.round(total + more), taxes)
