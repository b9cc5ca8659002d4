from collections import defaultdict

from odoo import fields, models
from odoo.fields import Command


class AfterSalesDisposition(models.Model):
    """Paid before the goods came, and the customer keeps them: they never came, or were sent
    back. The credit note took their cost out of the cost of sales; it belongs there again."""

    _inherit = "after.sales.disposition"

    def _paid_ahead(self):
        """:return: what was settled and whose goods nobody has decided on"""
        return self.filtered(lambda part: part.state == "settled" and not part.date_decided)

    def _never_came_leave(self):
        """The refund stays as it is: a gift of the goods."""
        self._charge_cost()

    def _charge_cost(self):
        """Book the cost of these goods into the cost of sales again, as their credit notes took
        it back; of swaps what was given without a credit note. Nothing where inventory is not
        valued at invoicing."""
        shares = self._note_shares()
        notes = self.env["account.move"].union(*(line.move_id for line in shares))
        vals_list = [self._prepare_note_cost_vals(note, shares) for note in notes]
        swaps = self.filtered(lambda part: part.resolution == "exchange" and part._is_swap())
        vals_list += [
            parts._prepare_swap_cost_vals(order)
            for order, parts in swaps.grouped("return_id").items()
        ]
        vals_list = [vals for vals in vals_list if vals["line_ids"]]
        self.env["account.move"].create(vals_list)._post(soft=False)

    def _discharge_cost(self):
        """Their credit notes are cancelled: the entries that charged the cost are reversed."""
        entries = self.env["account.move.line"].search(
            [
                ("after_sales_origin_line_id", "in", (self | self.cut_from_id).refund_line_ids.ids),
                ("move_id.move_type", "=", "entry"),
                ("parent_state", "=", "posted"),
            ]
        )
        charged = entries.move_id.filtered(lambda entry: not entry.reversal_move_ids)
        if charged:
            charged._reverse_moves(cancel=True)

    def _note_shares(self):
        """The part of each line of the credit notes that was for these dispositions: what is on
        its way is cut off from what came, and one note paid for both.

        :return: dict line of a posted credit note → share (0..1)
        """
        shares = defaultdict(float)
        for part in self:
            paid_by = part if part._note_lines() else part.cut_from_id
            others = paid_by.cut_off_ids.filtered(lambda other: not other._note_lines())
            total = sum((paid_by | others).mapped("quantity"))
            for line in paid_by._note_lines():
                shares[line] += part.quantity / total
        return shares

    def _note_lines(self):
        return self.refund_line_ids.filtered(
            lambda line: line.parent_state == "posted" and line.move_id.move_type == "out_refund"
        )

    def _prepare_cost_entry_vals(self, company, journal, document, lines):
        """:return: dict for the ``account.move`` with the ``lines``, a list of dict"""
        return {
            "move_type": "entry",
            "journal_id": (company.account_stock_journal_id or journal).id,
            "company_id": company.id,
            "date": fields.Date.context_today(self),
            "ref": self.env._("%(document)s: the goods stay with the customer", document=document),
            "line_ids": [Command.create(vals) for vals in lines],
        }

    def _prepare_note_cost_vals(self, note, shares):
        lines = [
            self._prepare_cost_line_vals(line, shares[line.cogs_origin_id])
            for line in note.line_ids
            if line.cogs_origin_id in shares
        ]
        return self._prepare_cost_entry_vals(note.company_id, note.journal_id, note.name, lines)

    def _prepare_swap_cost_vals(self, order):
        journal = self.line_id.sale_line_id.invoice_lines.journal_id[:1]
        lines = [vals for part in self for vals in part._prepare_swap_cost_lines()]
        return self._prepare_cost_entry_vals(order.company_id, journal, order.name, lines)

    def _prepare_swap_cost_lines(self):
        """:return: list of dict: what the swapped goods cost as they left, from the stock to
        the cost of sales; empty if deliveries are not valued at invoicing"""
        self.ensure_one()
        product = self.product_id.with_company(self.company_id)
        accounts = product.product_tmpl_id.get_product_accounts()
        stock, cost = accounts["stock_valuation"], accounts["expense"]
        if not product.is_storable or product.valuation != "real_time" or not (stock and cost):
            return []
        given = self.move_ids.filtered(
            lambda move: move.location_dest_usage == "customer" and move.state == "done"
        )
        value = self.company_id.currency_id.round(sum(given.mapped("value")))
        shared = {"name": product.display_name, "product_id": product.id}
        return [
            {**shared, "account_id": stock.id, "balance": -value},
            {
                **shared,
                "account_id": cost.id,
                "balance": value,
                "analytic_distribution": self._sold_analytics(self.line_id.sale_line_id),
            },
        ]

    def _prepare_cost_line_vals(self, line, share):
        """:param line: of the cost, on the credit note"""
        return {
            "name": line.name,
            "partner_id": line.partner_id.id,
            "product_id": line.product_id.id,
            "account_id": line.account_id.id,
            "analytic_distribution": line.analytic_distribution,
            "currency_id": line.currency_id.id,
            "amount_currency": line.currency_id.round(-line.amount_currency * share),
            "balance": line.company_currency_id.round(-line.balance * share),
            "after_sales_origin_line_id": line.cogs_origin_id.id,
        }
