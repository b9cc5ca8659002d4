from typing import NamedTuple

from odoo import models

from ...ledger import EPSILON, Entry, Ledger
from ...tools import refuse


class CreditPart(NamedTuple):
    """One quantity of an invoice line that a disposition takes back, or the delivery cost."""

    disposition: models.Model  # empty for the delivery cost
    origin: models.Model  # the invoice line; a discount's line for its prorated part
    ledger: Ledger  # of that line
    entry: Entry  # this part on it
    invoice: models.Model  # the invoice of the goods, whose credit note it stands on
    is_companion: bool = False  # comes back with goods: a discount
    given_by: models.Model = None  # the return order, where there is no disposition

    @property
    def order(self):
        """The return order that gives it back."""
        return self.given_by or self.disposition.return_id

    @property
    def sold(self):
        """The sold line of the goods, or of the delivery."""
        sold = self.disposition.line_id.sale_line_id
        return sold if sold and not self.is_companion else self.origin.sale_line_ids

    @property
    def percent(self):
        """What is given of its worth."""
        return self.disposition.refund_percent if self.disposition else 100.0

    @property
    def names(self):
        """The words that a refusal names it by."""
        return {"return": self.order.name, "product": self.origin.product_id.display_name}

    @property
    def quantity(self):
        """What is taken back, in the unit of the invoice line."""
        return self.entry.units

    @property
    def is_whole(self):
        alone = self.ledger.entries == [self.entry] and self.entry.percent == 100.0
        return alone and self.ledger.units_left < EPSILON


