from odoo import models
from odoo.exceptions import UserError

from ...states import PAID
from ...till_input import read_id, read_text

SALES = {"pos": "pos.order", "sale": "sale.order", "return": "after.sales.return"}


class AfterSalesTill(models.AbstractModel):
    """The sold lines of one sale, as the return screen shows them."""

    _inherit = "after.sales.till"

    def _list_lines(self, kind, sale_id, ticket=None):
        """What ``after_sales_lines`` of the till answers."""
        ticket = self._read_ticket(ticket)
        kind = read_text(kind)
        sale = self._read_sale(kind, sale_id)
        items = getattr(self, f"_{kind}_items")(sale, ticket)
        verdicts = self._item_verdicts(sale, items)
        taken = self._taken_words(kind, items, ticket)
        return {
            "sale": {
                **self._sale_row(sale),
                "invoiced": self._is_invoiced(sale),
            },
            "lines": [
                {
                    **self._line_row(kind, item, verdicts[item["key"]]),
                    "taken": taken.get(item["key"], []),
                }
                for item in items
            ],
        }

    def _read_sale(self, kind, sale_id):
        """:raise UserError: unknown, or another company's"""
        sale = self.env[SALES.get(kind, "pos.order")].browse(read_id(sale_id)).exists()
        if kind not in SALES or not sale:
            raise UserError(
                self.env._("This sale is not known any more. Search for it once again.")
            )
        if sale.company_id != self.company:
            raise UserError(
                self.env._(
                    "%(sale)s belongs to %(owner)s, not to %(company)s. Send the customer to a "
                    "store of that company.",
                    sale=sale.name,
                    owner=sale.company_id.name,
                    company=self.company.name,
                )
            )
        return sale

    def _is_invoiced(self, sale):
        if sale._name == "pos.order":
            return bool(sale.account_move)
        if sale._name == "sale.order":
            return any(move.state == "posted" for move in sale.invoice_ids)
        return any(move.state == "posted" for move in sale.sale_order_ids.invoice_ids)

    def _line_row(self, kind, item, verdict):
        """:return: dict as the screen shows a line: quantities in the product's unit, money in
        the till's currency, tax included; ``lots`` are names that may still come back"""
        product = item["product"]
        return {
            "key": item["key"],
            "kind": kind,
            "line_id": item["line"].id,
            "product_id": product.id,
            "product_name": product.display_name,
            "tracking": product.tracking,
            "lots": item["lots"].mapped("name"),
            "date": str(item["date"]),
            "price_unit": self.currency.round(item["price"]),
            "quantity_sold": item["sold"],
            "quantity_left": item["left"],
            "uom": product.uom_id.name,
            "verdict": verdict["verdict"],
            "verdict_reason": " ".join(
                filter(None, (verdict["verdict_reason"], item.get("credited")))
            ),
            "deadline": verdict["deadline"] and str(verdict["deadline"]),
            "resolutions": self._offered_resolutions(),
            "reason_id": item.get("reason", product.browse()).id or False,
            "resolution": item.get("resolution", False),
            "is_kit_part": item["is_kit_part"],
        }

    # Items: what was sold -------------------------------------------------------------------

    def _pos_items(self, order, ticket):
        """:return: list of dicts with ``key``, ``line``, ``product``, ``sold`` and ``left``
        (quantities), ``price`` (tax included), ``net`` (untaxed), ``currency``, ``lots``,
        ``date``, ``is_kit_part`` and ``credited`` (a sentence on what the back office credited,
        or None)"""
        lines = order.lines
        if order.state not in PAID:
            return []
        sold = lines._after_sales_sold_quantities()
        left = lines._after_sales_returnable_quantities(ticket)
        prices, shares = lines._after_sales_unit_prices(), lines._after_sales_kit_shares()
        credited = lines._after_sales_credited_sentences()
        lots = self._free_lots(lines._after_sales_sold_lots(), ticket)
        items = []
        for line_id, product_id in sold:
            line, product = lines.browse(line_id), self.env["product.product"].browse(product_id)
            share = shares.get(line, {}).get(product, 1.0)
            net, price = (value * share for value in prices[line])
            items.append(
                {
                    "key": f"pos-{line_id}-{product_id}",
                    "line": line,
                    "product": product,
                    "sold": sold[line_id, product_id],
                    "left": self._shipped(line, left.get((line_id, product_id), 0.0)),
                    "price": price,
                    "net": net,
                    "currency": order.currency_id,
                    "lots": lots[line].filtered(lambda lot, of=product: lot.product_id == of),
                    "date": order.date_order,
                    "is_kit_part": product != line.product_id,
                    "credited": credited.get(line),
                }
            )
        return items

    def _shipped(self, line, left):
        """Of a receipt that is shipped later only what was sent comes back."""
        later = line.order_id.shipping_date
        return min(left, line.qty_delivered) if later else left

    def _sale_items(self, order, ticket):
        """:return: as of ``_pos_items``"""
        lines = order.order_line
        sold = lines._after_sales_sold_quantities()
        claimed = lines._after_sales_claimed_quantities(ticket)
        prices = lines._after_sales_unit_prices()
        lots = self._free_lots(self._order_lots(lines), ticket)
        items = []
        for line_id, product_id in sold:
            line, product = lines.browse(line_id), self.env["product.product"].browse(product_id)
            quantity = sold[line_id, product_id]
            if product.type != "consu" or product.uom_id.compare(quantity, 0.0) <= 0:
                continue
            items.append(
                {
                    "key": f"sale-{line_id}-{product_id}",
                    "line": line,
                    "product": product,
                    "sold": quantity,
                    "left": max(0.0, quantity - claimed[line_id, product_id]),
                    "price": line._after_sales_portal_price(product, prices[line]),
                    "net": line._after_sales_own_price(product, prices[line]),
                    "currency": order.currency_id,
                    "lots": lots[line].filtered(lambda lot, of=product: lot.product_id == of),
                    "date": order.date_order,
                    "is_kit_part": product != line.product_id,
                }
            )
        return items

    def _return_items(self, order, ticket):
        """What a return asked for before still awaits; as of ``_pos_items``"""
        held = {
            one.return_line_id: one.quantity
            for one in self.env["after.sales.reservation"]._live_on(
                "return_line_id", order.line_ids, ticket
            )
        }
        items, prices = [], order.line_ids._prices_paid()
        for line in order.line_ids:
            awaited = line._quantity_in_product_unit(line._quantity_wanted())
            net, price = prices[line]
            items.append(
                {
                    "key": f"return-{line.id}-{line.product_id.id}",
                    "line": line,
                    "product": line.product_id,
                    "sold": line._quantity_in_product_unit(line.quantity),
                    "left": max(0.0, awaited - held.get(line, 0.0)),
                    "price": price,
                    "net": net,
                    "currency": line.currency_id,
                    "lots": line.lot_ids or line._sold_lots(),
                    "date": line._date_sold() or order.create_date,
                    "is_kit_part": False,
                    "reason": line.reason_id,
                    "resolution": line.resolution,
                }
            )
        return items
