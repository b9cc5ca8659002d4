import re
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import escape_psql

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


OPEN = ("requested", "approved")


# Of the code that Odoo prints for invoices on request.
CODE = re.compile(r"[a-z0-9]{5}", re.IGNORECASE)


TOKEN = re.compile(r"access_token=([\w-]+)")


# Fewer signs are in every number.
PART = 3


PARTS_READ = 1000


# Fewer digits, or letters, name too many customers. Customers know their last four digits.
DIGITS = 6


LAST_DIGITS = 4


LETTERS = 3


# In Chinese the whole name of most people.
SIGNS = 2


CUSTOMERS = 20


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

    # By number ------------------------------------------------------------------------------------

    def _find_number(self, query):
        spellings = list({query, query.upper()})
        invoices = self.env["account.move"].search(
            [
                ("name", "in", spellings),
                ("state", "=", "posted"),
                ("move_type", "=", "out_invoice"),
            ],
            limit=SHOWN,
        )
        pos_orders = invoices.pos_order_ids | self.env["pos.order"].search(
            Domain("pos_reference", "in", spellings) | Domain("name", "in", spellings),
            limit=SHOWN,
            order="id desc",
        )
        sale_orders = invoices.line_ids.sale_line_ids.order_id | self.env["sale.order"].search(
            [("name", "in", spellings)], limit=SHOWN
        )
        returns = self.env["after.sales.return"].search([("name", "in", spellings)], limit=SHOWN)
        pos_orders |= self._exchanged_with(pos_orders, sale_orders, returns)
        if not pos_orders and not sale_orders and not returns:
            return Found([])
        own = returns.filtered(lambda order: order.company_id == self.company)
        waiting = own.filtered(lambda order: order.state in OPEN)
        sales = [*self._filter_sold(pos_orders, sale_orders), *waiting]
        if sales:
            return Found(sales)
        return Found([], self._number_sentence(query, pos_orders, sale_orders, returns))

    def _exchanged_with(self, pos_orders, sale_orders, returns):
        """Every number that is printed on the receipt of an exchange leads to its new goods: of
        each of its orders, of the returns, and of what the returned goods were sold with. Where
        new goods were exchanged in their turn, so does every number on the receipts before.

        :return: ``pos.order``
        """
        returns |= sale_orders.order_line.after_sales_line_ids.return_id
        found = pos_orders | returns.pos_order_id
        while True:
            refunds = found.lines.refund_orderline_ids.order_id
            whole = (found | refunds)._after_sales_whole_tickets()
            if whole <= found:
                return found.filtered(lambda order: not order.is_refund)
            found |= whole

    def _number_sentence(self, query, pos_orders, sale_orders, returns):
        """Why the number is known and nothing may come back of it."""
        names = {"number": query, "company": self.company.name}
        records = [*pos_orders, *sale_orders, *returns]
        if all(record.company_id != self.company for record in records):
            return self.env._(
                "%(number)s belongs to %(owner)s, not to %(company)s. Send the customer to a "
                "store of that company.",
                owner=records[0].company_id.name,
                **names,
            )
        own = returns.filtered(lambda order: order.company_id == self.company)
        if own:
            states = dict(own._fields["state"]._description_selection(self.env))
            return self.env._(
                "Return %(number)s is %(state)s: nothing more comes in with it. Look for the "
                "receipt or the order instead.",
                state=states[own[0].state],
                **names,
            )
        if sale_orders:
            return self.env._(
                "Nothing of order %(number)s was delivered yet, or all of it came back. Ask "
                "customer service to change or cancel the order.",
                **names,
            )
        return self.env._(
            "Order %(number)s was not paid, so nothing can come back of it. Take it off in the "
            "list of orders.",
            **names,
        )

    # By what else is printed on a receipt ---------------------------------------------------------

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

    # By customer ----------------------------------------------------------------------------------

    def _find_phone(self, query):
        """A number is found with or without its country code."""
        if re.fullmatch(rf"\d{{{LAST_DIGITS}}}", query):
            return self._find_last_digits(query)
        digits = re.sub(r"\D", "", query).lstrip("0")
        if len(digits) < DIGITS or re.search(r"[^\d\s+()/.-]", query):
            return Found([])
        return self._found_of(self._with_phone(digits))

    def _find_last_digits(self, digits):
        """They may be the end of a receipt's number just as well."""
        sales = self._found_of(self._with_phone(digits)).sales
        receipts = self._find_part(digits).sales
        return Found(list(dict.fromkeys([*sales, *receipts])))

    def _with_phone(self, digits):
        """:return: the last customers whose phone number ends with these digits"""
        # Materialised, for the planner would rather read all customers in the order of their ids.
        self.env.cr.execute(
            SQL(
                r"""WITH found AS MATERIALIZED (
                        SELECT id FROM res_partner
                         WHERE phone IS NOT NULL
                           AND reverse(regexp_replace(phone, '\D', '', 'g')) LIKE %s)
                    SELECT id FROM found ORDER BY id DESC LIMIT %s""",
                digits[::-1] + "%",
                CUSTOMERS,
            )
        )
        ids = [partner_id for (partner_id,) in self.env.cr.fetchall()]
        return self.env["res.partner"].browse(ids)

    def _find_name(self, query):
        if len(query) < SIGNS or (len(query) < LETTERS and query.isascii()):
            return Found([])
        named = Domain("complete_name", "ilike", query)
        if len(query) < LETTERS:
            # Trigrams know two signs at the beginning of a name.
            named = Domain("complete_name", "=ilike", f"{escape_psql(query)}%")
            named |= Domain("name", "=", query)
        partners = self.env["res.partner"].search(named, limit=CUSTOMERS, order="id desc")
        return self._found_of(partners)

    def _found_of(self, partners):
        own = partners.filtered(lambda partner: partner.company_id.id in (False, self.company.id))
        if not own:
            return Found([])
        pos_orders = self._last_of("pos_order", own)
        sale_orders = self._last_of("sale_order", own)
        sales = self._filter_sold(
            self.env["pos.order"].browse(pos_orders), self.env["sale.order"].browse(sale_orders)
        )
        returns = self.env["after.sales.return"].search(
            [
                ("partner_id", "in", own.ids),
                ("company_id", "=", self.company.id),
                ("state", "in", ("requested", "approved")),
            ],
            limit=SHOWN,
            order="id desc",
        )
        if sales or returns:
            return Found([*sales, *returns])
        return Found(
            [],
            self.env._(
                "%(customers)s: nothing was sold to this customer that can come back. Scan the "
                "receipt, or the product.",
                customers=", ".join(own[:3].mapped("display_name")),
            ),
        )

    def _last_of(self, table, partners):
        """One query, with a part of its own for each customer: so the planner knows who has
        thousands of orders, and reads theirs from the end.

        :return: ids of the last orders of each of these customers in this company
        """
        parts = [
            SQL(
                """(SELECT id FROM %s
                     WHERE partner_id = %s AND company_id = %s AND state IN ('paid', 'done', 'sale')
                  ORDER BY id DESC LIMIT %s)""",
                SQL.identifier(table),
                partner_id,
                self.company.id,
                SHOWN,
            )
            for partner_id in partners.ids
        ]
        self.env.flush_all()
        self.env.cr.execute(SQL(" UNION ALL ").join(parts))
        return [order_id for (order_id,) in self.env.cr.fetchall()]
