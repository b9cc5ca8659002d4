from collections import defaultdict

from odoo import models

from ...states import PAID


class PosOrder(models.Model):
    """Receipts: what their goods left with, the coins that a till rounded them to, the bills that
    the back office made of them anew, and plain refunds, which count in the ledger of what was
    sold."""

    _inherit = "pos.order"

    # Transfers ------------------------------------------------------------------------------------

    def _after_sales_pickings(self):
        """:return: ``stock.picking`` of these receipts and of the closings"""
        closed = self.filtered(lambda order: not order.picking_ids).session_id.picking_ids
        return self.picking_ids | closed.filtered(lambda picking: not picking.pos_order_id)

    def _after_sales_moves_of(self, product):
        """:return: ``stock.move`` that brought this product to the customers"""
        is_told_apart = product.tracking != "none"
        pickings = self.picking_ids if is_told_apart else self._after_sales_pickings()
        return pickings.move_ids.filtered(
            lambda move: (
                move.state == "done"
                and move.product_id == product
                and move.location_dest_usage == "customer"
            )
        )

    # Coins ----------------------------------------------------------------------------------------

    def _after_sales_coins_left(self, parts):
        """What rounding added to this receipt and did not give back yet, once all of its goods
        are back with the dispositions ``parts``.

        :return: amount, negative where it took something off; zero before that
        """
        self.ensure_one()
        goods = self.lines.filtered(lambda line: line._is_after_sales_sold())
        back = goods._after_sales_returned_units()
        for part in parts:
            back[part.line_id.pos_line_id] += part._sale_quantity()
        if any(line.product_uom_id.compare(back[line], line.qty) < 0 for line in goods):
            return 0.0
        refunds = self.lines.refund_orderline_ids.order_id
        orders = self | refunds.filtered(lambda order: order.state in PAID)
        paid, due = sum(orders.mapped("amount_paid")), sum(orders.mapped("amount_total"))
        return self.currency_id.round(paid - due)

    # Bills of the back office ---------------------------------------------------------------------

    def _after_sales_standing_bills(self):
        """:return: the invoices that bill these receipts anew and that stand, the newest first"""
        bills = self.lines._after_sales_bills()
        moves = self.env["account.move"].union(
            *(bill.move for own in bills.values() for bill in own)
        )
        credited = defaultdict(float)
        for own in bills.values():
            for bill in own:
                origin = bill.move.reversed_entry_id if bill.is_credit else bill.move
                credited[origin] += bill.amounts["total"]
        return moves.filtered(
            lambda move: (
                move.move_type == "out_invoice"
                and move not in self.account_move
                and move.currency_id.compare_amounts(credited[move], 0.0) > 0
            )
        ).sorted("id", reverse=True)

    def _after_sales_open_bills(self):
        """:return: those of ``_after_sales_standing_bills`` that are not fully paid"""
        return self._after_sales_standing_bills().filtered(
            lambda bill: not bill.currency_id.is_zero(bill.amount_residual)
        )

    def _after_sales_billed_more(self):
        """:return: what the back office billed anew beyond what this receipt came to (≥ 0)"""
        bills = self._after_sales_standing_bills()
        if not bills:
            return 0.0
        return max(0.0, sum(bills.mapped("amount_total")) - self.amount_total)

    # Plain refunds --------------------------------------------------------------------------------

    def action_pos_order_paid(self):
        result = super().action_pos_order_paid()
        origins = self.lines.refunded_orderline_id
        if origins:
            plain = origins.sudo()._after_sales_plain_refunds() & self.sudo().lines
            plain._check_after_sales_refunded_lots()
            sold = plain.refunded_orderline_id
            goods = sold.filtered(
                lambda line: line.after_sales_role or line.product_id.type == "consu"
            )
            goods._check_after_sales_claims()
            (sold - goods)._check_after_sales_refunded()
            sold._check_after_sales_given_back()
            if not self.after_sales_request:
                self.sudo()._after_sales_refund_to_cards()
        return result
