from dataclasses import dataclass

from odoo import models
from odoo.fields import Domain


@dataclass(slots=True, eq=False)
class Bill:
    """What a document of the back office says of a sold line: ``units`` (in the line's) and
    ``amounts`` (see :func:`flat`), positive on an invoice, negative on a credit note.

    ``is_cut``: it lowers the price of the line rather than taking units of it back.
    """

    sold: models.Model
    move: models.Model
    units: float
    amounts: dict
    is_cut: bool = False

    @property
    def is_credit(self):
        return self.move.move_type == "out_refund"


def flat(total, taxes):
    """:return: dict name → amount of a line: ``total`` with taxes, base and tax of each"""
    amounts = {"total": total}
    for tax_id, pair in taxes.items():
        amounts[tax_id, "base"], amounts[tax_id, "tax"] = pair
    return amounts


class PosOrderLine(models.Model):
    """What the back office makes of receipts that were invoiced: credit notes, and invoices that
    are reversed and billed again. What tills and return orders give back is not among it."""

    _inherit = "pos.order.line"

    def _after_sales_bills(self, drafts=None):
        """What invoices and credit notes say of the receipts of these lines.

        :param drafts: ``account.move`` about to be posted: they count
        :return: dict sold line → list of :class:`Bill`, for all lines of the receipts; empty
            where nothing but the receipts' own invoices bills them, for those say the same
        """
        invoices = self.sudo().order_id.account_move
        if not invoices or not invoices._after_sales_foreign_notes(drafts):
            # It all begins with a credit note; that is read but once.
            return {}
        sold = invoices.pos_order_ids.lines
        items = sold._after_sales_document_lines(invoices, drafts)
        if not items:
            return {}
        bills = sold._after_sales_own_bills()
        details = items._after_sales_tax_details()
        # Invoices first: a credit note is compared with them.
        for item in items.sorted(lambda item: (item.move_id.move_type == "out_refund", item.id)):
            for line, part in item._after_sales_billed(bills).items():
                bill = item._prepare_after_sales_bill(line, part, details, bills[line])
                bills[line].append(bill)
        return bills

    def _after_sales_document_lines(self, own, drafts=None):
        """:param own: the receipts' own invoices, whose lines are left out
        :return: lines of posted invoices and credit notes of these sold lines; a credit note that
            was typed by hand names the invoice at best
        """
        linked = Domain("after_sales_pos_line_id", "in", self.ids)
        linked &= Domain("move_id", "not in", own.ids)
        items = self._after_sales_search_items(linked | self._after_sales_typed(own), drafts)
        anew = items.move_id.filtered(lambda move: move.move_type == "out_invoice")
        if anew:
            items |= self._after_sales_search_items(self._after_sales_typed(anew), drafts)
        return items

    def _after_sales_typed(self, invoices):
        """:return: domain of lines of credit notes of ``invoices`` that name no sold line and
        that neither a till nor a return order made"""
        return (
            Domain("move_id.reversed_entry_id", "in", invoices.ids)
            & Domain("move_id.move_type", "=", "out_refund")
            & Domain("after_sales_pos_line_id", "=", False)
            & Domain("move_id.pos_order_ids", "=", False)
        )

    def _after_sales_search_items(self, domain, drafts):
        """:return: such lines of posted documents, of no return order's credit note"""
        posted = Domain("parent_state", "=", "posted")
        if drafts:
            posted |= Domain("move_id", "in", drafts.ids)
        items = Domain("display_type", "=", "product")
        items &= Domain("after_sales_disposition_id", "=", False)
        return self.env["account.move.line"].sudo().search(domain & items & posted)

    def _after_sales_own_bills(self):
        """:return: dict sold line → list of the :class:`Bill` of the receipt's own invoice, if
        that is posted"""
        sold = self._after_sales_sold_amounts()
        return {
            line: [Bill(line, invoice, line.qty, flat(*sold[line]))]
            if (invoice := line.order_id.account_move).state == "posted"
            else []
            for line in self
        }
