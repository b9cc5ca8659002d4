from odoo import api, models


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
        booked, amounts = self._after_sales_amounts_of(line)
        return (line["tax_details"]["total_included_currency"], booked), amounts

    @api.model
    def _after_sales_amounts_of(self, line):
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
