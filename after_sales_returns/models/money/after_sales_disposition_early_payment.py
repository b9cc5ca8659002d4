from odoo import models
from odoo.fields import Command


class AfterSalesDisposition(models.Model):
    _inherit = "after.sales.disposition"

    def _prepare_reduction_line_vals(self, line, note, amounts):
        """Values of the line of ``note`` that takes back what ``line``, a discount for early
        payment, took off these goods.

        :param amounts: to the cent, as of ``_after_sales_amounts``
        :return: dict for ``account.move.line``
        """
        self.ensure_one()
        price = amounts["base_currency"]
        return {
            "name": self.env._(
                "%(discount)s: %(product)s",
                discount=line.name,
                product=self.product_id.display_name,
            ),
            "quantity": 1.0,
            "price_unit": price,
            "tax_ids": [Command.set(line.tax_ids.ids)],
            "account_id": line.account_id.id,
            "analytic_distribution": line.analytic_distribution,
            "after_sales_disposition_id": self.id,
            "after_sales_origin_line_id": line.id,
            "extra_tax_data": {
                "currency_id": note.currency_id.id,
                "price_unit": price,
                "quantity": 1.0,
                "discount": 0.0,
                "rate": note.invoice_currency_rate,
                "manual_total_excluded_currency": price,
                "manual_total_excluded": amounts["base"],
                "manual_tax_amounts": self._manual_tax_amounts(amounts),
            },
        }
