from odoo import models


class AfterSalesTill(models.AbstractModel):
    """What the back office credited or billed anew of a sale: a till pays nothing for it a second
    time, and nothing of a bill that is open."""

    _inherit = "after.sales.till"

    def _credited_problems(self, wishes):
        """:return: dict key → list of sentences"""
        problems = {wish.key: [] for wish in wishes}
        paying = [wish for wish in wishes if wish.row.credits]
        paid = self._paid_quantities(paying)
        for wish in paying:
            if not paid.get(wish.key, wish.quantity):
                problems[wish.key].append(self._credited_sentence(wish))
            if wish.key in paid:
                problems[wish.key] += self._open_bill_sentences(wish)
        return problems

    def _paid_quantities(self, wishes):
        """How much of each wish is still paid for. Units that were credited before come first,
        and give nothing.

        :return: dict key → quantity in the product's unit, of sales that the back office credited
        """
        return {
            **self._paid_of_receipts(self._sold_at(wishes, "pos.order.line")),
            **self._paid_of_orders(self._sold_at(wishes, "sale.order.line")),
        }

    def _sold_at(self, wishes, model):
        """:return: dict wish → its sold line, of those of ``model``"""
        sold = {wish: self._sold_line(wish) for wish in wishes}
        return {wish: line for wish, line in sold.items() if line and line._name == model}

    def _paid_of_receipts(self, sold):
        """:return: as of ``_paid_quantities``"""
        standing = self.env["pos.order.line"].union(*sold.values())._after_sales_standing()
        paid = {}
        for wish, line in sold.items():
            if line in standing:
                units = line._after_sales_units(wish.product, wish.quantity)
                taken = standing[line].take(units, 100.0).units
                paid[wish.key] = wish.quantity * taken / units
        return paid

    def _paid_of_orders(self, sold):
        """:return: as of ``_paid_quantities``"""
        lines = self.env["sale.order.line"].union(*sold.values())
        credited = lines._after_sales_credited_units()
        paid = {}
        for wish, line in sold.items():
            if line in credited:
                units = line._after_sales_units(wish.product, wish.quantity)
                free = min(units, credited[line])
                credited[line] -= free
                paid[wish.key] = wish.quantity * (units - free) / units
        return paid

    def _credited_sentence(self, wish):
        line = self._sold_line(wish)
        is_receipt = line._name == "pos.order.line"
        if is_receipt:
            notes = line._after_sales_standing()[line].notes
        else:
            notes = line._after_sales_foreign_notes().move_id
        return self.env._(
            "%(product)s of %(sale)s was credited with %(notes)s before it came back, so nothing "
            "more is paid for it. Send it to the centre: that takes it in and pays nothing.",
            product=wish.product.display_name,
            sale=line._after_sales_receipt_name() if is_receipt else line.order_id.name,
            notes=", ".join(notes.mapped("name")),
        )

    def _open_bill_sentences(self, wish):
        """:return: list of sentences on the bills that a receipt was billed anew with; of a sales
        order its credit note tells"""
        line = self._sold_line(wish)
        if line._name != "pos.order.line":
            return []
        return [
            self.env._(
                "%(product)s: %(bill)s is not fully paid, so what comes back lowers what the "
                "customer owes, and nothing is paid out. Send the goods to the centre instead.",
                product=wish.product.display_name,
                bill=bill.name,
            )
            for bill in line.order_id._after_sales_open_bills()
            if line in bill.invoice_line_ids.after_sales_pos_line_id
        ]
