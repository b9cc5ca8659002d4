from datetime import date

from odoo import api, models
from odoo.fields import Domain

from ...states import PAID


class AfterSalesPolicy(models.Model):
    """What the policies need to know of sales at a till."""

    _inherit = "after.sales.policy"

    def _sale_facts(self, lines):
        """The receipt of a till is its invoice and, unless it is shipped later, its delivery. New
        goods of an exchange go on with the time of what they were exchanged for."""
        facts, zones = super()._sale_facts(lines), self._zones(lines)
        for line in lines.filtered("pos_line_id"):
            order = line.pos_line_id._origin.order_id
            local = zones[line]
            sold = self._local_date(local, order.date_order)
            facts[line] = {
                "channel": "store",
                "rate": order.currency_rate,
                "order": sold,
                "invoice": order.account_move.invoice_date or sold,
                **self._till_delivery(local, order),
            }
        return facts | self._exchanged_facts(lines)

    def _exchanged_facts(self, lines):
        """:return: dict as of ``_sale_facts``, of new goods of exchanges"""
        exchanged = lines.pos_line_id._origin._after_sales_exchanged()
        if not exchanged:
            return {}
        first = self._sale_facts(self.env["after.sales.return.line"].union(*exchanged.values()))
        replaced = {line: exchanged.get(line.pos_line_id._origin) for line in lines}
        return {line: first[old] for line, old in replaced.items() if old in first}

    @api.model
    def _zone(self, line):
        """A receipt is of the day that the clock in the store showed."""
        if line.pos_line_id:
            nobody = self.env["res.partner"]
            return nobody._after_sales_zone(line.company_id or self.env.company)
        return super()._zone(line)

    def _till_delivery(self, local, order):
        """:return: dict as of ``_delivery_facts``"""
        if not order.shipping_date:
            days, waiting = {(self._local_date(local, order.date_order), False)}, False
        else:
            days, waiting = order._after_sales_shipped_days(local.env.context["tz"])
        last, expected = (
            max((day for day, _expected in days), default=False),
            self._last_expected(days),
        )
        return {
            "delivery": last,
            "delivery_expected": expected,
            "last_delivery": last,
            "last_expected": date.max if waiting else expected,
        }

    def _customer_history(self, partners, companies, since, until):
        """What was sold at tills counts as delivered. Behind the walk-in customer are many."""
        known = partners - partners._after_sales_walk_in()
        history = super()._customer_history(known, companies, since, until)
        customer = "order_id.partner_id.commercial_partner_id"
        groups = self.env["pos.order.line"]._read_group(
            Domain(customer, "in", known.ids)
            & Domain("company_id", "in", companies.ids)
            & Domain("order_id.date_order", ">=", since)
            & Domain("order_id.date_order", "<=", until)
            & Domain("order_id.state", "in", PAID)
            & Domain("product_id.type", "=", "consu")
            & Domain("qty", ">", 0),
            ["company_id", customer],
            ["qty:sum"],
        )
        for company, partner, quantity in groups:
            history[company, partner]["delivered"] += quantity
        return history
