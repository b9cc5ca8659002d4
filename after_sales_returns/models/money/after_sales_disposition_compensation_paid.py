from odoo import models
from odoo.fields import Command

from ...tools import refuse
from ..disposition.after_sales_disposition_compensation import MANAGER


class AfterSalesDisposition(models.Model):
    """Compensations are paid with the credit note of their goods, else by themselves."""

    _inherit = "after.sales.disposition"

    def _pay_compensation(self):
        """Pay what stands on no credit note yet: for goods that nothing is credited for."""
        parts = self.filtered("compensation_amount")
        lines = parts.refund_line_ids.filtered(
            lambda line: line.after_sales_beyond == "compensation" and line.parent_state != "cancel"
        )
        parts -= lines.after_sales_disposition_id
        parts._prepare_compensation()
        groups = parts.grouped(
            lambda part: (part.return_id, part.currency_id, part._resolution_row().ewallet)
        )
        notes = self.env["account.move"].create(
            [group._prepare_compensation_note_vals() for group in groups.values()]
        )
        notes._post(soft=False)
        for note, (_return, _currency, is_credit) in zip(notes, groups, strict=True):
            if is_credit:
                note._move_to_store_credit()

    def _prepare_compensation(self):
        """Check what is about to be paid, and have what it is booked with. A manager who settles
        approves.

        :raise UserError: a compensation beyond its cap, or that no manager approved
        """
        if not self:
            return
        waiting = self.filtered(lambda part: part._awaits_compensation())
        if not self.env.user.has_group(MANAGER):
            refuse([part._awaits_compensation_sentence() for part in waiting])
        waiting._approve_compensation()
        self.line_id._check_compensation()
        self.company_id._setup_compensation()

    def _add_compensation_lines(self, notes):
        """Add the compensations of these dispositions to their draft credit notes, each to the
        first one."""
        parts = self.filtered("compensation_amount")
        for note in notes:
            mine = parts & note.invoice_line_ids.after_sales_disposition_id
            mine._prepare_compensation()
            parts -= mine
            commands = mine._compensation_commands(note.fiscal_position_id)
            if commands:
                note.write({"invoice_line_ids": commands})

    def _prepare_compensation_note_vals(self):
        """:return: dict for the ``account.move`` of compensations by themselves, of one return"""
        sale = self.line_id.sale_line_id.order_id[:1]
        invoice = self.line_id.sale_line_id._after_sales_posted_lines().move_id[:1]
        invoice = invoice.filtered(lambda move: move.currency_id == self.currency_id)
        position = invoice.fiscal_position_id or sale.fiscal_position_id
        return {
            **self.return_id._prepare_note_head_vals(),
            "partner_id": (
                invoice.partner_id or sale.partner_invoice_id or self.return_id.partner_id
            ).id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "fiscal_position_id": position.id,
            "invoice_origin": sale.name or self.return_id.name,
            "reversed_entry_id": invoice.id,
            "invoice_line_ids": self._compensation_commands(position),
        }

    def _compensation_commands(self, position):
        """:param position: ``account.fiscal.position`` of the credit note
        :return: list of commands, a line per disposition"""
        commands = []
        for part in self:
            company = part.company_id
            product = company.after_sales_compensation_product_id.with_company(company)
            accounts = product.product_tmpl_id.get_product_accounts(fiscal_pos=position)
            taxes = position.map_tax(product.taxes_id._filter_taxes_by_company(company))
            price = taxes.browse()._adapt_price_unit_to_another_taxes(
                part.compensation_amount, product, taxes.browse(), taxes
            )
            vals = {
                "name": self.env._(
                    "For %(product)s: %(reason)s",
                    product=part.product_id.display_name,
                    reason=part.compensation_reason,
                ),
                "product_id": product.id,
                "quantity": 1.0,
                "price_unit": price,
                "tax_ids": [Command.set(taxes.ids)],
                "account_id": accounts["expense"].id,
                "after_sales_disposition_id": part.id,
                "after_sales_beyond": "compensation",
            }
            commands.append(Command.create(vals))
        return commands
