import re

from odoo import models
from odoo.tools import SQL
from odoo.tools.sql import escape_psql

from .after_sales_till_find import SHOWN, Found

# Of the code that Odoo prints for invoices on request.
CODE = re.compile(r"[a-z0-9]{5}", re.IGNORECASE)
TOKEN = re.compile(r"access_token=([\w-]+)")
# Fewer signs are in every number.
PART = 3
PARTS_READ = 1000


class AfterSalesTill(models.AbstractModel):
    """Finding a receipt by what is printed on it beside its number, or by a part of that."""

    _inherit = "after.sales.till"

    def _find_receipt(self, query):
        """By its QR code, or the code below that."""
        token = TOKEN.search(query)
        if token:
            orders = self.env["pos.order"].search(
                [("access_token", "=", token[1])], limit=SHOWN, order="id desc"
            )
        elif CODE.fullmatch(query):
            orders = self._orders_where(
                SQL("ticket_code IS NOT NULL AND lower(ticket_code) = lower(%s)", query)
            )
        else:
            return Found([])
        return self._found_receipts(orders, query)

    def _find_part(self, query):
        """By some of the signs of its number, at least one of them a digit."""
        if len(query) < PART or not re.fullmatch(r"[\w/-]*\d[\w/-]*", query):
            return Found([])
        part = f"%{escape_psql(query.upper())}%"
        return self._found_receipts(self._orders_where(SQL("pos_reference LIKE %s", part)), query)

    def _orders_where(self, condition):
        """The condition comes first, for the planner would rather read all orders from the end.

        :return: the last ``pos.order`` of this company for which it holds
        """
        orders = self.env["pos.order"]
        orders.flush_model(["pos_reference", "ticket_code", "company_id"])
        where = SQL("%s AND company_id = %s", condition, self.company.id)
        found = self.env.execute_query(
            SQL("SELECT id FROM pos_order WHERE %s LIMIT %s", where, PARTS_READ)
        )
        if len(found) >= PARTS_READ:
            # Of so many any could have been read; from the end the last ones are found at once.
            found = self.env.execute_query(
                SQL("SELECT id FROM pos_order WHERE %s ORDER BY id DESC LIMIT %s", where, SHOWN)
            )
        return orders.browse(sorted((row[0] for row in found), reverse=True)[:SHOWN])

    def _found_receipts(self, orders, query):
        sales = self._filter_sold(orders, self.env["sale.order"])
        if sales or not orders or not TOKEN.search(query):
            return Found(sales)
        order = orders[0]
        name = order.pos_reference or order.name
        none = self.env["sale.order"]
        return Found([], self._number_sentence(name, order, none, self.env["after.sales.return"]))
