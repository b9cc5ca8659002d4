import re

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import escape_psql

from .after_sales_till_find import SHOWN, Found

# Fewer digits, or letters, name too many customers. Customers know their last four digits.
DIGITS = 6
LAST_DIGITS = 4
LETTERS = 3
# In Chinese the whole name of most people.
SIGNS = 2
CUSTOMERS = 20


class AfterSalesTill(models.AbstractModel):
    """Finding the last sales of a customer, by phone or name."""

    _inherit = "after.sales.till"

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
