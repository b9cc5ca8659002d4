"""The links that returns put on documents of Odoo's, and on their own (see
``after_sales_link_guard.py``)."""

from odoo import models

GUARD = "after.sales.link.guard.mixin"


class StockMove(models.Model):
    _name = "stock.move"
    _inherit = ["stock.move", GUARD]
    _after_sales_document_field = "picking_id"

    def _after_sales_links(self):
        own = {"after_sales_line_id", "after_sales_disposition_id"}
        return super()._after_sales_links() | own

    def _after_sales_handed_on(self):
        ours = self.sudo()
        return {
            **super()._after_sales_handed_on(),
            "after_sales_line_id": ours.after_sales_line_id,
            "after_sales_disposition_id": ours.after_sales_disposition_id,
        }


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", GUARD]

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_return_ids"}

    def _after_sales_handed_on(self):
        ours = self.sudo()
        return {
            **super()._after_sales_handed_on(),
            "after_sales_return_ids": ours.after_sales_return_ids,
        }


class StockLot(models.Model):
    _name = "stock.lot"
    _inherit = ["stock.lot", GUARD]

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_line_id"}


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", GUARD]

    def _after_sales_links(self):
        own = {"after_sales_return_ids", "after_sales_cash_rounding"}
        return super()._after_sales_links() | own


class AccountMoveLine(models.Model):
    _name = "account.move.line"
    _inherit = ["account.move.line", GUARD]
    _after_sales_document_field = "move_id"

    def _after_sales_links(self):
        return super()._after_sales_links() | {
            "after_sales_disposition_id",
            "after_sales_origin_line_id",
            "after_sales_quantity",
            "after_sales_beyond",
        }


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", GUARD]

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_return_id"}


class SaleOrderLine(models.Model):
    _name = "sale.order.line"
    _inherit = ["sale.order.line", GUARD]
    _after_sales_document_field = "order_id"

    def _after_sales_links(self):
        # What a card spent on an exchange is what it gets back with it.
        spent = {"points_cost"} if self.after_sales_card_id else set()
        return (
            super()._after_sales_links()
            | spent
            | {
                "after_sales_disposition_id",
                "after_sales_line_ids",
                "after_sales_card_id",
                "qty_claimed",
                "after_sales_qty_credited",
                "after_sales_qty_lowered",
                "after_sales_qty_waived",
                "after_sales_amount_credited",
            }
        )


class LoyaltyHistory(models.Model):
    """Which order's points went back is what the next return reads."""

    _name = "loyalty.history"
    _inherit = ["loyalty.history", GUARD]
    _after_sales_document_field = "card_id"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"after_sales_order_id"}


class AfterSalesReturnLine(models.Model):
    _name = "after.sales.return.line"
    _inherit = ["after.sales.return.line", GUARD]
    _after_sales_document_field = "return_id"

    def _after_sales_links(self):
        return super()._after_sales_links() | {"move_ids"}


class AfterSalesDisposition(models.Model):
    _name = "after.sales.disposition"
    _inherit = ["after.sales.disposition", GUARD]
    _after_sales_document_field = "return_id"

    def _after_sales_links(self):
        return super()._after_sales_links() | {
            "move_ids",
            "refund_line_ids",
            "exchange_line_ids",
            "cut_from_id",
            "cut_off_ids",
        }
