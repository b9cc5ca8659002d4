from collections import defaultdict
from typing import NamedTuple

from odoo import models
from odoo.fields import Command

from ...ledger import EPSILON


class Reduction(NamedTuple):
    """A line that lowered what an invoice came to because it was paid early."""

    line: models.Model  # of the payment, or of the invoice where its tax was lowered at once
    goods: models.Model  # the invoice lines that it lowered
    amounts: dict  # this invoice's part, as of ``_after_sales_amounts``; lowering is negative


class AccountMove(models.Model):
    """Discounts for early payment come back with their goods: the customer gets what was paid.

    Odoo books the discount with the payment, on an account of its own: with its tax (terms
    *included*) or without. Terms *mixed* lower the tax on the invoice already, by two lines that
    cancel each other out; those are taken back whether it was paid early or not.
    """

    _inherit = "account.move"

    def _after_sales_take_back_early_discount(self):
        """Add to these draft credit notes their part of the discounts for early payment."""
        for note in self.filtered("reversed_entry_id.invoice_payment_term_id.early_discount"):
            lines, amounts = [], defaultdict(float)
            for reduction in note.reversed_entry_id._after_sales_reductions():
                lines += note._prepare_after_sales_reduction_lines(reduction, amounts)
            if lines:
                note.write({"invoice_line_ids": [Command.create(vals) for vals in lines]})
            for part, amount in amounts.items():
                part._write_credited(part.quantity_credited, part.amount_credited + amount)

    # What was taken off the invoice -------------------------------------------------------

    def _after_sales_reductions(self):
        """:return: list of Reduction of this invoice"""
        self.ensure_one()
        return self._after_sales_invoiced_reductions() + self._after_sales_paid_reductions()

    def _after_sales_invoiced_reductions(self):
        lines = self.line_ids.filtered(lambda line: line.display_type == "epd")
        amounts = lines._after_sales_amounts()
        return [
            Reduction(line, self._after_sales_lowered_goods(line), amounts[line]) for line in lines
        ]

    def _after_sales_paid_reductions(self):
        account = self.company_id.account_journal_early_pay_discount_loss_account_id
        result = []
        for payment in self._after_sales_paying_moves():
            lines = payment.line_ids.filtered(lambda line: line.account_id == account)
            for line in lines:
                share = self._after_sales_reduction_share(line)
                amounts = self._after_sales_paid_amounts(lines, line, share)
                result.append(Reduction(line, self._after_sales_lowered_goods(line), amounts))
        return result

    def _after_sales_paying_moves(self):
        """:return: the entries that paid this invoice: of payments, of bank statements"""
        terms = self.line_ids.filtered(lambda line: line.display_type == "payment_term")
        moves = terms.matched_credit_ids.credit_move_id.move_id
        return moves.filtered(lambda move: move.move_type == "entry")

    def _after_sales_lowered_goods(self, line):
        """:return: the lines of this invoice whose price or tax ``line`` lowered"""
        goods = self.invoice_line_ids.filtered(lambda one: one.display_type == "product")
        if line.display_type == "epd":
            goods = goods.filtered(lambda one: one.account_id == line.account_id and one.tax_ids)
        if line.tax_ids or self._is_after_sales_tax_discounted():
            goods = goods.filtered(lambda one: one._after_sales_rated_taxes() == line.tax_ids)
        return goods

    def _is_after_sales_tax_discounted(self):
        return self.invoice_payment_term_id.early_pay_discount_computation == "included"

    def _after_sales_reduction_share(self, line):
        """The part (0..1) of a payment's discount ``line`` that fell on this invoice: one
        payment may pay several."""
        terms = line.move_id.line_ids.matched_debit_ids.debit_move_id
        invoices = terms.move_id.filtered("invoice_payment_term_id.early_discount") | self
        if len(invoices) == 1:
            return 1.0
        weights = {one: one._after_sales_reduction_weight(line) for one in invoices}
        total = sum(weights.values())
        return weights[self] / total if total else 1.0 / len(invoices)

    def _after_sales_reduction_weight(self, line):
        """What ``line`` of a payment is expected to take off this invoice."""
        terms = self.line_ids.filtered(lambda one: one.display_type == "payment_term")
        if not terms.discount_date or line.move_id.date > terms.discount_date:
            return 0.0
        goods = self._after_sales_lowered_goods(line)
        return (
            sum(goods.mapped("price_subtotal")) * self.invoice_payment_term_id.discount_percentage
        )

    def _after_sales_paid_amounts(self, lines, line, share):
        """:return: dict of the amounts of the discount ``line`` of a payment with its taxes, as
        of ``_after_sales_amounts``, this invoice's part of it

        :param lines: all discount lines of that payment"""
        amounts = {"base_currency": -line.amount_currency * share, "base": -line.balance * share}
        for tax in line.tax_ids.flatten_taxes_hierarchy():
            booked = line.move_id.line_ids.filtered(lambda one, tax=tax: one.tax_line_id == tax)
            base = sum(
                lines.filtered(
                    lambda one, tax=tax: tax in one.tax_ids.flatten_taxes_hierarchy()
                ).mapped("balance")
            )
            part = share * line.balance / base if base else 0.0
            amounts[f"{tax.id}/tax_amount_currency"] = -part * sum(booked.mapped("amount_currency"))
            amounts[f"{tax.id}/tax_amount"] = -part * sum(booked.mapped("balance"))
            amounts[f"{tax.id}/base_amount_currency"] = amounts["base_currency"]
            amounts[f"{tax.id}/base_amount"] = amounts["base"]
        return amounts

    # What a credit note takes back of it --------------------------------------------------

    def _prepare_after_sales_reduction_lines(self, reduction, credited):
        """:param credited: dict disposition → untaxed amount, added to
        :return: list of dict for ``account.move.line``, one per disposition"""
        others = self.reversed_entry_id._after_sales_posted_notes() - self
        before = others._after_sales_value_of(reduction.goods)
        whole = sum(reduction.goods.mapped("price_subtotal"))
        given = others._after_sales_given_reduction(reduction.line)
        mine = self.invoice_line_ids.filtered(
            lambda line: line.after_sales_origin_line_id in reduction.goods
        )
        result = []
        for part, lines in mine.grouped("after_sales_disposition_id").items() if whole else ():
            before += sum(lines.mapped("price_subtotal"))
            share = 1.0 if before > whole - EPSILON else max(0.0, before / whole)
            amounts = self._after_sales_cut_reduction(reduction.amounts, share, given)
            if not self.currency_id.is_zero(amounts["base_currency"]):
                credited[part] += amounts["base_currency"]
                result.append(part._prepare_reduction_line_vals(reduction.line, self, amounts))
        return result

    def _after_sales_cut_reduction(self, whole, share, given):
        """:param given: dict name → what was taken back before, raised by what is now
        :return: dict name → amount, so that all of them together come to ``share`` of ``whole``
        """
        result = {}
        for name, amount in whole.items():
            currency = self.currency_id if name.endswith("currency") else self.company_currency_id
            result[name] = currency.round(currency.round(amount * share) - given[name])
            given[name] += result[name]
        return result

    def _after_sales_posted_notes(self):
        """:return: the posted credit notes of these invoices, whoever made them"""
        return self.reversal_move_ids.filtered(lambda note: note.state == "posted")

    def _after_sales_reduction_lines(self):
        """:return: the lines of these credit notes that take a discount for early payment back"""
        return self.invoice_line_ids.filtered(
            lambda line: (
                line.after_sales_origin_line_id.move_type == "entry"
                or line.after_sales_origin_line_id.display_type == "epd"
            )
        )

    def _after_sales_value_of(self, goods):
        """Untaxed amount of ``goods`` (invoice lines) that these credit notes took back; a note
        that no return made names its goods by their taxes."""
        taxes = {line._after_sales_rated_taxes() for line in goods}
        lines = self.invoice_line_ids.filtered(
            lambda line: (
                line.after_sales_origin_line_id in goods
                if line.move_id.after_sales_return_ids
                else line.display_type == "product" and line._after_sales_rated_taxes() in taxes
            )
        )
        return sum(lines.mapped("price_subtotal"))

    def _after_sales_given_reduction(self, line):
        """:return: dict name → what these credit notes took back of the discount ``line``"""
        given = defaultdict(float)
        mine = self.invoice_line_ids.filtered(lambda one: one.after_sales_origin_line_id == line)
        for amounts in mine._after_sales_amounts().values():
            for name, amount in amounts.items():
                given[name] += amount
        return given
