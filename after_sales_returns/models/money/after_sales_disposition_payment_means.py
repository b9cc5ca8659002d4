from odoo import fields, models

from ...ledger import EPSILON
from ...tools import refuse
from .after_sales_disposition_part import CreditPart


class AfterSalesDisposition(models.Model):
    """Means of payment: what was paid by gift card or eWallet goes back to it, what was paid in
    money in money. The payment by card is a line of the invoice with a negative amount; it comes
    back with the goods that it paid for, in proportion, and the rest of the credit note is the
    money."""

    _inherit = "after.sales.disposition"

    credit_in_money = fields.Boolean(
        string="Pay Credit in Money",
        help="What the customer paid by gift card or eWallet is refunded in money too: a "
        "manager's decision.",
    )

    def _pays_credit_in_money(self):
        """Whether this pays in money what the customer paid by gift card or eWallet."""
        self.ensure_one()
        order = self.line_id.sale_line_id.order_id.sudo()
        return self._is_credit_in_money() and bool(order._after_sales_card_payments())

    # Which part of the payments ---------------------------------------------------------------

    def _companion_parts(self, parts):
        companions = super()._companion_parts(parts)
        return companions + self._card_parts(parts + companions)

    def _card_parts(self, parts):
        """:param parts: list of CreditPart of goods and discounts, entered on their ledgers
        :return: list of CreditPart of the payments by card"""
        orders = self.line_id.sale_line_id.order_id
        cards = orders._after_sales_card_payments()
        if not cards or not parts:
            return []
        self._check_cards_usable(cards)
        sold = cards.order_id._after_sales_paid_goods() | cards
        ledgers = sold._after_sales_posted_lines()._after_sales_ledgers()
        ledgers.update({part.origin: part.ledger for part in parts})
        result = []
        for order, lines in cards.grouped("order_id").items():
            result += self._card_parts_of(order, lines, parts, ledgers)
        return result

    def _card_parts_of(self, order, cards, parts, ledgers):
        """The share of these goods in what is left of all that was paid together, taxes
        included: so the last of them takes the remainder.

        :param ledgers: dict invoice line → Ledger, ``parts`` entered already
        :return: list of CreditPart"""
        groups = {}
        for part in parts:
            if part.disposition.line_id.sale_line_id.order_id == order:
                groups.setdefault((part.disposition, part.invoice), []).append(part)
        worth = {key: sum(map(self._gross_value, group)) for key, group in groups.items()}
        left = sum(worth.values()) + sum(
            line._after_sales_value_left(ledgers) * line._after_sales_gross_factor()
            for line in order._after_sales_paid_goods()
        )
        result, seen = [], set()
        for (disposition, invoice), amount in worth.items():
            share = min(1.0, amount / left) if left > EPSILON else 0.0
            left -= amount
            percent = disposition._card_percent(amount, groups, disposition in seen)
            seen.add(disposition)
            for line in cards._after_sales_posted_lines():
                units = ledgers[line].units_left * share
                if abs(units) > EPSILON:
                    entry = ledgers[line].take(units, percent)
                    result.append(
                        CreditPart(disposition, line, ledgers[line], entry, invoice, True)
                    )
        return result

    def _gross_value(self, part):
        """What ``part`` takes off its invoice line, taxes included."""
        return part.entry.value * part.origin._after_sales_gross_factor()

    def _card_percent(self, worth, groups, is_charged):
        """The percentage of their share that cards get: as of the goods, less the fee.

        :param worth: of the goods, taxes included
        :param groups: dict (disposition, invoice) → list of CreditPart
        :param is_charged: whether the fee stands on an earlier credit note
        """
        self.ensure_one()
        given = worth * self.refund_percent / 100.0
        if not self.fee or is_charged or given <= 0:
            return self.refund_percent
        goods = next(group[0] for key, group in groups.items() if key[0] == self)
        fee = self.fee * goods.origin._after_sales_gross_factor()
        return self.refund_percent * max(0.0, given - fee) / given

    def _check_cards_usable(self, cards):
        """A card that cannot be used is replaced by one of its program, unless that is out of
        use itself."""
        problems = []
        for part in self.filtered(lambda part: part._is_card_given_back()):
            mine = cards.filtered(lambda line, p=part: line.order_id == p.line_id.sale_order_id)
            for program in mine.mapped(lambda line: line._after_sales_card().program_id):
                if not program._is_after_sales_usable():
                    problems.append(
                        self.env._(
                            "%(return)s, %(product)s was paid by %(program)s, which is out of "
                            "use. Take the program into use again, or give store credit.",
                            program=program.display_name,
                            **part._names(),
                        )
                    )
        refuse(problems)

    # On the credit note -----------------------------------------------------------------------

    def _prepare_credit_line_vals(self, part, amounts):
        """What a card paid is no part of the price: it lowers no amount of the disposition."""
        vals, amount = super()._prepare_credit_line_vals(part, amounts)
        if not part.origin._is_after_sales_card():
            return vals, amount
        if self._resolution_row().ewallet:
            journal = self.company_id.after_sales_store_credit_journal_id
            vals["account_id"] = journal.default_account_id.id
        return vals, 0.0

    def _prepare_note_lines(self, parts, slices, amounts):
        lines = super()._prepare_note_lines(parts, slices, amounts)
        paid_out = [
            part._prepare_paid_out_vals(vals)
            for vals in lines
            for part in self.browse(vals.get("after_sales_disposition_id"))
            if part._is_paid_out(vals)
        ]
        return lines + paid_out

    def _is_paid_out(self, vals):
        """Whether ``vals`` gives back to a card what a manager pays out in money."""
        origin = self.env["account.move.line"].browse(vals.get("after_sales_origin_line_id"))
        return self._is_credit_in_money() and origin and origin._is_after_sales_card()

    def _prepare_paid_out_vals(self, vals):
        """The opposite of the line ``vals``, on the same account: the card's credit is paid."""
        return {
            **{
                name: vals[name]
                for name in ("account_id", "tax_ids", "analytic_distribution", "quantity")
            },
            "name": self.env._("Paid out: %(card)s", card=vals["name"]),
            "price_unit": -vals["price_unit"],
            "extra_tax_data": self._turned_round(vals.get("extra_tax_data")),
            "after_sales_disposition_id": self.id,
            "after_sales_beyond": "credit",
        }

    def _turned_round(self, data):
        """:param data: amounts that are not computed, as of ``_fit_amounts``, or nothing
        :return: their opposite"""
        if not data:
            return data
        turned = {"price_unit", "manual_total_excluded", "manual_total_excluded_currency"}
        return {
            **{name: -value if name in turned else value for name, value in data.items()},
            "manual_tax_amounts": {
                tax: {name: -amount for name, amount in amounts.items()}
                for tax, amounts in data["manual_tax_amounts"].items()
            },
        }

    # Exchange ---------------------------------------------------------------------------------

    def _pay_exchange_by_cards(self, sale, notes):
        """What went back to cards for the returned goods pays the new ones, so that no card
        becomes money by an exchange."""
        if notes._after_sales_card_lines():
            self._sync_points()
            sale._after_sales_pay_by_returned(self, notes)
            sale._after_sales_sync_points({sale: self.return_id})
