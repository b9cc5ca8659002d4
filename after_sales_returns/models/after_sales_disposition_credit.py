from collections import defaultdict
from typing import NamedTuple

from odoo import fields, models
from odoo.fields import Command

from ..tools import refuse

EPSILON = 1e-6


class CreditPart(NamedTuple):
    """One quantity of an invoice line that a disposition takes back."""

    disposition: models.Model
    origin: models.Model  # the invoice line; a discount's line for its prorated part
    before: float  # what was taken back of it earlier, in its unit
    quantity: float  # what is taken back now, in its unit
    invoice: models.Model  # the invoice of the goods, whose credit note it stands on
    is_discount: bool = False

    @property
    def is_whole(self):
        untouched = self.before < EPSILON and self.disposition.refund_percent == 100.0
        return untouched and abs(self.quantity - self.origin.quantity) < EPSILON


class AfterSalesDisposition(models.Model):
    """Credit notes of returned goods: one per original invoice, built from its lines."""

    _inherit = "after.sales.disposition"

    def _create_credit_notes(self):
        """Create and post the credit notes of these dispositions.

        What was delivered and neither invoiced nor paid yet makes no credit note: the quantity
        to invoice falls. Each invoice line is taken back in price, discount, taxes, account and
        analytics.

        :return: the posted ``account.move``
        :raise UserError: an invoice that is a draft, cancelled, or already credited
        """
        self._invoice_paid_ahead()
        parts = self._credit_parts()
        self._check_bookable(parts)
        grouped = defaultdict(list)
        for part in parts:
            grouped[part.invoice].append(part)
        amounts = defaultdict(float)
        vals_list = [
            self._prepare_credit_note_vals(invoice, invoice_parts, amounts)
            for invoice, invoice_parts in grouped.items()
        ]
        blind = self.filtered(lambda part: not part.line_id.sale_line_id)
        vals_list += blind._prepare_blind_note_vals(amounts)
        self._check_note_totals(amounts)
        for part in self:
            part._write_credited(part._sale_quantity(), amounts[part])
        notes = self.env["account.move"].with_context(tracking_disable=True).create(vals_list)
        blind._fit_blind_notes(notes)
        notes._after_sales_round_cash()
        notes._post(soft=False)
        return notes.with_context(tracking_disable=False)

    def _write_credited(self, quantity, amount):
        super().write({"quantity_credited": quantity, "amount_credited": amount})

    def _sale_quantity(self):
        """Quantity in the sold line's unit; of a kit's component its share of the kit."""
        self.ensure_one()
        line = self.line_id
        if not line.sale_line_id or line.product_id == line.sale_line_id.product_id:
            return line._uom_quantity(self.quantity)
        in_own_unit = line.product_uom_id._compute_quantity(self.quantity, line.product_id.uom_id)
        return line.sale_line_id._after_sales_kit_shares().get(line.product_id, 0.0) * in_own_unit

    # Which invoice lines -------------------------------------------------------------------

    def _credit_parts(self):
        """Spread the dispositions over the posted invoice lines of what was sold.

        :return: list of CreditPart
        """
        sale_lines = self.line_id.sale_line_id
        open_quantity = {line: line._after_sales_qty_uninvoiced() for line in sale_lines}
        invoice_lines = sale_lines.invoice_lines.filtered(
            lambda line: line.parent_state == "posted" and line.move_id.move_type == "out_invoice"
        ).sorted(lambda line: (line.date, line.id))
        invoice_lines.move_id.invoice_line_ids.tax_ids.mapped("id")  # read all at once
        credited = invoice_lines._after_sales_credited_quantities()
        parts, problems = [], []
        for disposition in self.filtered("line_id.sale_line_id"):
            sale_line = disposition.line_id.sale_line_id
            left = disposition._sale_quantity()
            uninvoiced = min(left, open_quantity[sale_line])
            open_quantity[sale_line] -= uninvoiced
            left -= uninvoiced
            if uninvoiced > EPSILON:
                problems += disposition._uninvoiced_problems()
            lines = invoice_lines.filtered(lambda line, sold=sale_line: sold in line.sale_line_ids)
            count = len(parts)
            left = disposition._take_from_invoices(lines, left, credited, parts)
            if disposition.fee and len(parts) == count:
                problems.append(disposition._no_note_for_fee_sentence())
            if left > EPSILON:
                problems.append(disposition._nothing_left_sentence(left))
        refuse(problems)
        return parts + self._discount_parts(parts)

    def _take_from_invoices(self, lines, left, credited, parts):
        """Append a CreditPart per invoice line until ``left`` (sold line's unit) is used up.

        :return: what no invoice line had left
        """
        self.ensure_one()
        unit = self.line_id.sale_line_id.product_uom_id
        for line in lines:
            free = unit_free = line.quantity - credited[line]
            if unit != line.product_uom_id:
                unit_free = line.product_uom_id._compute_quantity(free, unit, round=False)
            taken = min(left, unit_free)
            if taken <= EPSILON:
                continue
            quantity = taken * free / unit_free
            parts.append(CreditPart(self, line, credited[line], quantity, line.move_id))
            credited[line] += quantity
            left -= taken
        return left

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

    # Values -------------------------------------------------------------------------------

    def _prepare_credit_note_vals(self, invoice, parts, amounts):
        """Values of the credit note of ``invoice``.

        :param parts: list of CreditPart of that invoice
        :param amounts: dict disposition → untaxed amount, added to
        :return: dict for ``account.move``
        """
        orders = self.browse([part.disposition.id for part in parts]).return_id
        lines = self._prepare_note_lines(invoice, parts, amounts)
        return {
            **self._prepare_note_head_vals(orders),
            "partner_id": invoice.partner_id.id,
            "partner_shipping_id": invoice.partner_shipping_id.id,
            "company_id": invoice.company_id.id,
            "journal_id": invoice.journal_id.id,
            "currency_id": invoice.currency_id.id,
            "invoice_currency_rate": invoice.invoice_currency_rate,
            "fiscal_position_id": invoice.fiscal_position_id.id,
            "invoice_origin": invoice.invoice_origin,
            "invoice_user_id": invoice.invoice_user_id.id,
            "team_id": invoice.team_id.id,
            "reversed_entry_id": invoice.id,
            "invoice_line_ids": [Command.create(vals) for vals in lines],
        }

    def _prepare_note_lines(self, invoice, parts, amounts):
        """Values of the lines: goods, their part of the discounts, and restocking fees. The fee
        of a disposition stands on the first credit note that it is part of.

        :return: list of dict for ``account.move.line``
        """
        exact = self._is_exact_copy(invoice, parts)
        origins = invoice.invoice_line_ids.union(*(part.origin for part in parts))
        details = {} if exact else origins._after_sales_tax_details()
        lines = []
        for part in parts:
            disposition = part.disposition
            vals, amount = disposition._prepare_credit_line_vals(part, details)
            lines.append(vals)
            if disposition.fee and disposition not in amounts:
                lines.append(disposition._prepare_fee_line_vals(part.origin))
                amount -= disposition.fee
            amounts[disposition] += amount
        return lines

    def _is_exact_copy(self, invoice, parts):
        """Whether these parts take back the whole invoice, so that Odoo computes the same
        amounts again by itself."""
        goods = invoice.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        return (
            {part.origin for part in parts} == set(goods)
            and len(parts) == len(goods)
            and all(part.is_whole and not part.disposition.fee for part in parts)
        )

    def _prepare_note_head_vals(self, orders):
        """What every credit note of a return has."""
        return {
            "move_type": "out_refund",
            "invoice_date": fields.Date.context_today(self),
            "ref": ", ".join(orders.mapped("name")),
            "after_sales_return_ids": [Command.set(orders.ids)],
        }

    def _prepare_credit_line_vals(self, part, details):
        """:return: (dict for ``account.move.line``, its untaxed amount)"""
        origin = part.origin
        vals = {
            "name": origin.name,
            "product_id": origin.product_id.id,
            "product_uom_id": origin.product_uom_id.id,
            "quantity": part.quantity,
            "price_unit": origin.price_unit,
            "discount": origin.discount,
            "tax_ids": [Command.set(origin.tax_ids.ids)],
            "account_id": origin.account_id.id,
            "analytic_distribution": origin.analytic_distribution,
            "sale_line_ids": [Command.set([] if part.is_discount else origin.sale_line_ids.ids)],
            "after_sales_disposition_id": self.id,
            "after_sales_origin_line_id": origin.id,
            "after_sales_quantity": part.quantity,
        }
        if not details:
            return vals, origin.price_subtotal
        return self._fit_amounts(vals, part, details[origin])

    def _fit_amounts(self, vals, part, details):
        """Make the line carry exactly its part of the invoice line, base and taxes.

        Parts are cut from the running total, so that whatever the order and number of the
        refunds, all of them together give back what was invoiced, to the cent.
        """
        currency = part.origin.currency_id
        company_currency = part.origin.company_currency_id
        cut = _Cut(part, self.refund_percent)
        base = cut(details["base"][0], currency)
        quantity = part.origin.product_uom_id.round(part.quantity) or part.quantity
        if part.is_discount:
            quantity = 1.0
        scale = part.quantity / quantity * self.refund_percent / 100.0
        vals.update(quantity=quantity, price_unit=part.origin.price_unit * scale)
        taxes = {
            str(tax): {
                name: cut(amount, currency if name.endswith("currency") else company_currency)
                for name, amount in amounts.items()
            }
            for tax, amounts in details["taxes"].items()
        }
        vals["extra_tax_data"] = {
            "currency_id": currency.id,
            "price_unit": vals["price_unit"],
            "quantity": quantity,
            "discount": vals["discount"],
            "rate": part.origin.move_id.invoice_currency_rate,
            "manual_total_excluded_currency": base,
            "manual_total_excluded": cut(details["base"][1], company_currency),
            "manual_tax_amounts": taxes,
        }
        if self.refund_percent != 100.0:
            vals["name"] = self.env._(
                "%(name)s\n%(percent)g %% of the price paid",
                name=part.origin.name,
                percent=self.refund_percent,
            )
        return vals, base

    def _prepare_fee_line_vals(self, origin):
        """The restocking fee: withheld from the refund at the tax of the goods."""
        self.ensure_one()
        product = self.company_id.after_sales_fee_product_id
        accounts = product.product_tmpl_id.with_company(self.company_id).get_product_accounts(
            fiscal_pos=origin.move_id.fiscal_position_id
        )
        net_unit = origin.price_subtotal / origin.quantity
        gross_unit = origin.price_unit * (1 - origin.discount / 100.0)
        return {
            "name": self.env._("Restocking fee: %(product)s", product=self.product_id.display_name),
            "product_id": product.id,
            "quantity": 1.0,
            "price_unit": -self.fee * gross_unit / net_unit if net_unit else -self.fee,
            "tax_ids": [Command.set(origin.tax_ids.ids)],
            "account_id": (accounts.get("income") or origin.account_id).id,
            "analytic_distribution": origin.analytic_distribution,
            "after_sales_disposition_id": self.id,
        }

    def _check_bookable(self, parts):
        """A credit note books where its invoice did; what was archived since must come back."""
        problems = []
        for part in parts:
            journal, account = part.invoice.journal_id, part.origin.account_id
            names = {**part.disposition._names(), "invoice": part.invoice.name}
            if not journal.active:
                problems.append(
                    self.env._(
                        "%(return)s, %(product)s: journal %(journal)s of %(invoice)s is archived. "
                        "Restore it, then settle again.",
                        journal=journal.display_name,
                        **names,
                    )
                )
            if not account.active:
                problems.append(
                    self.env._(
                        "%(return)s, %(product)s: account %(account)s of %(invoice)s is archived. "
                        "Restore it, then settle again.",
                        account=account.display_name,
                        **names,
                    )
                )
        refuse(problems)

    def _check_note_totals(self, amounts):
        problems = [
            self.env._(
                "%(return)s, %(product)s: the restocking fee is higher than the refund. Lower the "
                "fee.",
                **part._names(),
            )
            for part in self
            if part.currency_id.compare_amounts(amounts[part], 0.0) < 0
        ]
        refuse(problems)


class _Cut:
    """Cuts the part of a credit from an amount of its whole invoice line, at its percentage."""

    def __init__(self, part, percent):
        whole = part.origin.quantity
        after = part.before + part.quantity
        self.before = part.before / whole * percent / 100.0
        self.after = (1.0 if abs(after - whole) < EPSILON else after / whole) * percent / 100.0

    def __call__(self, amount, currency):
        return currency.round(amount * self.after) - currency.round(amount * self.before)
