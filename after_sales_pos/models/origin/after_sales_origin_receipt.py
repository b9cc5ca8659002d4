from collections import defaultdict

from odoo import models

from ...states import PAID


class AfterSalesOriginReceipt(models.AbstractModel):
    """Goods that a till sold."""

    _name = "after.sales.origin.receipt"
    _inherit = "after.sales.origin"
    _description = "Goods of a Receipt"
    _kind = "pos"
    _sale_model = "pos.order"
    _line_name = "pos_line_id"
    _may_be_split = True

    def _sale_row(self, sale):
        return {
            "name": sale.pos_reference or sale.name,
            "date": str(sale.date_order),
            "store": sale.config_id.picking_type_id.warehouse_id.name or sale.config_id.name,
            "total": sale.amount_total,
        }

    def _is_invoiced(self, sale):
        return bool(sale.account_move)

    def _items(self, sale, ticket):
        if sale.state not in PAID:
            return []
        lines = sale.lines
        sold = lines._after_sales_sold_quantities()
        left = lines._after_sales_returnable_quantities(ticket)
        prices, shares = lines._after_sales_unit_prices(), lines._after_sales_kit_shares()
        credited = lines._after_sales_credited_sentences()
        lots = self._free_lots(lines, ticket)
        items = []
        for line_id, product_id in sold:
            line, product = lines.browse(line_id), self.env["product.product"].browse(product_id)
            share = shares.get(line, {}).get(product, 1.0)
            net, price = (value * share for value in prices[line])
            items.append(
                {
                    "key": f"{self._kind}-{line_id}-{product_id}",
                    "line": line,
                    "product": product,
                    "sold": sold[line_id, product_id],
                    "left": self._shipped(line, left.get((line_id, product_id), 0.0)),
                    "price": price,
                    "net": net,
                    "currency": sale.currency_id,
                    "lots": lots[line].filtered(lambda lot, of=product: lot.product_id == of),
                    "date": sale.date_order,
                    "is_kit_part": product != line.product_id,
                    "credited": credited.get(line),
                }
            )
        return items

    def _shipped(self, line, left):
        """Of a receipt that is shipped later only what was sent comes back."""
        later = line.order_id.shipping_date
        return min(left, line.qty_delivered) if later else left

    def _claims_on(self, lines):
        taken = defaultdict(list)
        for claim in lines._after_sales_claims():
            line = claim.pos_line_id or lines._after_sales_settling(claim.sale_line_id)
            taken[line.id, claim.product_id].append(claim)
        return taken

    def _refunds_of(self, lines):
        taken = defaultdict(list)
        for refund in lines._after_sales_plain_refunds():
            taken[refund.refunded_orderline_id.id].append(refund)
        return taken

    def _receipt_line(self, wish):
        return wish.line

    def _prices(self, wishes):
        lines = self.env["pos.order.line"].union(*(wish.line for wish in wishes))
        prices, shares = lines._after_sales_unit_prices(), lines._after_sales_kit_shares()
        return {
            wish.key: tuple(
                price * shares.get(wish.line, {}).get(wish.product, 1.0)
                for price in prices[wish.line]
            )
            for wish in wishes
        }

    def _is_claimed_later(self, wish):
        return wish.product.tracking == "none"

    def _check_free(self, ticket, wanted):
        lines = self.env["pos.order.line"].browse(list({key[0] for key in wanted}))
        lines._check_after_sales_claims(ticket, wanted)

    def _paid_quantities(self, wishes):
        lines = self.env["pos.order.line"].union(*(wish.sold_line for wish in wishes))
        standing, paid = lines._after_sales_standing(), {}
        for wish in wishes:
            line = wish.sold_line
            if line in standing:
                units = line._after_sales_units(wish.product, wish.quantity)
                taken = standing[line].take(units, 100.0).units
                paid[wish.key] = wish.quantity * taken / units
        return paid

    def _credit_notes(self, line):
        return line._after_sales_standing()[line].notes

    def _open_bills(self, line):
        bills = line.order_id._after_sales_open_bills()
        return bills.filtered(lambda bill: line in bill.invoice_line_ids.after_sales_pos_line_id)
