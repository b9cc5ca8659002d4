from odoo import fields, models

from .pos_order_line_bill import Bill, flat


class AccountMoveLine(models.Model):
    """Which sold line of a receipt an invoice bills, and a credit note takes back."""

    _inherit = "account.move.line"

    after_sales_pos_line_id = fields.Many2one(
        "pos.order.line",
        string="Receipt Line",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The line of the receipt that this invoice line bills. Reversed or billed again, it "
        "is known what became of it.",
    )

    def _copy_data_extend_business_fields(self, values):
        """As Odoo does with the lines of sales orders, where an invoice is reversed or billed
        again. A plain copy is another sale."""
        super()._copy_data_extend_business_fields(values)
        values["after_sales_pos_line_id"] = self.sudo().after_sales_pos_line_id

    def _after_sales_billed(self, bills):
        """Which sold lines this document line speaks of.

        :param bills: dict sold line → list of :class:`Bill`
        :return: dict sold line → part of this line (0..1]. A line that was typed by hand is of
            the goods of its product, else of all that the invoice bills.
        """
        self.ensure_one()
        if self.after_sales_pos_line_id:
            return {self.after_sales_pos_line_id: 1.0}
        invoice = self.move_id.reversed_entry_id
        worth = {
            line: bill.amounts["total"]
            for line, own in bills.items()
            for bill in own
            if bill.move == invoice and bill.amounts["total"] > 0
        }
        same = {line: part for line, part in worth.items() if line.product_id == self.product_id}
        found = same or worth
        return {line: part / sum(found.values()) for line, part in found.items()}

    def _prepare_after_sales_bill(self, sold, part, details, bills):
        """:param part: of this line that falls on ``sold``
        :param details: dict, see ``_after_sales_tax_details``
        :param bills: list of :class:`Bill` of ``sold``
        :return: :class:`Bill`
        """
        sign = part if self.move_id.move_type == "out_invoice" else -part
        total, taxes = self._after_sales_total_and_taxes(details[self])
        amounts = flat(total, taxes)
        units = self.product_uom_id._compute_quantity(
            self.quantity, sold.product_uom_id, round=False
        )
        bill = Bill(
            sold,
            self.move_id,
            sign * units,
            {name: sign * amount for name, amount in amounts.items()},
        )
        bill.is_cut = bill.is_credit and not self._is_after_sales_unit_price(bill, bills)
        return bill

    def _after_sales_total_and_taxes(self, details):
        """:param details: of this line, see ``_after_sales_tax_details``
        :return: (total with taxes, dict tax id → (base, tax)) in the document's currency
        """
        taxes = {
            tax_id: (tax["base_amount_currency"], tax["tax_amount_currency"])
            for tax_id, tax in details["taxes"].items()
        }
        return details["base"][0] + sum(tax for _base, tax in taxes.values()), taxes

    def _is_after_sales_unit_price(self, credit, bills):
        """Whether ``credit`` takes units back at a price that they were billed at, to the cent
        that each of them may be rounded by."""
        if self.product_id != credit.sold.product_id:
            return False
        cents = self.currency_id.rounding * max(1.0, abs(credit.units))
        return any(
            abs(bill.amounts["total"] / bill.units * credit.units - credit.amounts["total"])
            <= cents
            for bill in bills
            if not bill.is_credit and bill.units
        )

    def _is_after_sales_goods(self):
        """Whether this line of a return's credit note gives something back for goods, or
        withholds a fee: neither a card's part nor coins."""
        self.ensure_one()
        return bool(self.product_id) and not self.after_sales_pos_line_id._is_after_sales_card()
