from odoo import fields, models

from ...ledger import EPSILON
from ...tools import refuse


class AfterSalesDisposition(models.Model):
    """Goods whose money was given back by hand, with a credit note that no return order made.

    Settling them would close the return with nothing in silence. Somebody who may settle says
    that nothing more is to be paid; the units then count as taken back.
    """

    _inherit = "after.sales.disposition"

    nothing_to_pay = fields.Boolean(
        readonly=True,
        copy=False,
        help="It was credited by hand before, and somebody decided that nothing more is paid.",
    )
    credited_by_hand = fields.Text(related="return_id.credited_by_hand")

    def action_nothing_more_to_pay(self):
        """Settle with nothing what was credited by hand, whatever the customer was to get."""
        self._check_may_settle()
        self._check_settle()
        parts = self.sudo()
        parts._write_decided({"nothing_to_pay": True, "fee": 0.0})
        parts._do_settle()
        for order, group in self.grouped("return_id").items():
            order.sudo().message_post(
                author_id=self.env.user.partner_id.id,
                body=self.env._(
                    "Nothing more to pay for %(goods)s: %(notes)s",
                    goods=", ".join(
                        f"{part.quantity:g} {part.product_id.display_name}" for part in group
                    ),
                    notes="; ".join(group.sudo()._by_hand_texts()),
                ),
            )
        return True

    # Checks -------------------------------------------------------------------------------

    def _check_swaps_paid(self):
        """The same goods again for goods whose money was given back would be a gift."""
        sold = self.line_id.sale_line_id
        if not sold._after_sales_foreign_notes():
            return
        lines = sold._after_sales_posted_lines()
        ledgers = lines._after_sales_ledgers()
        left = {}
        for line in sold:
            uninvoiced, by_hand = line._after_sales_open_units(ledgers)
            paid = line._after_sales_ledger_units(ledgers, "units_left")
            left[line] = uninvoiced + paid if by_hand else float("inf")
        problems = []
        for part in self:
            left[part.line_id.sale_line_id] -= part._sale_quantity()
            if left[part.line_id.sale_line_id] < -EPSILON:
                problems.append(part._by_hand_sentence())
        refuse(problems)

    def _check_worth(self, parts, slices):
        """Refuse what would be settled with nothing because notes by hand left nothing of it.

        :param parts: list of CreditPart
        :param slices: as of ``_slices``
        """
        given, paid = dict.fromkeys(self, 0.0), dict.fromkeys(self, 0.0)
        for part in parts:
            if part.is_companion:
                continue
            amounts = slices.get(part.entry)
            paid[part.disposition] += part.origin.price_total * part.disposition.refund_percent
            given[part.disposition] += (
                amounts["total_currency"] if amounts else part.origin.price_total
            )
        refuse(
            [
                part._by_hand_sentence()
                for part in self
                if not part.nothing_to_pay
                and not part.currency_id.is_zero(paid[part])
                and part.currency_id.is_zero(given[part])
            ]
        )

    def _draft_note_problems(self):
        """A credit note by hand that is still a draft: nobody knows yet whether it is given."""
        self.ensure_one()
        drafts = self.line_id.sale_line_id.invoice_lines.filtered(
            lambda line: line.parent_state == "draft" and line._is_after_sales_by_hand()
        )
        if not drafts:
            return []
        return [
            self.env._(
                "%(return)s, %(product)s: the credit note %(note)s of %(order)s is still a draft. "
                "Post it, or delete it, then settle again.",
                note=drafts[0].move_id.display_name,
                order=self.line_id.sale_line_id.order_id.name,
                **self._names(),
            )
        ]

    # Sentences ----------------------------------------------------------------------------

    def _by_hand_sentence(self):
        self.ensure_one()
        return self.env._(
            "%(return)s, %(product)s: nothing is left to pay for it, what was paid was given back "
            "by hand: %(notes)s. If that is right, press Nothing More to Pay beside it under "
            "Sorting; else cancel the credit note.",
            notes="; ".join(self._by_hand_texts()),
            **self._names(),
        )

    def _by_hand_texts(self):
        """:return: list of str: what was credited by hand of what was sold, note by note"""
        return self.line_id._by_hand_texts()
