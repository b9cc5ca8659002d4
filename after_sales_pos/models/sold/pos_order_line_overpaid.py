from odoo import models

from odoo.addons.after_sales_returns.tools import refuse


class PosOrderLine(models.Model):
    """Of no receipt more is given back than was paid, whoever gives it: tills, returns centres,
    or the accountant's credit notes of its invoice."""

    _inherit = "pos.order.line"

    def _check_after_sales_given_back(self, drafts=None):
        """Check the receipts of these lines, and collide with whoever gives back of them now.

        :param drafts: credit notes about to be posted
        :raise UserError: a sentence for what would be given back beyond its price
        """
        bills = self._after_sales_bills(drafts)
        if not bills:
            return
        lines = self.browse().union(*bills)
        lines._collide_on_after_sales_claims()
        shares = lines._after_sales_discount_shares()
        given = lines._after_sales_given(shares)
        problems = []
        for sold in lines.grouped("order_id").values():
            own = [one for one in given if one.sold in sold]
            problems += sold._after_sales_excess(bills, shares, own, drafts)
        refuse(problems)

    def _after_sales_excess(self, bills, shares, given, drafts):
        """What of the lines of a receipt is given back beyond its price: of a line, with its
        part of the discounts, or of the whole, to the cent.

        :param bills: dict line → list of :class:`Bill`
        :param given: list of :class:`Given` of these lines
        :return: list of sentences
        """
        problems = []
        for line in self.filtered(lambda line: line.price_subtotal_incl > 0):
            own = [one for one in given if one.sold == line]
            found = line._after_sales_billed_amounts(bills, {line: 1.0, **shares[line]})
            # Each document may round the line by a cent.
            cents = line.currency_id.rounding * (len(found) + len(own))
            problems += line._after_sales_excess_of(found, own, 0.0, cents, drafts)
        if not problems:
            found = self._after_sales_billed_amounts(bills, dict.fromkeys(self, 1.0))
            cards = self.filtered(lambda line: line._is_after_sales_card())
            carded = sum(card._after_sales_carded() for card in cards)
            problems = self._after_sales_excess_of(found, given, carded, 0.0, drafts)
        return problems

    def _after_sales_billed_amounts(self, bills, parts):
        """:param parts: dict line → part of it (0..1]
        :return: list of (document, amount with taxes), credit notes negative"""
        return [
            (bill.move, bill.amounts["total"] * part)
            for line, part in parts.items()
            for bill in bills[line]
        ]

    def _after_sales_excess_of(self, found, given, carded, cents, drafts):
        """:param found: as of ``_after_sales_billed_amounts``
        :param carded: what went back to gift cards, which is no money
        :param cents: what rounding may add
        :return: list of sentences, at most one
        """
        currency = self.currency_id
        paid = sum(amount for move, amount in found if move.move_type == "out_invoice")
        back = paid - sum(amount for _move, amount in found)
        back += sum(one.amounts["total"] for one in given) - carded
        if currency.compare_amounts(back, paid + cents) <= 0:
            return []
        notes = [move for move, _amount in found if move.move_type == "out_refund"]
        return [
            self.env._(
                "Receipt %(receipt)s, %(products)s: %(paid)s was paid, but with this %(back)s "
                "would be given back, more than that (%(givers)s). Lower the amount, or cancel "
                "the other document if it is wrong.",
                receipt=self[:1]._after_sales_receipt_name(),
                products=", ".join(self.product_id.mapped("display_name")),
                paid=currency.format(paid),
                back=currency.format(back),
                givers=", ".join(self._after_sales_givers(notes, given, drafts)),
            )
        ]

    def _after_sales_givers(self, notes, given, drafts):
        """:return: list of the numbers of the other documents that gave something back"""
        numbers = [note.name for note in notes if not drafts or note not in drafts]
        for one in given:
            is_till = one.document._name == "pos.order"
            numbers.append(one.document.pos_reference if is_till else one.document.name)
            numbers += one.document.after_sales_return_ids.mapped("name")
        return list(dict.fromkeys(filter(None, numbers)))
