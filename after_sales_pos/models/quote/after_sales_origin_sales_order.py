from odoo import models
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import refuse


class _Undo(Exception):
    """Ends a trial: nothing of it stays."""


class AfterSalesOriginSalesOrder(models.AbstractModel):
    """What the credit note of a sales order will come to: it is made, read, and undone."""

    _inherit = "after.sales.origin.sales_order"

    # What was bought at a distance was not paid in cash.
    _tender_fallback = "bank"

    def _quote_lines(self, document, wishes, terms):
        """One payout per wish.

        :raise UserError: what stands against the credit note
        """
        amounts = self._try_payouts(wishes, terms)
        refuse(
            [
                self._not_invoiced_sentence(wish)
                for wish in wishes
                if not amounts[wish.key] and terms[wish.key][0]
            ]
        )
        product = self.till.company.after_sales_settlement_product_id
        return [
            self.till._quote_line(wish, "payout", product, -amounts[wish.key], name=name)
            for wish in wishes
            for name in [wish.product.display_name]
        ]

    def _not_invoiced_sentence(self, wish):
        return self.env._(
            "%(product)s: order %(order)s was not invoiced yet, so nothing was paid that could be "
            "paid out. Send the goods to the centre: they will not be invoiced.",
            product=wish.product.display_name,
            order=wish.sold_line.order_id.name,
        )

    def _try_payouts(self, wishes, terms):
        """:return: dict key → amount of its lines on the credit notes, tax included"""
        amounts = {}
        try:
            with self.env.cr.savepoint():
                parts = self._try_dispositions(wishes, terms)
                notes = self.env["after.sales.disposition"].union(*parts.values())
                notes = notes._create_credit_notes()
                notes._after_sales_check_paid_in_full()
                left = sum(notes.mapped("amount_total"))
                for wish in wishes:
                    lines = notes.invoice_line_ids.filtered(
                        lambda line, own=parts[wish]: line.after_sales_disposition_id in own
                    )
                    amounts[wish.key] = self.till.currency.round(sum(lines.mapped("price_total")))
                    left -= amounts[wish.key]
                # Taxes are rounded on the whole note.
                amounts[wishes[-1].key] = self.till.currency.round(amounts[wishes[-1].key] + left)
                raise _Undo
        except _Undo:
            self.env.invalidate_all()
        return amounts

    def _try_dispositions(self, wishes, terms):
        """:return: dict wish → its disposition, on a return order that will not stay"""
        lines = {wish: wish.asked_line for wish in wishes if wish.asked_line}
        self.env["after.sales.return.line"].union(*lines.values())._count_in_own_unit()
        new = [wish for wish in wishes if not wish.asked_line]
        if new:
            quiet = self.env["after.sales.return"].with_context(tracking_disable=True)
            order = quiet.create(self._prepare_trial_vals(new))
            lines.update(zip(new, order.line_ids.sorted("id"), strict=True))
        return {
            wish: self.env["after.sales.disposition"].create(
                {
                    "line_id": line.id,
                    "quantity": line._quantity_in_line_unit(wish.quantity),
                    "grade_id": wish.grade.id,
                    "resolution": wish.resolution,
                    "refund_percent": terms[wish.key][0],
                    "fee": terms[wish.key][1],
                }
            )
            for wish, line in lines.items()
        }

    def _prepare_trial_vals(self, wishes):
        """:return: dict for ``after.sales.return``"""
        return {
            "partner_id": wishes[0].line.order_id.partner_id.id,
            "company_id": self.till.company.id,
            "channel": "store",
            "transport": "store",
            "warehouse_id": self.till.warehouse.id,
            "line_ids": [
                Command.create(
                    {
                        "sale_line_id": wish.line.id,
                        "product_id": wish.product.id,
                        "product_uom_id": wish.product.uom_id.id,
                        "quantity": wish.quantity,
                        "reason_id": wish.reason.id,
                        "resolution": wish.resolution,
                    }
                )
                for wish in wishes
            ],
        }
