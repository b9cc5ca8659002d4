from odoo import models

from ...ledger import EPSILON


class SaleOrder(models.Model):
    """What customers paid for the delivery of an order, and when it goes back to them: with all
    goods of the order, once, and no more of it than the cheapest standard delivery costs
    (Directive 2011/83/EU, Article 13)."""

    _inherit = "sale.order"

    def _after_sales_delivery_lines(self):
        return self.order_line.filtered(lambda line: line._is_after_sales_delivery_fee())

    def _after_sales_standard_delivery_price(self):
        """:return: price of the cheapest standard delivery, in the order's currency and with or
        without tax as its delivery is priced; 0 where none is cheaper than the one chosen"""
        self.ensure_one()
        price = self.company_id.after_sales_standard_delivery_price
        return self._after_sales_in_currency(price)

    def _after_sales_in_currency(self, price):
        """``price`` of the company in the currency of the order, at its date."""
        return self.company_id.currency_id._convert(
            price, self.currency_id, self.company_id, self.date_order, round=False
        )

    def _after_sales_delivery_due(self, settling):
        """What the policy gives back of the delivery once ``settling`` is settled.

        :param settling: dispositions about to be settled for money
        :return: dict delivery line → untaxed amount, after the discounts on the order
        """
        self.ensure_one()
        lines = self._after_sales_delivery_lines()
        if not lines or not self._is_after_sales_delivery_back(settling):
            return {}
        standard = self._after_sales_standard_delivery_price()
        worth = lines._after_sales_delivery_worth()
        due = {}
        for line in lines:
            paid, left = worth[line]
            most = paid
            if standard:
                most = min(paid, standard * line._after_sales_untaxed_part())
                standard -= most / (line._after_sales_untaxed_part() or 1.0)
            amount = min(left, most - (paid - left))
            if amount > EPSILON:
                due[line] = amount
            if not standard and most < paid:
                break
        return due

    def _is_after_sales_delivery_back(self, settling):
        """Whether all goods are back for money, by a policy that gives the delivery back too."""
        lines = self.order_line.after_sales_line_ids.filtered(
            lambda line: line.state in ("approved", "closed") and line.delivery_back
        )
        return bool(lines) and self._is_after_sales_all_back(settling)

    def _is_after_sales_all_back(self, settling):
        """Whether the customer keeps nothing of this order and nothing is on the way."""
        goods = self.order_line.filtered(
            lambda line: not line.display_type and line.product_id.type == "consu"
        )
        on_the_way = goods.move_ids.filtered(
            lambda move: (
                move.state not in ("done", "cancel")
                and move.location_dest_usage == "customer"
                and not move.after_sales_disposition_id
            )
        )
        if on_the_way:
            return False
        return all(
            line.product_uom_id.compare(line._after_sales_qty_kept(settling), 0.0) <= 0
            for line in goods
        )
