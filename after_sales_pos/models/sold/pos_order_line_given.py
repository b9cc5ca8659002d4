from dataclasses import dataclass

from odoo import models

from ...states import PAID
from .pos_order_line_bill import flat
from .worth import Share

ROLES = ("goods", "share", "fee")


@dataclass(slots=True, eq=False)
class Given:
    """What one line of a document gave back for ``sold``: of the line itself, or of a discount
    on the receipt (``source``; empty for a fee that was withheld), at ``percent`` of its worth.

    ``amounts`` as of :func:`flat`, of the sign of the source's own; ``is_credit``: as
    store credit.
    """

    sold: models.Model
    source: models.Model
    document: models.Model
    amounts: dict
    percent: float = 100.0
    is_credit: bool = False


class PosOrderLine(models.Model):
    """What tills and returns centres gave back of receipts, by documents of their own."""

    _inherit = "pos.order.line"

    def _after_sales_given(self, shares):
        """:param shares: dict, see ``_after_sales_discount_shares``
        :return: list of :class:`Given`; what went back to a gift card is not among it
        """
        lines = self.sudo()
        return [
            *lines._after_sales_given_by_returns(),
            *lines._after_sales_given_plainly(shares),
            *lines._after_sales_given_by_notes(),
        ]

    def _after_sales_given_by_returns(self):
        """:return: list of :class:`Given`, of the return screen's tickets"""
        paid = self.after_sales_line_ids.pos_refund_line_ids.filtered(
            lambda line: line.order_id.state in PAID and line.after_sales_role in ROLES
        )
        paid -= paid.filtered(lambda line: line.after_sales_origin_id._is_after_sales_card())
        amounts = paid._after_sales_back_amounts()
        given = []
        for line in paid:
            asked = line.after_sales_line_id
            sold = asked.pos_line_id
            source = line.after_sales_origin_id or sold
            if line.after_sales_role == "fee":
                source = line.browse()
            part = asked.disposition_ids[:1]
            one = Given(sold, source, line.order_id, amounts[line], part.refund_percent)
            one.is_credit = part._resolution_row().ewallet
            given.append(one)
        return given

    def _after_sales_given_plainly(self, shares):
        """:return: list of :class:`Given`, of Odoo's own refunds: of these lines, and of each
        discount the part that falls on them"""
        discounts = self.browse().union(*(discount for own in shares.values() for discount in own))
        refunds = (self | discounts)._after_sales_plain_refunds()
        amounts = refunds._after_sales_back_amounts()
        given = []
        for refund in refunds:
            source = refund.refunded_orderline_id
            parts = {source: Share()} if source in self else {}
            parts |= {line: own[source] for line, own in shares.items() if source in own}
            for line, part in parts.items():
                own = {
                    name: part.of(amount, line.currency_id)
                    for name, amount in amounts[refund].items()
                }
                given.append(Given(line, source, refund.order_id, own))
        return given

    def _after_sales_given_by_notes(self):
        """:return: list of :class:`Given`, of credit notes by which others than tills settled
        returns of these lines"""
        items = self.after_sales_line_ids.disposition_ids.refund_line_ids.filtered(
            lambda item: (
                item.parent_state == "posted"
                and item.move_id.move_type == "out_refund"
                and item._is_after_sales_goods()
            )
        )
        details = items._after_sales_tax_details()
        given = []
        for item in items:
            part = item.after_sales_disposition_id
            sold = part.line_id.pos_line_id
            # A discount of other taxes than the goods' is named; a fee is of no sold line.
            source = item.after_sales_pos_line_id
            if item.price_subtotal > 0:
                source = sold
            amounts = flat(*item._after_sales_total_and_taxes(details[item]))
            one = Given(sold, source, item.move_id, amounts, part.refund_percent)
            one.is_credit = part._resolution_row().ewallet
            given.append(one)
        return given

    def _after_sales_back_amounts(self):
        """:return: dict line of a refund → its amounts (see :func:`flat`), positive
        where it gives back"""
        amounts = self._after_sales_sold_amounts()
        back = {}
        for line in self:
            own = flat(*amounts[line])
            back[line] = {name: -amount for name, amount in own.items()}
        return back
