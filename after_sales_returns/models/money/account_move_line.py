from collections import defaultdict

from odoo import fields, models

from ...ledger import cut_down


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    after_sales_disposition_id = fields.Many2one(
        "after.sales.disposition", string="Return Disposition", index="btree_not_null", copy=False
    )
    after_sales_origin_line_id = fields.Many2one(
        "account.move.line",
        string="Line Taken Back",
        index="btree_not_null",
        copy=False,
        help="The invoice line that this line of a credit note takes back, or the line of a "
        "credit note that this one bills or charges again.",
    )
    after_sales_quantity = fields.Float(
        digits=False,
        copy=False,
        help="Exact quantity of the invoice line that was taken back, in its unit: of a kit's "
        "component or of a discount a fraction.",
    )

    # What is left of an invoice line ---------------------------------------------------------

    def _is_after_sales_means(self):
        """Whether this line is how the customer paid: a gift card or eWallet, which are lines of
        an order too, or goods that were traded in."""
        self.ensure_one()
        return any(
            line.reward_id.program_id.is_payment_program
            or (line.product_uom_qty < 0 and not line.is_downpayment)
            for line in (self.after_sales_origin_line_id or self).sale_line_ids
        )

    # Amounts --------------------------------------------------------------------------------

    def _after_sales_amounts(self):
        """The amounts of these lines as their documents round them, to be divided.

        :return: dict line → dict name → amount; the names are ``base`` and ``total`` (with
            taxes), and ``<tax id>/<name>`` with the names of ``_after_sales_tax_details``; those
            that end with ``currency`` are in the document's currency, the others the company's
        """
        result = {}
        for line, details in self._after_sales_tax_details().items():
            amounts = {"base_currency": details["base"][0], "base": details["base"][1]}
            amounts["total_currency"], amounts["total"] = details["base"]
            for tax, values in details["taxes"].items():
                amounts["total_currency"] += values["tax_amount_currency"]
                amounts["total"] += values["tax_amount"]
                amounts.update({f"{tax}/{name}": value for name, value in values.items()})
            result[line] = amounts
        return result

    def _after_sales_slices(self, ledgers):
        """What each return gives of these invoice lines, to the cent.

        :param ledgers: dict invoice line → Ledger
        :return: dict Entry → dict as of ``_after_sales_amounts``
        """
        entries = [entry for line in self for entry in ledgers[line].entries if entry.source]
        foreign = self.browse([entry.source.id for entry in entries if entry.percent is None])
        amounts = (self | foreign)._after_sales_amounts()
        given = {
            entry.source: {
                "base_currency": entry.source.price_subtotal,
                "total_currency": entry.source.price_total,
            }
            for entry in entries
            if entry.percent is not None
        }
        slices = {}
        for line in self:
            slices.update(line._after_sales_line_slices(ledgers[line], amounts, given))
        return slices

    def _after_sales_line_slices(self, ledger, amounts, given):
        own = amounts[self]
        roundings = {name: self._after_sales_rounding_of(name) for name in own}
        foreign = {
            source: {name: self._after_sales_foreign_amount(values, name) for name in own}
            for source, values in amounts.items()
            if source.move_type == "out_refund"
        }
        slices = ledger.slices(own, roundings, foreign, given)
        for values in slices.values():
            self._after_sales_fit_taxes(values, own)
        return slices

    def _after_sales_foreign_amount(self, values, name):
        """What the amounts ``values`` of a foreign note lower in ``name`` of an invoice line: the
        note may have other taxes, and lowers the base of those of the invoice all the same."""
        tax_base = name.partition("/")[2].replace("base_amount", "base")
        return values.get(name, values.get(tax_base, 0.0))

    def _after_sales_lower_amounts(self, amounts, lowered):
        """Lower the ``amounts`` of a slice of this line by ``lowered``, tax included, all alike."""
        whole = dict(amounts)
        kept = 1.0 - lowered / whole["total_currency"]
        for name, amount in whole.items():
            amounts[name] = cut_down(amount * kept, self._after_sales_rounding_of(name))
        amounts["total_currency"] = self.currency_id.round(whole["total_currency"] - lowered)
        self._after_sales_fit_taxes(amounts, whole)

    def _after_sales_rounding_of(self, name):
        """:return: the smallest amount of the currency that the amount ``name`` is in"""
        foreign = name.endswith("currency")
        return (self.currency_id if foreign else self.company_currency_id).rounding

    def _after_sales_fit_taxes(self, values, whole):
        """Make base and taxes of a slice add up to its total: the largest tax takes the
        difference. The customer who paid 9.99 with tax gets 9.99 back."""
        for name in ("_currency", ""):
            taxes = [key for key in whole if key.endswith(f"/tax_amount{name}")]
            if taxes:
                largest = max(taxes, key=lambda key: abs(whole[key]))
                others = sum(values[key] for key in taxes if key != largest)
                values[largest] = round(values[f"total{name}"] - values[f"base{name}"] - others, 10)

    def _after_sales_tax_details(self):
        """Amounts of these invoice lines as their invoice rounds them, to be divided.

        :return: dict invoice line → {"base": (currency, company), "taxes": {tax id: {name:
            amount}}}, the names being those of ``extra_tax_data["manual_tax_amounts"]``
        """
        details = {}
        for invoice in self.move_id:
            for base_line in invoice._after_sales_base_lines():
                if base_line["record"] in self:
                    details[base_line["record"]] = self._after_sales_line_details(base_line)
        return details

    def _after_sales_line_details(self, base_line):
        totals = base_line["tax_details"]
        names = ("tax_amount_currency", "tax_amount", "base_amount_currency", "base_amount")
        taxes = defaultdict(lambda: dict.fromkeys(names, 0.0))
        for data in totals["taxes_data"]:
            if not data.get("is_reverse_charge"):
                for name in names:
                    taxes[data["tax"].id][name] += data[name]
        return {
            "base": (
                totals["total_excluded_currency"] + totals["delta_total_excluded_currency"],
                totals["total_excluded"] + totals["delta_total_excluded"],
            ),
            "taxes": taxes,
        }
