from odoo import models
from odoo.fields import Command

from ...tools import refuse


class AfterSalesDisposition(models.Model):
    """What the customer gets: one method per resolution, on all dispositions of it."""

    _inherit = "after.sales.disposition"

    def _settle_none(self):
        """The customer gets nothing."""

    def _settle_refund(self):
        self._create_credit_notes()

    def _settle_store_credit(self):
        self._check_store_credit_setup()
        self._check_paid()
        notes = self._create_credit_notes()
        for note in notes:
            note._move_to_store_credit()

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
                    **self._prepare_note_head_vals(order),
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

    # Store credit -------------------------------------------------------------------------

    def _check_store_credit_setup(self):
        problems = []
        for company in self.company_id:
            journal = company.after_sales_store_credit_journal_id
            names = {
                "returns": ", ".join(
                    self.filtered(lambda part, c=company: part.company_id == c).return_id.mapped(
                        "name"
                    )
                ),
                "company": company.name,
            }
            if not journal or not journal.default_account_id:
                problems.append(
                    self.env._(
                        "%(returns)s: %(company)s has no store credit journal with a liability "
                        "account. Set one in the After-Sales settings.",
                        **names,
                    )
                )
            if not company.after_sales_ewallet_program_id:
                problems.append(
                    self.env._(
                        "%(returns)s: %(company)s has no eWallet for store credit. Set one in the "
                        "After-Sales settings.",
                        **names,
                    )
                )
        refuse(problems)

    def _check_paid(self):
        """Store credit for what was never paid would be a gift."""
        problems = []
        for part in self:
            unpaid = part.line_id.sale_line_id.invoice_lines.move_id.filtered(
                lambda move: (
                    move.move_type == "out_invoice"
                    and move.state == "posted"
                    and move.payment_state == "not_paid"
                )
            )
            if unpaid:
                problems.append(
                    self.env._(
                        "%(return)s, %(product)s: %(invoice)s is not paid, so there is no store "
                        "credit to give. Register the payment, or choose a refund: it lowers what "
                        "the customer owes.",
                        invoice=", ".join(unpaid.mapped("name")),
                        **part._names(),
                    )
                )
        refuse(problems)
