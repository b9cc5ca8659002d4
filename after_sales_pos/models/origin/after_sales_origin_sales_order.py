from collections import defaultdict

from odoo import models


class AfterSalesOriginSalesOrder(models.AbstractModel):
    """Goods of a sales order, which its credit note pays back."""

    _name = "after.sales.origin.sales_order"
    _inherit = "after.sales.origin"
    _description = "Goods of a Sales Order"
    _kind = "sale"
    _sale_model = "sale.order"
    _line_model = "sale.order.line"
    _line_name = "sale_line_id"

    def _sale_row(self, sale):
        return {
            "name": sale.name,
            "date": str(sale.date_order),
            "store": sale.warehouse_id.name or "",
            "total": sale.amount_total,
        }

    def _items(self, sale, ticket):
        lines = sale.order_line
        sold = lines._after_sales_sold_quantities()
        claimed = lines._after_sales_claimed_quantities(ticket)
        prices, lots = lines._after_sales_unit_prices(), self._free_lots(lines, ticket)
        items = []
        for line_id, product_id in sold:
            line, product = lines.browse(line_id), self.env["product.product"].browse(product_id)
            quantity = sold[line_id, product_id]
            if product.type != "consu" or product.uom_id.compare(quantity, 0.0) <= 0:
                continue
            items.append(
                {
                    "key": f"{self._kind}-{line_id}-{product_id}",
                    "line": line,
                    "product": product,
                    "sold": quantity,
                    "left": max(0.0, quantity - claimed[line_id, product_id]),
                    "price": line._after_sales_portal_price(product, prices[line]),
                    "net": line._after_sales_own_price(product, prices[line]),
                    "currency": sale.currency_id,
                    "lots": lots[line].filtered(lambda lot, of=product: lot.product_id == of),
                    "date": sale.date_order,
                    "is_kit_part": product != line.product_id,
                }
            )
        return items

    def _claims_on(self, lines):
        taken = defaultdict(list)
        for claim in lines.after_sales_line_ids.filtered(lambda one: one.quantity_claimed > 0):
            taken[claim.sale_line_id.id, claim.product_id].append(claim)
        return taken

    def _return_partner(self, wish, partner):
        return wish.line.order_id.partner_id

    def _prices(self, wishes):
        lines = self.env["sale.order.line"].union(*(wish.line for wish in wishes))
        prices = lines._after_sales_unit_prices()
        return {
            wish.key: (
                wish.line._after_sales_own_price(wish.product, prices[wish.line]),
                wish.line._after_sales_portal_price(wish.product, prices[wish.line]),
            )
            for wish in wishes
        }

    def _paid_quantities(self, wishes):
        lines = self.env["sale.order.line"].union(*(wish.sold_line for wish in wishes))
        credited, paid = lines._after_sales_credited_units(), {}
        for wish in wishes:
            line = wish.sold_line
            if line in credited:
                units = line._after_sales_units(wish.product, wish.quantity)
                free = min(units, credited[line])
                credited[line] -= free
                paid[wish.key] = wish.quantity * (units - free) / units
        return paid

    def _credit_notes(self, line):
        return line._after_sales_foreign_notes().move_id
