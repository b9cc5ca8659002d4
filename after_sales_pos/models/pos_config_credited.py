from odoo import models

from .pos_config_amount import PAYING


class PosConfig(models.Model):
    """What the back office credited or billed anew of a receipt that was invoiced: a till pays
    nothing for it a second time, and nothing of a bill that is open."""

    _inherit = "pos.config"

    def _after_sales_credited_problems(self, wishes):
        """:return: dict key → list of sentences"""
        problems = {wish.key: [] for wish in wishes}
        sold = {
            wish: line
            for wish in wishes
            if wish.resolution in PAYING
            and (line := self._sold_line(wish))._name == "pos.order.line"
        }
        lines = self.env["pos.order.line"].union(*sold.values())
        standing = lines._after_sales_standing()
        bills = lines.browse().union(*standing).order_id._after_sales_open_bills()
        for wish, line in sold.items():
            if line not in standing:
                continue
            units = line._after_sales_units(wish.product, wish.quantity)
            if not standing[line].take(units, 100.0).units:
                problems[wish.key].append(self._credited_sentence(wish, standing[line].notes))
            problems[wish.key] += [
                self._open_bill_sentence(wish, bill)
                for bill in bills
                if line in bill.invoice_line_ids.after_sales_pos_line_id
            ]
        return problems

    def _credited_sentence(self, wish, notes):
        return self.env._(
            "%(product)s: receipt %(receipt)s was credited with %(notes)s before this came back, "
            "so nothing more is paid for it. Send it to the centre: that takes it in and pays "
            "nothing.",
            product=wish.product.display_name,
            receipt=self._sold_line(wish)._after_sales_receipt_name(),
            notes=", ".join(notes.mapped("name")),
        )

    def _open_bill_sentence(self, wish, bill):
        return self.env._(
            "%(product)s: %(bill)s is not fully paid, so what comes back lowers what the customer "
            "owes, and nothing is paid out. Send the goods to the centre instead.",
            product=wish.product.display_name,
            bill=bill.name,
        )
