"""The links that tills put on documents of Odoo's (see ``after_sales_link_guard.py`` of the
returns)."""

from odoo import models

from odoo.addons.after_sales_returns.models.after_sales_links import GUARD

from ..states import PAID


class PosOrder(models.Model):
    """Which return orders a receipt made is for the server to say."""

    _name = "pos.order"
    _inherit = ["pos.order", GUARD]
    _after_sales_links_left_out = True

    def _after_sales_links(self):
        links = super()._after_sales_links() | {"after_sales_receipt", "after_sales_return_ids"}
        # What the till says before the order is paid, and nobody afterwards.
        till = {"after_sales_ticket", "after_sales_request", "after_sales_offline"}
        return links | till if any(order.state in PAID for order in self) else links


class PosOrderLine(models.Model):
    """What of a receipt is claimed, and by whom, is for the server to say: a refund that names a
    return order by itself would count in no ledger."""

    _name = "pos.order.line"
    _inherit = ["pos.order.line", GUARD]
    _after_sales_links_left_out = True

    def _after_sales_links(self):
        links = super()._after_sales_links()
        links |= {"after_sales_line_id", "after_sales_line_ids", "qty_claimed"}
        if not any(order.state in PAID for order in self.order_id):
            return links
        links |= {"after_sales_key", "after_sales_role", "after_sales_origin_id"}
        # What refunds something counts for the receipt that it was paid back with.
        return links | {"refunded_orderline_id"} if self.refunded_orderline_id else links


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_pos_line_id"}


class StockMove(models.Model):
    _inherit = "stock.move"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_centre_line_id"}

    def _after_sales_handed_on(self):
        centre_line = self.sudo().after_sales_centre_line_id
        return {**super()._after_sales_handed_on(), "after_sales_centre_line_id": centre_line}


class AfterSalesReturnLine(models.Model):
    _inherit = "after.sales.return.line"

    def _after_sales_links(self):
        return super()._after_sales_links() | {
            "centre_id",
            "centre_move_ids",
            "pos_refund_line_ids",
        }
