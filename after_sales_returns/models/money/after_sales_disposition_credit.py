from collections import defaultdict

from odoo import models
from odoo.fields import Command

from ...ledger import EPSILON
from ...tools import refuse


class AfterSalesDisposition(models.Model):
    """Credit notes of returned goods: one per original invoice, built from its lines."""

    _inherit = "after.sales.disposition"

    def _create_credit_notes(self):
        """Create and post the credit notes of these dispositions.

        What was delivered and neither invoiced nor paid yet makes no credit note: the quantity
        to invoice falls, by what is granted of it. Each invoice line is taken back in price,
        discount, taxes, account and analytics.

        :return: the posted ``account.move``
        :raise UserError: an invoice that is a draft, cancelled, or already credited
        """
        self._invoice_paid_ahead()
        parts, uninvoiced = self._credit_parts()
        amounts = defaultdict(float)
        vals_list = self._prepare_credit_notes(parts, amounts)
        blind = self.filtered(lambda part: not part.line_id.sale_line_id)
        vals_list += blind._prepare_blind_note_vals(amounts)
        self._check_note_totals(amounts)
        for part in self:
            withheld = uninvoiced.get(part, 0.0) * (1.0 - part.refund_percent / 100.0)
            part._write_credited(part._sale_quantity() - withheld, amounts[part])
        notes = self.env["account.move"].with_context(tracking_disable=True).create(vals_list)
        blind._fit_blind_notes(notes)
        return self._post_credit_notes(notes)

    def _post_credit_notes(self, notes):
        """Have ``notes`` give no more than was paid, then post them."""
        notes._after_sales_take_back_early_discount()
        self._add_compensation_lines(notes)
        notes._after_sales_fit_cards()
        notes._after_sales_round_cash()
        notes._post(soft=False)
        return notes.with_context(tracking_disable=False)

    def _prepare_credit_notes(self, parts, amounts):
        """:param parts: list of CreditPart
        :param amounts: dict disposition → untaxed amount, added to
        :return: list of dict for ``account.move``, one per invoice
        """
        self._check_bookable(parts)
        grouped = defaultdict(list)
        for part in parts:
            grouped[part.invoice].append(part)
        slices = self._slices(grouped)
        self._check_worth([part for part in parts if part.disposition], slices)
        return [
            self._prepare_credit_note_vals(invoice, invoice_parts, slices, amounts)
            for invoice, invoice_parts in grouped.items()
        ]

    # Values -------------------------------------------------------------------------------

    def _prepare_credit_note_vals(self, invoice, parts, slices, amounts):
        """Values of the credit note of ``invoice``.

        :param parts: list of CreditPart of that invoice
        :param slices: as of ``_slices``
        :param amounts: dict disposition → untaxed amount, added to
        :return: dict for ``account.move``
        """
        orders = self.env["after.sales.return"].union(*(part.order for part in parts))
        lines = self._prepare_note_lines(parts, slices, amounts)
        return {
            **orders._prepare_note_head_vals(),
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

    def _prepare_note_lines(self, parts, slices, amounts):
        """Values of the lines: goods, their part of the discounts, and restocking fees. The fee
        of a disposition stands on the first credit note that it is part of.

        :return: list of dict for ``account.move.line``
        """
        lines = []
        for part in parts:
            disposition = part.disposition
            vals, amount = disposition._prepare_credit_line_vals(part, slices.get(part.entry))
            lines.append(vals)
            if disposition.fee and disposition not in amounts:
                lines.append(disposition._prepare_fee_line_vals(part.origin))
                amount -= disposition.fee
            amounts[disposition] += amount
        return lines

    def _prepare_credit_line_vals(self, part, amounts):
        """Values of the line that takes back ``part``.

        :param amounts: of the part, as of ``_after_sales_amounts``; none where it takes back the
            whole invoice line, so that Odoo computes the same amounts again
        :return: (dict for ``account.move.line``, its untaxed amount)
        """
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
            "sale_line_ids": [Command.set([] if part.is_companion else origin.sale_line_ids.ids)],
            "after_sales_disposition_id": self.id,
            "after_sales_origin_line_id": origin.id,
            "after_sales_quantity": part.quantity,
        }
        if not amounts:
            return vals, origin.price_subtotal
        self._fit_amounts(vals, part, amounts)
        return vals, amounts["base_currency"]

    def _fit_amounts(self, vals, part, amounts):
        """Make the line carry exactly ``amounts``, base and taxes: Odoo takes them over as long
        as nobody changes its quantity, price or discount."""
        origin = part.origin
        uom, quantity = self._shown_quantity(part)
        scale = part.ledger.fraction(part.entry) * origin.quantity / quantity
        vals.update(product_uom_id=uom.id, quantity=quantity, price_unit=origin.price_unit * scale)
        vals["extra_tax_data"] = {
            "currency_id": origin.currency_id.id,
            "price_unit": vals["price_unit"],
            "quantity": quantity,
            "discount": vals["discount"],
            "rate": origin.move_id.invoice_currency_rate,
            "manual_total_excluded_currency": amounts["base_currency"],
            "manual_total_excluded": amounts["base"],
            "manual_tax_amounts": self._manual_tax_amounts(amounts),
        }
        if part.percent != 100.0:
            vals["name"] = self.env._(
                "%(name)s\n%(percent)g %% of the price paid",
                name=origin.name,
                percent=part.percent,
            )

    def _manual_tax_amounts(self, amounts):
        """:return: dict tax id → dict, as Odoo stores amounts that are not computed. It reads
        the untaxed ones only where there is one for a tax: of goods without tax an empty one."""
        taxes = defaultdict(dict)
        for key, amount in amounts.items():
            tax, slash, name = key.partition("/")
            if slash:
                taxes[tax][name] = amount
        return dict(taxes) or {"0": {}}

    def _shown_quantity(self, part):
        """The part in a unit that it can be written in without rounding: the invoice's, else the
        one that it came back in, as a piece of a dozen.

        :return: (unit, quantity)
        """
        unit = part.origin.product_uom_id
        if part.is_companion or not self:
            return unit, 1.0
        own = self.product_uom_id if self.product_id == part.origin.product_id else unit
        for uom in (unit, own):
            quantity = unit._compute_quantity(part.quantity, uom, round=False)
            if abs(uom.round(quantity) - quantity) < EPSILON:
                return uom, uom.round(quantity)
        return unit, unit.round(part.quantity) or part.quantity

    def _prepare_fee_line_vals(self, origin):
        """The restocking fee: withheld from the refund at the tax of the goods."""
        self.ensure_one()
        net_unit = origin.price_subtotal / origin.quantity
        gross_unit = origin.price_unit * (1 - origin.discount / 100.0)
        return {
            **self._prepare_fee_product_vals(origin.account_id, origin.move_id.fiscal_position_id),
            "price_unit": -self.fee * gross_unit / net_unit if net_unit else -self.fee,
            "tax_ids": [Command.set(origin.tax_ids.ids)],
            "analytic_distribution": origin.analytic_distribution,
        }

    def _prepare_fee_product_vals(self, account, fiscal_position):
        """What a line of the restocking fee is, whatever it comes to.

        :param account: that the goods were sold on
        :return: dict for ``account.move.line``
        """
        product = self.company_id.after_sales_fee_product_id
        accounts = product.product_tmpl_id.with_company(self.company_id).get_product_accounts(
            fiscal_pos=fiscal_position
        )
        return {
            "name": self.env._("Restocking fee: %(product)s", product=self.product_id.display_name),
            "product_id": product.id,
            "quantity": 1.0,
            "account_id": (accounts.get("income") or account).id,
            "after_sales_disposition_id": self.id,
        }

    def _check_bookable(self, parts):
        """A credit note books where its invoice did; what was archived since must come back."""
        problems = []
        for part in parts:
            journal, account = part.invoice.journal_id, part.origin.account_id
            names = {**part.names, "invoice": part.invoice.name}
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
            if part.fee and part.currency_id.compare_amounts(amounts[part], 0.0) < 0
        ]
        refuse(problems)

    # Goods without receipt ------------------------------------------------------------------

    def _prepare_blind_note_vals(self, amounts):
        """Credit notes of goods that came back without a receipt, at the price a manager gave.

        :param amounts: dict disposition → untaxed amount, added to
        :return: list of dict for ``account.move``, one per return order
        """
        vals_list = []
        for order, parts in self.grouped("return_id").items():
            lines = []
            for part in parts:
                price = part.line_id.price_paid_unit * part.refund_percent / 100.0
                amounts[part] += part.currency_id.round(part.quantity * price) - part.fee
                lines.append(part._prepare_blind_line_vals(price))
                if part.fee:
                    lines.append({**part._prepare_blind_line_vals(-part.fee), "quantity": 1.0})
            vals_list.append(
                {
                    **order._prepare_note_head_vals(),
                    "partner_id": order.partner_id.id,
                    "company_id": order.company_id.id,
                    "invoice_origin": order.name,
                    "invoice_line_ids": [Command.create(vals) for vals in lines],
                }
            )
        return vals_list

    def _prepare_blind_line_vals(self, price_unit):
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "product_uom_id": self.product_uom_id.id,
            "quantity": self.quantity,
            "price_unit": price_unit,
            "after_sales_disposition_id": self.id,
        }

    def _fit_blind_notes(self, notes):
        """The price given is untaxed: raise it by the taxes that Odoo reads as included, and
        write what the lines came to. Without a receipt no line says what they were before.

        :param notes: draft credit notes
        """
        for part in self:
            lines = notes.invoice_line_ids.filtered(
                lambda line, part=part: line.after_sales_disposition_id == part
            )
            for line in lines.filtered("tax_ids.price_include"):
                line.price_unit = line.tax_ids._adapt_price_unit_to_another_taxes(
                    line.price_unit, line.product_id, line.tax_ids.browse(), line.tax_ids
                )
            part._write_credited(part._sale_quantity(), sum(lines.mapped("price_subtotal")))
