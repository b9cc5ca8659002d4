from odoo import models

# How a line of a return keeps each amount of a tax, see Odoo's ``account.tax``.
KEPT = ("base_amount_currency", "tax_amount_currency")


def amounts_of(line):
    """:param line: a computed line, see Odoo's ``_round_base_lines_tax_details``
    :return: (total with taxes, dict tax id → (base, tax))
    """
    details = line["tax_details"]
    taxes = {
        data["tax"].id: (data["base_amount_currency"], data["tax_amount_currency"])
        for data in details["taxes_data"]
    }
    net = details["total_excluded_currency"] + details["delta_total_excluded_currency"]
    return net + sum(tax for _base, tax in taxes.values()), taxes


def price_unit(taxes, total, quantity, currency, product):
    """The unit price at which ``quantity`` comes to ``total``.

    :param total: tax included; of the sign of ``quantity`` times the price
    :return: float, not rounded
    """
    if not taxes:
        return total / quantity
    included = taxes.with_context(force_price_include=True)
    net = included.compute_all(total / quantity, currency, quantity, product)["total_excluded"]
    price = total / quantity if all(taxes.mapped("price_include")) else net / quantity
    reached = taxes.compute_all(price, currency, quantity, product)["total_included"]
    missing = total - reached
    # A cent of tax rounded the other way: the net takes it.
    return price if currency.is_zero(missing) else price + missing / quantity


def exact_taxes(vals, currency, amounts):
    """What makes a line come to these taxes, and to ``vals["amount"]``.

    :param vals: dict of a quoted line: ``qty``, ``price_unit``, ``discount``, ``amount``
    :param amounts: dict tax id → (base, tax)
    :return: dict for ``extra_tax_data``
    """
    net = vals["amount"] - sum(tax for _base, tax in amounts.values())
    return {
        "currency_id": currency.id,
        "price_unit": vals["price_unit"],
        "discount": vals["discount"],
        "quantity": vals["qty"],
        "manual_total_excluded_currency": currency.round(net),
        "manual_tax_amounts": {
            str(tax_id): dict(zip(KEPT, pair, strict=True)) for tax_id, pair in amounts.items()
        },
    }


class AccountTax(models.Model):
    _inherit = "account.tax"

    def _after_sales_amounts_at(self, price, quantity, currency, product):
        """What the screen shows and the entries will make of a line.

        :param price: per unit, after discounts
        :return: (totals with these taxes that are shown and booked, a cent apart at times; dict
            tax id → (base, tax)), rounded
        """
        company = self.company_id[:1] or self.env.company
        line = self._prepare_base_line_for_taxes_computation(
            {},
            product_id=product,
            tax_ids=self,
            price_unit=price,
            quantity=quantity,
            currency_id=currency,
        )
        self._add_tax_details_in_base_line(line, company)
        self._round_base_lines_tax_details([line], company)
        booked, amounts = amounts_of(line)
        return (line["tax_details"]["total_included_currency"], booked), amounts
