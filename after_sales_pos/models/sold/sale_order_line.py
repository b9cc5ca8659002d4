from collections import defaultdict

from odoo import models

from odoo.addons.after_sales_returns.ledger import EPSILON
from odoo.addons.after_sales_returns.tools import refuse

from ...states import PAID


class SaleOrderLine(models.Model):
    """What a sales order may still get back, where tills sell and take back too."""

    _inherit = "sale.order.line"

    # The return screen looks for a product's last sales.
    _after_sales_product_idx = models.Index("(company_id, product_id, id DESC)")

    def _after_sales_sold_quantities(self):
        """What was settled at a till comes back by its receipt, never by the order too."""
        sold = super()._after_sales_sold_quantities()
        settled = self._after_sales_settled_shares()
        for line_id, product_id in list(sold):
            if line_id in settled:
                sold[line_id, product_id] *= 1.0 - settled[line_id]
        return sold

    def _after_sales_settled_shares(self):
        """:return: dict id of a line that was settled at a till → which part of it (0..1]"""
        shares = {}
        for line in self.sudo():
            settled = sum(
                pos_line.product_uom_id._compute_quantity(
                    pos_line.qty, line.product_uom_id, round=False
                )
                for pos_line in line.pos_order_line_ids
                if pos_line.order_id.state in PAID and pos_line.qty > 0
            )
            if settled and line.product_uom_qty:
                shares[line.id] = min(1.0, settled / line.product_uom_qty)
        return shares

    def _after_sales_units(self, product, quantity):
        """``quantity`` of ``product`` in units of this line; of a kit's component its share."""
        self.ensure_one()
        if product == self.product_id:
            return product.uom_id._compute_quantity(quantity, self.product_uom_id, round=False)
        return quantity * self._after_sales_kit_shares().get(product, 1.0)

    def _after_sales_own_price(self, product, price):
        """``price`` (untaxed, per unit of this line) → per own unit of ``product``, which is the
        line's product or a component of it."""
        self.ensure_one()
        if product == self.product_id:
            return self.product_uom_id._compute_price(price, product.uom_id)
        return price * self._after_sales_kit_shares().get(product, 0.0)

    def _after_sales_credited_units(self):
        """What the back office credited and is still with the customer; what was never invoiced
        comes back before it.

        :return: dict line that it credited → units, in the line's own
        """
        lines = self.filtered(lambda line: line._after_sales_foreign_notes())
        ledgers = lines._after_sales_posted_lines()._after_sales_ledgers()
        units = {}
        for line in lines:
            uninvoiced, credited = line._after_sales_open_units(ledgers)
            units[line] = 0.0 if uninvoiced > EPSILON else credited
        return units

    def _after_sales_claimed_quantities(self, ticket=None):
        """Tills hold what is on their open tickets.

        :param ticket: the ticket whose own reservations do not count
        """
        claimed = super()._after_sales_claimed_quantities()
        for held in self._after_sales_held(ticket):
            claimed[held.sale_line_id.id, held.product_id.id] += held.quantity
        return claimed

    def _after_sales_held(self, ticket=None):
        """Live reservations of tills on these lines, but those of ``ticket``."""
        return self.env["after.sales.reservation"].sudo()._live_on("sale_line_id", self, ticket)

    def _check_after_sales_wanted(self, ticket, wanted):
        """Refuse what a till may not hold: too much, or taken by others.

        :param wanted: dict (line id, product id) → quantity in the product's unit
        :raise UserError: a sentence for each product
        """
        if not self:
            return
        self._collide_on_after_sales_claims()
        sold, claimed = (
            self._after_sales_sold_quantities(),
            self._after_sales_claimed_quantities(ticket),
        )
        products = self.env["product.product"].sudo()
        refuse(
            [
                self.browse(key[0])._after_sales_wanted_sentence(products.browse(key[1]), ticket)
                for key, quantity in wanted.items()
                if products.browse(key[1]).uom_id.compare(quantity + claimed[key], sold[key]) > 0
            ]
        )

    def _after_sales_wanted_sentence(self, product, ticket):
        claims = self.sudo().after_sales_line_ids.filtered(
            lambda claim: claim.product_id == product and claim.quantity_claimed
        )
        held = self._after_sales_held(ticket).filtered(lambda one: one.product_id == product)
        names = {"order": self.order_id.name, "product": product.display_name}
        holders = [*claims.return_id.mapped("name"), *held._holder_names()]
        if not holders:
            return self.env._(
                "%(order)s, %(product)s: not so many were delivered, or they already came back. "
                "Lower the quantity.",
                **names,
            )
        return self.env._(
            "%(order)s, %(product)s: taken already (%(holders)s). Lower the quantity, or finish or "
            "cancel the other return first.",
            holders=", ".join(holders),
            **names,
        )

    def _after_sales_overclaim_sentence(self, product, sold, claimed):
        held = self._after_sales_held().filtered(lambda one: one.product_id == product)
        receipts = self.sudo().pos_order_line_ids.order_id.filtered(
            lambda order: order.state in PAID
        )
        if held:
            return self.env._(
                "%(order)s, %(product)s: %(sold)g %(unit)s may come back, but %(holders)s. Try "
                "again later, or lower the quantity.",
                order=self.order_id.name,
                product=product.display_name,
                sold=sold[self.id, product.id],
                unit=product.uom_id.name,
                holders=", ".join(held._holder_names()),
            )
        if receipts and not sold[self.id, product.id]:
            return self.env._(
                "%(order)s, %(product)s: it was paid at the till with receipt %(receipts)s. "
                "Choose the line of the receipt.",
                order=self.order_id.name,
                product=product.display_name,
                receipts=", ".join(receipts.mapped("pos_reference")),
            )
        return super()._after_sales_overclaim_sentence(product, sold, claimed)

    # Serial numbers and lots ------------------------------------------------------------------

    def _after_sales_sold_lots(self):
        """Lots that these lines delivered and that did not come back.

        :return: dict line → ``stock.lot``
        """
        lots = self.env["stock.lot"]
        return {
            line: lots.union(*(lot for lot, left in balance.items() if left > 0))
            for line, balance in self._after_sales_lot_balances().items()
        }

    def _after_sales_lot_balances(self):
        """:return: dict line → dict lot → what was delivered less what came back"""
        moves = self.move_ids | self.after_sales_line_ids.move_ids
        balances = {line: defaultdict(float) for line in self}
        for move_line in moves.move_line_ids.filtered("lot_id"):
            move = move_line.move_id
            if move.state != "done":
                continue
            sold = move.sale_line_id or move.after_sales_line_id.sale_line_id
            sign = (move.location_dest_usage == "customer") - (move.location_usage == "customer")
            balances[sold][move_line.lot_id] += sign * move_line.quantity_product_uom
        return balances
