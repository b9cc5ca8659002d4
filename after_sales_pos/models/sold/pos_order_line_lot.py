from collections import defaultdict

from odoo import models

from odoo.addons.after_sales_returns.tools import refuse


class PosOrderLine(models.Model):
    """Serial numbers and lots that a till sold, which of them may still come back, and what
    Odoo's own refunds take of them."""

    _inherit = "pos.order.line"

    def _after_sales_sold_lots(self, but=None):
        """Lots that these lines sold and that did not come back since.

        :param but: return lines whose own receipts do not count as come back
        :return: dict line → ``stock.lot``
        """
        lots = self.env["stock.lot"]
        return {
            line: lots.union(*(lot for lot, left in balance.items() if left > 0))
            for line, balance in self._after_sales_lot_balances(but).items()
        }

    def _after_sales_lot_balances(self, but=None):
        """:return: dict line → dict lot → what was sold of it less what came back; parameter as
        of ``_after_sales_sold_lots``"""
        named, kits = self._after_sales_lots_by_name(), self._after_sales_kits()
        balances = {line: defaultdict(float) for line in self}
        for line, balance in balances.items():
            for pack in (line | line._after_sales_plain_refunds()).pack_lot_ids:
                lot = named.get((line.company_id, line.product_id, pack.lot_name))
                sold = pack.pos_order_line_id
                unit = 1.0 if line.product_id.tracking == "serial" else abs(sold.qty)
                if lot:
                    balance[lot] += unit if sold == line else -unit
            line._after_sales_count_component_lots(balance, kits.get(line, {}))
            line._after_sales_count_returned_lots(balance, but)
        return balances

    def _after_sales_lots_by_name(self):
        """The till knows lots by name only; :return: dict (company, product, name) → lot"""
        packs = (self | self._after_sales_plain_refunds()).pack_lot_ids
        found = (
            self.env["stock.lot"]
            .sudo()
            .search(
                [
                    ("product_id", "in", self.product_id.ids),
                    ("name", "in", packs.mapped("lot_name")),
                    ("company_id", "in", [False, *self.company_id.ids]),
                ]
            )
            if packs
            else self.env["stock.lot"]
        )
        return {
            (company, lot.product_id, lot.name): lot
            for lot in found
            for company in lot.company_id or self.company_id
        }

    def _after_sales_count_component_lots(self, balance, components):
        """The till asks for no serials of a kit's components: what was moved tells."""
        if not any(product.tracking != "none" for product in components):
            return
        for move_line in self.order_id.picking_ids.move_line_ids:
            if move_line.lot_id and move_line.product_id in components:
                out = move_line.location_dest_id.usage == "customer"
                balance[move_line.lot_id] += move_line.quantity_product_uom * (1 if out else -1)

    def _after_sales_count_returned_lots(self, balance, but):
        lines = self.sudo().after_sales_line_ids
        for move in (lines - but.sudo() if but else lines).move_ids:
            if move.state != "done":
                continue
            sign = (move.location_dest_usage == "customer") - (move.location_usage == "customer")
            for move_line in move.move_line_ids.filtered("lot_id"):
                balance[move_line.lot_id] += sign * move_line.quantity_product_uom

    # Plain refunds --------------------------------------------------------------------------------

    def _check_after_sales_refunded_lots(self):
        """A serial number comes back once, to the receipt it was sold with."""
        problems = []
        serials = self.filtered(lambda line: line.product_id.tracking == "serial")
        balances = serials.refunded_orderline_id._after_sales_lot_balances()
        for line in serials:
            origin = line.refunded_orderline_id
            balance = {lot.name: (lot, left) for lot, left in balances[origin].items()}
            sold = set(origin.pack_lot_ids.mapped("lot_name"))
            for name in line.pack_lot_ids.mapped("lot_name"):
                lot, left = balance.get(name, (self.env["stock.lot"], 0.0))
                claim = lot.after_sales_line_id
                if name not in sold or claim or left < 0:
                    problems.append(line._after_sales_lot_sentence(name, name in sold, claim))
        refuse(problems)

    def _check_after_sales_refunded(self):
        """Services, discounts and combos are no goods, so no return takes them: of each what was
        sold is paid back once."""
        if not self:
            return
        self._collide_on_after_sales_claims()
        problems = []
        for line in self:
            refunds = line._after_sales_plain_refunds()
            back = sum(max(0.0, -refund.qty) for refund in refunds)
            if line.product_uom_id.compare(back, line.qty) > 0:
                problems.append(
                    line._after_sales_overclaim_sentence(line.product_id, line.qty, back, None)
                )
        refuse(problems)

    def _after_sales_lot_sentence(self, name, sold, claim):
        names = {
            "receipt": self.refunded_orderline_id._after_sales_receipt_name(),
            "product": self.product_id.display_name,
            "serial": name,
        }
        if not sold:
            return self.env._(
                "Receipt %(receipt)s, %(product)s: serial number %(serial)s was not sold with it. "
                "Scan the serial number on the product, or look for its receipt.",
                **names,
            )
        if claim:
            return self.env._(
                "Receipt %(receipt)s, %(product)s: serial number %(serial)s is already claimed by "
                "%(return)s. Finish or cancel that return first.",
                **{"return": claim.return_id.name},
                **names,
            )
        return self.env._(
            "Receipt %(receipt)s, %(product)s: serial number %(serial)s already came back. Check "
            "the serial number on the product.",
            **names,
        )
