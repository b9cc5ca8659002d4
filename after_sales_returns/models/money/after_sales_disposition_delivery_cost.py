from collections import defaultdict

from odoo import models

from ...ledger import EPSILON
from .after_sales_disposition_part import CreditPart


class AfterSalesDisposition(models.Model):
    """Delivery cost given back, on the credit note of the last goods or on one of its own."""

    _inherit = "after.sales.disposition"

    def _companion_parts(self, parts):
        delivery = self._policy_delivery_parts()
        return delivery + super()._companion_parts(parts + delivery)

    def _policy_delivery_parts(self):
        """The delivery cost of the orders that have nothing left of their goods after this.

        :return: list of CreditPart
        """
        money = self.filtered(
            lambda part: part.line_id.sale_line_id and part._resolution_row().pays
        )
        result = []
        for order, parts in money.grouped(lambda part: part.line_id.sale_line_id.order_id).items():
            for line, amount in order._after_sales_delivery_due(parts).items():
                result += self._delivery_parts(line, amount, parts.return_id[:1])
        return result

    def _delivery_parts(self, line, amount, order):
        """Parts that give back ``amount`` of a delivery fee; what of it is not invoiced yet is
        not invoiced any more.

        :param line: the ``sale.order.line`` of the fee
        :param amount: untaxed, after the discounts on the order
        :param order: the return order that gives it back
        :return: list of CreditPart
        """
        currency = line.currency_id
        order._message_log(
            body=self.env._(
                "Delivery of %(order)s given back: %(amount)s",
                order=line.order_id.name,
                amount=currency.format(currency.round(amount)),
            )
        )
        left = line._after_sales_waive(amount)
        price = line._after_sales_unit_prices()[line]
        units = left / price if price else 0.0
        invoice_lines = line._after_sales_posted_lines()
        ledgers = invoice_lines._after_sales_ledgers()
        result = []
        for origin in invoice_lines:
            taken = min(units, ledgers[origin].units_left)
            if taken > EPSILON:
                entry = ledgers[origin].take(taken)
                result.append(
                    CreditPart(
                        self.browse(),
                        origin,
                        ledgers[origin],
                        entry,
                        origin.move_id,
                        given_by=order,
                    )
                )
                units -= taken
        return result

    def _create_delivery_notes(self, line, amount, order):
        """Credit ``amount`` of a delivery fee by itself, see ``_delivery_parts``.

        :return: the posted ``account.move``
        """
        parts = self._delivery_parts(line, amount, order)
        parts += self._discount_parts(parts)
        vals_list = self.browse()._prepare_credit_notes(parts, defaultdict(float))
        notes = self.env["account.move"].with_context(tracking_disable=True).create(vals_list)
        return self._post_credit_notes(notes)

    def _delivery_note_lines(self, notes):
        """:return: the lines of ``notes`` that give back the delivery of these orders, with
        their part of the discounts: it is owed again when goods stay with the customer"""
        orders = self.line_id.sale_line_id.order_id
        return notes.invoice_line_ids.filtered(
            lambda line: (
                not line.after_sales_disposition_id
                and line.after_sales_origin_line_id.sale_line_ids.order_id & orders
            )
        )

    def _waive_no_delivery(self):
        """Not all goods are back any more: a delivery that was not invoiced is to be again."""
        lines = self.line_id.sale_line_id.order_id.order_line
        lines.filtered("after_sales_qty_waived").after_sales_qty_waived = 0.0
