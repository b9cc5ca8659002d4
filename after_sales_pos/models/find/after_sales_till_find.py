from typing import NamedTuple

from odoo import models

from ...states import PAID
from ...till_input import read_text

# How many sales the screen shows.
SHOWN = 30
# No barcode and no name is longer.
QUERY_LENGTH = 200


class Found(NamedTuple):
    """What a lookup knows: sales (``pos.order``, ``sale.order`` and ``after.sales.return``
    records) or a sentence why there is none. ``serial``, ``product`` and ``quantity`` are what
    was scanned: the weight on a scale's label is a quantity."""

    sales: list
    message: str | bool = False
    serial: str | bool = False
    product: models.Model | bool = False
    quantity: float | bool = False


class AfterSalesTill(models.AbstractModel):
    """Searching, at the till, the sales of every store and channel of the company. Each lookup
    reads an index: none gets slower with the number of sales."""

    _inherit = "after.sales.till"

    def _find_sales(self, query):
        """What ``after_sales_find`` of the till answers."""
        query = " ".join(read_text(query, QUERY_LENGTH).split())
        found = self._look_up(query)
        sales = sorted(
            (self._found_row(sale, found) for sale in found.sales),
            key=lambda row: (row["date"], row["id"]),
            reverse=True,
        )
        return {"sales": sales[:SHOWN], "message": found.message}

    def _look_up(self, query):
        """:return: :class:`Found` of the first lookup that knows the words"""
        if not query:
            return Found(
                [],
                self.env._(
                    "Scan or type a receipt, an order, a return, a product, a serial number, or a "
                    "customer's phone number or name."
                ),
            )
        for look_up in self._lookups():
            found = look_up(query)
            if found.sales or found.message:
                return found
        return Found(
            [],
            self.env._(
                "“%(query)s” is no receipt, order, return, product, serial number or customer of "
                "%(company)s. Check the number, or search for the customer.",
                query=query,
                company=self.company.name,
            ),
        )

    def _lookups(self):
        """:return: tuple of functions words → :class:`Found`; the first that knows them answers"""
        return (
            self._find_number,
            self._find_serial,
            self._find_product,
            self._find_receipt,
            self._find_phone,
            self._find_part,
            self._find_name,
        )

    def _found_row(self, sale, found):
        """:return: dict as of ``after_sales_find``, with what was scanned"""
        return {
            **self._sale_row(sale),
            "serial": found.serial,
            "product_id": found.product[:1].id if found.product else False,
            "quantity": found.quantity,
        }

    # Which records are sales of this company ------------------------------------------------

    def _filter_sold(self, pos_orders, sale_orders):
        """The receipts and orders that goods may come back of: paid, or delivered; a refund
        stands for its receipt, and an order that was paid at a till for its receipts.

        :return: list of records of this company
        """
        settled = sale_orders.order_line.pos_order_line_ids.order_id
        receipts = (pos_orders | pos_orders.refunded_order_id | settled).filtered(
            lambda order: (
                order.state in PAID and not order.is_refund and order.company_id == self.company
            )
        )
        own = sale_orders.filtered(lambda order: order.company_id == self.company)
        sold = own.order_line._after_sales_sold_quantities()
        lines = self.env["sale.order.line"].browse(key[0] for key, left in sold.items() if left > 0)
        return [*receipts, *lines.order_id]
