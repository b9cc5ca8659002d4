from typing import NamedTuple

from odoo import models

from ...states import PAID
from ...till_input import read_text, till_call

# How many sales the screen shows.
SHOWN = 30
# No barcode and no name is longer.
QUERY_LENGTH = 200
# The first of these that knows the words answers.
LOOKUPS = ("number", "serial", "product", "receipt", "phone", "part", "name")


class Found(NamedTuple):
    """What a lookup knows: sales (``pos.order``, ``sale.order`` and ``after.sales.return``
    records) or a sentence why there is none. ``serial``, ``product`` and ``quantity`` are what
    was scanned: the weight on a scale's label is a quantity."""

    sales: list
    message: str | bool = False
    serial: str | bool = False
    product: models.Model | bool = False
    quantity: float | bool = False


class PosConfig(models.Model):
    """Searching, at the till, the sales of every store and channel of the company. Each lookup
    reads an index: none gets slower with the number of sales."""

    _inherit = "pos.config"

    @till_call
    def after_sales_find(self, query):
        """Find sales by what was scanned or typed.

        :param str query: number of a receipt, order or return, or a part of a receipt's; what is
            in the QR code of a receipt, or the short code below it; serial number; barcode or
            reference of a product; phone, its last four digits, or name of a customer
        :return: dict with ``sales``, newest first, at most 30 (dicts with ``kind``, ``id``,
            ``name``, ``date`` in UTC, ``partner``, ``partner_id``, ``store``, ``total``,
            ``serial``, ``product_id`` and ``quantity`` of what was scanned) and ``message`` (a
            sentence, or False)
        """
        till = self._check_till()
        query = " ".join(read_text(query, QUERY_LENGTH).split())
        found = till._after_sales_look_up(query)
        sales = sorted(
            (till._after_sales_sale_row(sale, found) for sale in found.sales),
            key=lambda row: (row["date"], row["id"]),
            reverse=True,
        )
        return {"sales": sales[:SHOWN], "message": found.message}

    def _after_sales_look_up(self, query):
        """:return: :class:`Found` of the first lookup that knows the words"""
        if not query:
            return Found(
                [],
                self.env._(
                    "Scan or type a receipt, an order, a return, a product, a serial number, or a "
                    "customer's phone number or name."
                ),
            )
        for lookup in LOOKUPS:
            found = getattr(self, f"_after_sales_find_{lookup}")(query)
            if found.sales or found.message:
                return found
        return Found(
            [],
            self.env._(
                "“%(query)s” is no receipt, order, return, product, serial number or customer of "
                "%(company)s. Check the number, or search for the customer.",
                query=query,
                company=self.company_id.name,
            ),
        )

    # Rows of the screen ---------------------------------------------------------------------

    def _after_sales_sale_row(self, sale, found=None):
        """:return: dict as of ``after_sales_find``, of a ``pos.order``, ``sale.order`` or
        ``after.sales.return``"""
        values = getattr(self, f"_{sale._table}_row")(sale)
        product = found.product[:1] if found and found.product else False
        return {
            "id": sale.id,
            "partner": sale.partner_id.display_name or "",
            "partner_id": sale.partner_id.id,
            "serial": found.serial if found else False,
            "product_id": product.id if product else False,
            "quantity": found.quantity if found else False,
            **values,
        }

    def _pos_order_row(self, order):
        return {
            "kind": "pos",
            "name": order.pos_reference or order.name,
            "date": str(order.date_order),
            "store": order.config_id.picking_type_id.warehouse_id.name or order.config_id.name,
            "total": order.amount_total,
        }

    def _sale_order_row(self, order):
        return {
            "kind": "sale",
            "name": order.name,
            "date": str(order.date_order),
            "store": order.warehouse_id.name or "",
            "total": order.amount_total,
        }

    def _after_sales_return_row(self, order):
        return {
            "kind": "return",
            "name": order.name,
            "date": str(order.date_requested or order.create_date).partition(".")[0],
            "store": order.warehouse_id.name or "",
            "total": self._after_sales_wished_total(order),
        }

    def _after_sales_wished_total(self, order):
        """What the customer of a return asks for, untaxed; the lines say it with tax."""
        return sum(line.price_paid_unit * line.quantity for line in order.line_ids)

    # Which records are sales of this company ------------------------------------------------

    def _after_sales_filter_sold(self, pos_orders, sale_orders):
        """The receipts and orders that goods may come back of: paid, or delivered; a refund
        stands for its receipt, and an order that was paid at a till for its receipts.

        :return: list of records of this company
        """
        settled = sale_orders.order_line.pos_order_line_ids.order_id
        receipts = (pos_orders | pos_orders.refunded_order_id | settled).filtered(
            lambda order: (
                order.state in PAID and not order.is_refund and order.company_id == self.company_id
            )
        )
        own = sale_orders.filtered(lambda order: order.company_id == self.company_id)
        sold = own.order_line._after_sales_sold_quantities()
        lines = self.env["sale.order.line"].browse(key[0] for key, left in sold.items() if left > 0)
        return [*receipts, *lines.order_id]
