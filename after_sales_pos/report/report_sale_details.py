from collections import defaultdict

from odoo import api, models

# Lines that move money within a ticket, or pay what another document credits: no goods.
MONEY_ROLES = ("settlement", "payout", "credit", "card")
PAID_BACK = ("goods", "share", "fee", "payout")


class ReportPointOfSaleSaleDetails(models.AbstractModel):
    """The session's report tells what came back: how many, for how much, paid back with what, why,
    to whom, and what a manager allowed."""

    _inherit = "report.point_of_sale.report_saledetails"

    @api.model
    def get_sale_details(
        self, date_start=False, date_stop=False, config_ids=False, session_ids=False, **kwargs
    ):
        details = super().get_sale_details(date_start, date_stop, config_ids, session_ids, **kwargs)
        domain = self._get_domain(date_start, date_stop, config_ids, session_ids, **kwargs)
        refunds = self.env["pos.order"].search(domain).sudo().filtered("after_sales_return_ids")
        details["after_sales"] = self._after_sales_details(refunds) if refunds else False
        return details

    def _get_products_and_taxes_dict(self, line, products, taxes, currency):
        if line.after_sales_role in MONEY_ROLES:
            return products, taxes
        return super()._get_products_and_taxes_dict(line, products, taxes, currency)

    @api.model
    def _after_sales_details(self, refunds):
        """What these orders paid back.

        :param refunds: ``pos.order`` of return tickets
        :return: dict with ``count`` (return orders), ``amount`` (tax included), ``tables`` (list
            of (title, list of dict with ``name``, ``count``, ``amount``))
        """
        returns = refunds.after_sales_return_ids
        return {
            "count": len(returns),
            "amount": sum(self._after_sales_paid_back(refunds).values()),
            "tables": [
                (self.env._("Paid back with"), self._after_sales_by_tender(refunds)),
                (self.env._("Reasons"), self._after_sales_by_reason(refunds)),
                (self.env._("Cashiers"), self._after_sales_by_cashier(refunds)),
                (self.env._("Exceptions"), self._after_sales_exceptions(refunds)),
            ],
        }

    @api.model
    def _after_sales_paid_back(self, refunds):
        """:return: dict order → what it gave back, tax included, positive"""
        return {
            order: -order.lines.filtered(
                lambda line: line.after_sales_role in PAID_BACK
            )._after_sales_amount()
            for order in refunds
        }

    @api.model
    def _after_sales_table_rows(self, amounts, counts):
        """:return: list of dict, the largest amount first"""
        return sorted(
            (
                {"name": name, "count": len(counts[name]), "amount": amount}
                for name, amount in amounts.items()
            ),
            key=lambda row: (-row["amount"], row["name"]),
        )

    @api.model
    def _after_sales_by_tender(self, refunds):
        amounts, counts = defaultdict(float), defaultdict(set)
        labels = {
            "credit": self.env._("Store credit"),
            "settlement": self.env._("Goods in exchange"),
        }
        for order in refunds:
            for payment in order.payment_ids:
                name = payment.payment_method_id.name
                amounts[name] -= payment.amount
                counts[name].add(order)
            for line in order.lines:
                if line.after_sales_role in labels:
                    name = labels[line.after_sales_role]
                    amounts[name] += line._after_sales_amount()
                    counts[name].add(order)
        return self._after_sales_table_rows(amounts, counts)

    @api.model
    def _after_sales_by_reason(self, refunds):
        amounts, counts = defaultdict(float), defaultdict(set)
        for line in refunds.lines:
            if line.after_sales_role in PAID_BACK:
                name = line.after_sales_line_id.reason_id.name or self.env._("No reason given")
                amounts[name] -= line._after_sales_amount()
                counts[name].add(line.after_sales_line_id)
        return self._after_sales_table_rows(amounts, counts)

    @api.model
    def _after_sales_by_cashier(self, refunds):
        amounts, counts = defaultdict(float), defaultdict(set)
        for order, amount in self._after_sales_paid_back(refunds).items():
            name = order.after_sales_return_ids[:1].pos_cashier or order.user_id.name or ""
            amounts[name] += amount
            counts[name].add(order)
        return self._after_sales_table_rows(amounts, counts)

    @api.model
    def _after_sales_exceptions(self, refunds):
        """What an auditor asks for; each counted by itself, rows of nothing left out."""
        kinds = {
            self.env._("Without receipt"): lambda order: any(
                not line._has_receipt() for line in order.line_ids
            ),
            self.env._("Allowed by a manager"): lambda order: bool(order.override_ids),
            self.env._("Made offline"): lambda order: order.pos_offline,
        }
        amounts = self._after_sales_paid_back(refunds)
        rows = []
        for name, is_so in kinds.items():
            found = refunds.after_sales_return_ids.filtered(is_so)
            if found:
                amount = sum(amounts[order] for order in found.pos_order_id)
                rows.append({"name": name, "count": len(found), "amount": amount})
        return rows
