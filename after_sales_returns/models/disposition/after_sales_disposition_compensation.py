from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command, Domain

from ...tools import refuse

MANAGER = "after_sales_returns.group_after_sales_manager"


class AfterSalesDisposition(models.Model):
    """Compensation: money beyond the price. It leaves by this amount alone, whatever it is for:
    proposed with its reason, approved by a manager, capped by the policy over all returns of
    what was sold, and posted as a line on an account of its own."""

    _inherit = "after.sales.disposition"

    compensation_amount = fields.Monetary(
        string="Compensation",
        copy=False,
        help="Given beyond the price, untaxed, for the whole quantity. The policy caps it, and a "
        "manager approves it.",
    )
    compensation_reason = fields.Char(copy=False, help="What the compensation is for.")
    compensation_user_id = fields.Many2one(
        "res.users", string="Proposed By", readonly=True, copy=False
    )
    compensation_approver_id = fields.Many2one(
        "res.users", string="Approved By", readonly=True, copy=False
    )
    compensation_max = fields.Monetary(
        string="Compensation Up to",
        compute="_compute_compensation_max",
        help="What the policy allows for this quantity, untaxed.",
    )

    _compensation_positive = models.Constraint(
        "CHECK(compensation_amount >= 0)", "A compensation cannot be negative."
    )

    @api.depends("line_id.policy_compensation_percent", "line_id.price_paid_unit", "quantity")
    def _compute_compensation_max(self):
        for part in self:
            part.compensation_max = part._compensation_cap()

    def _compensation_cap(self):
        self.ensure_one()
        return self.line_id._compensation_cap(self.quantity)

    def _is_over_compensated(self):
        cap = self._compensation_cap()
        return self.currency_id.compare_amounts(self.compensation_amount, cap) > 0

    @api.model
    def _compensations(self, lines):
        """:return: dict key as of ``_compensation_key`` → all dispositions that give a
        compensation for what ``lines`` is about"""
        found = defaultdict(self.browse)
        same = Domain.OR(
            Domain([(f"line_id.{name}", "in", origins.ids)])
            for name in lines._origin_fields()
            if (origins := lines[name])
        )
        domain = Domain("compensation_amount", ">", 0) & Domain("state", "!=", "cancelled")
        for part in self.search(domain & (same | Domain("line_id", "in", lines.ids))):
            found[part.line_id._compensation_key()] |= part
        return found

    # Proposing and approving ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts.filtered("compensation_amount")._propose_compensation()
        return parts

    def write(self, vals):
        result = super().write(vals)
        if {"compensation_amount", "compensation_reason"} & set(vals):
            self._propose_compensation()
        return result

    def _propose_compensation(self):
        """Whoever changes a compensation proposes it anew; a manager who does approves it."""
        manager = self.env.user.has_group(MANAGER)
        vals = {
            "compensation_user_id": self.env.uid,
            "compensation_approver_id": self.env.uid if manager else False,
        }
        self._write_decided(vals)
        given = self.filtered("compensation_amount")
        given._check_compensation_reason()
        given.line_id._check_compensation()

    def _check_compensation_reason(self):
        refuse(
            [
                self.env._(
                    "%(return)s, %(product)s: write what the compensation is for.", **part._names()
                )
                for part in self
                if not (part.compensation_reason or "").strip()
            ]
        )

    def action_approve_compensation(self):
        """A manager agrees to what was proposed; whoever may settle then pays it."""
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Only after-sales managers approve a compensation: ask one of them.")
            )
        parts = self.filtered("compensation_amount")
        parts._check_open(("draft", "decided"))
        parts.line_id._check_compensation()
        parts.sudo()._write_decided({"compensation_approver_id": self.env.uid})
        return True

    def _awaits_compensation(self):
        """Whether a compensation is proposed that no manager approved."""
        self.ensure_one()
        return bool(self.compensation_amount) and not self.compensation_approver_id

    def _awaits_compensation_sentence(self):
        self.ensure_one()
        return self.env._(
            "%(return)s, %(product)s: a compensation of %(amount)s is proposed. Ask a manager to "
            "approve it, or take it back.",
            amount=self.currency_id.format(self.compensation_amount),
            **self._names(),
        )

    # Paying -----------------------------------------------------------------------------------

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
        waiting._write_decided({"compensation_approver_id": self.env.uid})
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
            **self._prepare_note_head_vals(self.return_id),
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