class AfterSalesDisposition(models.Model):
    """Which invoice lines returned goods take back, and what comes back together with them."""

    _inherit = "after.sales.disposition"

    def _credit_parts(self):
        """Spread the dispositions over what the customer got: what was not invoiced comes back
        first, then what was credited by hand, then the oldest invoice.

        :return: (list of CreditPart, dict disposition → what of it was never invoiced, in the
            sold line's unit)
        """
        sale_lines = self.line_id.sale_line_id
        invoice_lines = sale_lines._after_sales_posted_lines()
        invoice_lines.move_id.invoice_line_ids.tax_ids.mapped("id")  # read all at once
        ledgers = invoice_lines._after_sales_ledgers()
        lines = invoice_lines.sorted(lambda line: (line.date, line.id))
        open_units = {line: list(line._after_sales_open_units(ledgers)) for line in sale_lines}
        parts, uninvoiced, problems = [], {}, []
        for disposition in self.filtered("line_id.sale_line_id"):
            pools = open_units[disposition.line_id.sale_line_id]
            never = pools[0]
            problems += disposition._add_credit_parts(lines, ledgers, pools, parts)
            uninvoiced[disposition] = never - pools[0]
        refuse(problems)
        return parts + self._companion_parts(parts), uninvoiced

    def _add_credit_parts(self, lines, ledgers, pools, parts):
        """Append the parts of this disposition.

        :param lines: invoice lines of all dispositions, the oldest first
        :param pools: [never invoiced, credited by hand] of its sold line, lowered
        :return: sentences that stand against it
        """
        self.ensure_one()
        sale_line = self.line_id.sale_line_id
        left, problems = self._sale_quantity(), self._draft_note_problems()
        uninvoiced, by_hand = self._take_from_pools(left, pools)
        left -= uninvoiced + by_hand
        if uninvoiced > EPSILON:
            problems += self._uninvoiced_problems()
        mine = lines.filtered(lambda line: sale_line in line.sale_line_ids)
        count = len(parts)
        left = self._take_from_invoices(mine, left, ledgers, parts)
        if by_hand > EPSILON and len(parts) == count and not self.nothing_to_pay:
            problems.append(self._by_hand_sentence())
        elif self.fee and len(parts) == count:
            problems.append(self._no_note_for_fee_sentence())
        if left > EPSILON:
            problems.append(self._nothing_left_sentence(left))
        return problems

    def _take_from_pools(self, left, pools):
        """:param pools: list of quantities, lowered
        :return: list of what was taken of each, up to ``left`` in all"""
        result = []
        for index, pool in enumerate(pools):
            taken = min(left, pool)
            pools[index] -= taken
            left -= taken
            result.append(taken)
        return result

    def _take_from_invoices(self, lines, left, ledgers, parts):
        """Append a CreditPart per invoice line until ``left`` (sold line's unit) is used up.

        :return: what no invoice line had left
        """
        self.ensure_one()
        unit = self.line_id.sale_line_id.product_uom_id
        for line in lines:
            ledger = ledgers[line]
            free = line.product_uom_id._compute_quantity(ledger.units_left, unit, round=False)
            taken = min(left, free)
            if taken <= EPSILON:
                continue
            entry = ledger.take(taken * ledger.units_left / free, self.refund_percent)
            parts.append(CreditPart(self, line, ledger, entry, line.move_id))
            left -= taken
        return left

    # What comes back with it --------------------------------------------------------------

    def _companion_parts(self, parts):
        """What comes back together with goods because it was sold with them: of each order-level
        discount its part.

        To let more come back with goods (a free product that shares the price, a payment by gift
        card), override this, add to what ``super`` returns, and mark it ``is_companion``. A part
        is entered on the ledger of its invoice line with ``Ledger.take``, in that line's unit, at
        the percentage of the disposition, and stands on the credit note of ``invoice``. What is
        left of it, over what is left of the goods it belongs to, is what the goods take along: so
        the last of them takes the remainder.

        :param parts: list of CreditPart of goods, entered on their ledgers
        :return: list of CreditPart
        """
        return self._discount_parts(parts)

    def _discount_parts(self, parts):
        """The order-level discounts come back with their goods: of what is left of a discount
        the share of these goods in what is left of all goods that it lowers. A discount may
        stand on another invoice than the goods; its part stands on the credit note of the goods.

        :return: list of CreditPart on the invoice lines of the discounts
        """
        sold = self.env["sale.order.line"].union(*(part.sold for part in parts))
        discounts = sold._after_sales_discounts()
        if not discounts:
            return []
        ledgers = {part.origin: part.ledger for part in parts}
        lines = self.env["sale.order.line"].union(*discounts, *discounts.values())
        others = lines._after_sales_posted_lines()._after_sales_ledgers()
        ledgers = {**others, **ledgers}
        result = []
        for discount, goods in discounts.items():
            result += self._parts_of_discount(discount, goods, parts, ledgers)
        return result

    def _parts_of_discount(self, discount, goods, parts, ledgers):
        """:param goods: the sold lines that ``discount`` lowers
        :param ledgers: dict invoice line → Ledger, ``parts`` entered already
        :return: list of CreditPart"""
        mine = [part for part in parts if part.sold <= goods]
        left = sum(line._after_sales_value_left(ledgers) for line in goods)
        left += sum(part.entry.value for part in mine)
        lines = discount._after_sales_posted_lines()
        result = []
        for part in mine:
            share = part.entry.value / left if left > EPSILON else 0.0
            left -= part.entry.value
            if part is mine[-1]:
                share = max(share, self._unpaid_share(goods, lines, ledgers))
            for line in lines:
                units = ledgers[line].units_left * min(share, 1.0)
                if abs(units) > EPSILON:
                    entry = ledgers[line].take(units, part.percent)
                    result.append(
                        part._replace(
                            origin=line, ledger=ledgers[line], entry=entry, is_companion=True
                        )
                    )
        return result

    def _unpaid_share(self, goods, lines, ledgers):
        """How much of a discount's lines must come back at least: no more of it may be left than
        of its goods that were invoiced. What is not invoiced yet was not paid, so its share
        cannot be given back with the others."""
        left_goods = sum(ledgers[line].value_left for line in goods._after_sales_posted_lines())
        left = -sum(ledgers[line].value_left for line in lines)
        return 1.0 - left_goods / left if left > max(left_goods, EPSILON) else 0.0

    # Refusals -----------------------------------------------------------------------------

    def _uninvoiced_problems(self):
        """A cancelled invoice is not simply "not invoiced yet": someone must say what it is."""
        self.ensure_one()
        invoices = self.line_id.sale_line_id.invoice_lines.move_id
        if not invoices or any(move.state != "cancel" for move in invoices):
            return []
        return [
            self.env._(
                "%(return)s, %(product)s: invoice %(invoice)s of %(order)s is cancelled, so there "
                "is nothing to credit. Invoice the order again, or give nothing for it.",
                **self._names(),
                invoice=", ".join(move.name or move.display_name for move in invoices),
                order=self.line_id.sale_line_id.order_id.name,
            )
        ]

    def _no_note_for_fee_sentence(self):
        """A fee is withheld on a credit note: without one nobody would ever pay it."""
        self.ensure_one()
        return self.env._(
            "%(return)s, %(product)s: there is nothing invoiced to credit, so the restocking fee "
            "cannot be withheld. Invoice %(order)s first, or set the fee to zero.",
            **self._names(),
            order=self.line_id.sale_line_id.order_id.name,
        )

    def _nothing_left_sentence(self, left):
        self.ensure_one()
        sale_line = self.line_id.sale_line_id
        drafts = sale_line.invoice_lines.move_id.filtered(lambda move: move.state == "draft")
        if drafts:
            return self.env._(
                "%(return)s, %(product)s: %(invoice)s of %(order)s is still a draft. Post it, or "
                "delete it, then settle again.",
                **self._names(),
                invoice=drafts[0].display_name,
                order=sale_line.order_id.name,
            )
        return self.env._(
            "%(return)s, %(product)s: the invoices of %(order)s are already credited; %(left)g too "
            "much. See the credit notes of the order.",
            **self._names(),
            order=sale_line.order_id.name,
            left=left,
        )
