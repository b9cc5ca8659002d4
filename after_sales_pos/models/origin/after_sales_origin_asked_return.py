from collections import defaultdict

from odoo import models

from odoo.addons.after_sales_returns.tools import refuse

VERDICT = (
    "verdict",
    "verdict_reason",
    "deadline",
    "presumed_until",
    "policy_refund_percent",
    "policy_fee_percent",
    "policy_fee_fixed",
)


class AfterSalesOriginAskedReturn(models.AbstractModel):
    """Goods of a return order that the customer asked for before."""

    _name = "after.sales.origin.asked_return"
    _inherit = "after.sales.origin"
    _description = "Goods of a Return Asked For"
    _kind = "return"
    _sale_model = "after.sales.return"
    _line_model = "after.sales.return.line"
    _sale_name = "return_id"
    _line_name = "return_line_id"
    # Nothing tells what was paid of what is not its receipt's or order's.
    _is_payable = False

    def _sale_row(self, sale):
        """The total is what the customer asks for, untaxed; the lines say it with tax."""
        return {
            "name": sale.name,
            "date": str(sale.date_requested or sale.create_date).partition(".")[0],
            "store": sale.warehouse_id.name or "",
            "total": sum(line.price_paid_unit * line.quantity for line in sale.line_ids),
        }

    def _is_invoiced(self, sale):
        return any(move.state == "posted" for move in sale.sale_order_ids.invoice_ids)

    def _items(self, sale, ticket):
        """What it still awaits."""
        reservations = self.env["after.sales.reservation"]
        live = reservations._live_on(self._line_name, sale.line_ids, ticket)
        held = {one.return_line_id: one.quantity for one in live}
        items, prices = [], sale.line_ids._prices_paid()
        for line in sale.line_ids:
            awaited = line._quantity_in_product_unit(line._quantity_wanted())
            net, price = prices[line]
            items.append(
                {
                    "key": f"{self._kind}-{line.id}-{line.product_id.id}",
                    "line": line,
                    "product": line.product_id,
                    "sold": line._quantity_in_product_unit(line.quantity),
                    "left": max(0.0, awaited - held.get(line, 0.0)),
                    "price": price,
                    "net": net,
                    "currency": line.currency_id,
                    "lots": self._free_lots(line, ticket)[line],
                    "date": line._date_sold() or sale.create_date,
                    "is_kit_part": False,
                    "reason": line.reason_id,
                    "resolution": line.resolution,
                }
            )
        return items

    def _item_verdicts(self, sale, items):
        names = ("verdict", "verdict_reason", "deadline")
        return {item["key"]: {name: item["line"][name] for name in names} for item in items}

    def _sold_line(self, wish):
        return wish.line.pos_line_id or wish.line.sale_line_id

    def _receipt_line(self, wish):
        return wish.line.pos_line_id

    def _asked_line(self, wish):
        return wish.line

    def _document(self, wish):
        return wish.sold_line.order_id if wish.sold_line else wish.line.return_id

    def _payer(self, wish):
        return self.till._origin_of_sale(wish.document)

    def _customer(self, wish):
        return wish.line.return_id.partner_id

    def _quote_partner(self, wish):
        partner = wish.line.return_id.partner_id
        return partner - partner._after_sales_walk_in()

    def _prices(self, wishes):
        lines = self.env["after.sales.return.line"].union(*(wish.line for wish in wishes))
        prices = lines._prices_paid()
        return {wish.key: prices[wish.line] for wish in wishes}

    def _decided_verdicts(self, wishes):
        """What was asked for before was evaluated then. Something else than that is evaluated
        now, as of the day on which the customer asked."""
        verdicts, by_day = {}, defaultdict(dict)
        for wish in wishes:
            resolution = wish.policy_resolution
            if resolution == wish.line.resolution:
                verdicts[wish.key] = {
                    **{name: wish.line[name] for name in VERDICT},
                    "policy_id": wish.line.policy_id.id,
                    "statutory_policy_id": wish.line.statutory_policy_id.id,
                }
            else:
                day = wish.line._day_requested()
                other = wish.line.new({"resolution": resolution}, origin=wish.line)
                by_day[day][wish.key] = other
        for day, lines in by_day.items():
            others = self.env["after.sales.return.line"].union(*lines.values())
            found = self.env["after.sales.policy"]._evaluate(others, day)
            verdicts.update({key: found[line] for key, line in lines.items()})
        return verdicts

    def _blocks_paid_ahead(self, wish):
        if not wish.line.quantity_advanced or not wish.row.credits:
            return []
        return [
            self.env._(
                "%(product)s was paid back already with %(return)s. Send it to the centre: that "
                "takes it in and pays nothing.",
                **{"return": wish.line.return_id.name},
                product=wish.product.display_name,
            )
        ]

    def _overrides(self, wish, verdict):
        """What was approved before was decided on."""
        as_asked = wish.line.resolution == wish.policy_resolution
        if wish.line.state == "approved" and as_asked:
            return []
        return super()._overrides(wish, verdict)

    def _free_lots(self, lines, ticket):
        return {line: line.lot_ids or line._sold_lots() for line in lines}

    def _blocks_lot_quantity(self, wishes, ticket):
        """Its receipt or order is asked once it comes in."""
        return {}

    def _quote_lines(self, document, wishes, terms):
        refuse([text for wish in wishes for text in self.till._blocks_payment(wish)])
