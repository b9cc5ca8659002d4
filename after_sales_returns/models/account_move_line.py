from collections import defaultdict

from odoo import fields, models


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

    def _after_sales_credited_quantities(self):
        """What credit notes already took back of these invoice lines.

        A credit note that was not made by a return order names the sold line at best; it is
        counted on the sold line's oldest invoice lines.

        :return: dict invoice line → quantity in its unit
        """
        credited = defaultdict(float)
        notes = self.search(
            [
                ("after_sales_origin_line_id", "in", self.ids),
                ("parent_state", "!=", "cancel"),
            ]
        )
        for note in notes:
            credited[note.after_sales_origin_line_id] += note.after_sales_quantity
        for sale_line in self.sale_line_ids:
            foreign = sale_line._after_sales_foreign_credit()
            for line in self.filtered(lambda line, sold=sale_line: sold in line.sale_line_ids):
                taken = min(foreign, max(0.0, line.quantity - credited[line]))
                credited[line] += taken
                foreign -= taken
        return credited

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
