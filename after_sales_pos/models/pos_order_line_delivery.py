import json

from odoo import models
from odoo.exceptions import UserError


class PosOrderLine(models.Model):
    """New goods of an exchange that the store does not have: the till's order is shipped later,
    to the store for the customer to fetch, or from wherever they are to the customer."""

    _inherit = "pos.order.line"

    def _launch_stock_rule_from_pos_order_lines(self):
        self._check_after_sales_delivery()
        return super()._launch_stock_rule_from_pos_order_lines()

    def _check_after_sales_delivery(self):
        """:raise UserError: nobody to deliver to"""
        nobodys = self.filtered(lambda line: line.after_sales_key and not line.order_id.partner_id)
        if nobodys:
            raise UserError(
                self.env._(
                    "%(product)s is ordered for a customer, and %(order)s has none. Choose the "
                    "customer, then pay.",
                    product=nobodys[0].product_id.display_name,
                    order=nobodys[0].order_id.name,
                )
            )

    def _prepare_procurement_values(self):
        values = super()._prepare_procurement_values()
        warehouse = self._after_sales_supplier()
        return {**values, "warehouse_id": warehouse} if warehouse else values

    def _after_sales_supplier(self):
        """The warehouse that delivers this line of an exchange: the store, where its customer
        fetches it once it has come; or the one that has most, which sends it home.

        :return: ``stock.warehouse``, empty for ordinary lines
        """
        till = self.order_id.config_id
        store = till.picking_type_id.warehouse_id
        delivery = self._after_sales_delivery()
        if delivery != "home":
            return store if delivery == "store" else store.browse()
        free = till._after_sales_free_stock(self.product_id)[self.product_id]
        enough = {warehouse: left for warehouse, left in free.items() if left >= self.qty}
        return max(enough, key=enough.get, default=store)

    def _after_sales_delivery(self):
        """:return: str, how the cashier had it delivered: "here", "store" or "home"; False for
        what is no new good of an exchange"""
        ticket = self.order_id.after_sales_ticket
        if not self.after_sales_key or not ticket or self.after_sales_role:
            return False
        orders = self.env["pos.order"].search(
            [("after_sales_ticket", "=", ticket), ("after_sales_request", "!=", False)]
        )
        wishes = [
            wish
            for order in orders
            for wish in json.loads(order.after_sales_request).get("wishes") or []
        ]
        return next(
            (
                wish.get("exchange_delivery")
                for wish in wishes
                if wish.get("key") == self.after_sales_key
            ),
            False,
        )
