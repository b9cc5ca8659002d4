from collections import defaultdict

from odoo import models

from odoo.addons.after_sales_returns.tools import overclaimed_lots


class AfterSalesTill(models.AbstractModel):
    """Serial numbers and lots that may still come back."""

    _inherit = "after.sales.till"

    def _free_lots(self, lots, ticket):
        """Leave out serials that an open return claims or another till holds.

        :param lots: dict line → ``stock.lot``
        """
        serials = self.env["stock.lot"].union(*lots.values())
        serials = serials.filtered(lambda lot: lot.product_id.tracking == "serial")
        held = self.env["after.sales.reservation"]._live_on("lot_ids", serials, ticket).lot_ids
        taken = serials.filtered("after_sales_line_id") | held
        return {line: sold - taken for line, sold in lots.items()}

    def _order_lots(self, lines):
        """Lots that sales order lines delivered and that did not come back.

        :return: dict sale order line → ``stock.lot``
        """
        lots = self.env["stock.lot"]
        return {
            line: lots.union(*(lot for lot, left in balance.items() if left > 0))
            for line, balance in self._order_lot_balances(lines).items()
        }

    def _order_lot_balances(self, lines):
        """:return: dict sale order line → dict lot → what was delivered less what came back"""
        moves = lines.move_ids | lines.after_sales_line_ids.move_ids
        balances = {line: defaultdict(float) for line in lines}
        for move_line in moves.move_line_ids.filtered("lot_id"):
            move = move_line.move_id
            if move.state != "done":
                continue
            sold = move.sale_line_id or move.after_sales_line_id.sale_line_id
            sign = (move.location_dest_usage == "customer") - (move.location_usage == "customer")
            balances[sold][move_line.lot_id] += sign * move_line.quantity_product_uom
        return balances

    # By quantity ----------------------------------------------------------------------------

    def _lot_quantity_problems(self, ticket, wishes):
        """Of a lot no more comes back than was sold of it.

        :return: dict key of a wish → list of sentences
        """
        problems = defaultdict(list)
        by_lot = [wish for wish in wishes if wish.product.tracking == "lot" and wish.lots]
        groups = defaultdict(list)
        for wish in by_lot:
            if wish.kind in ("pos", "sale"):
                groups[wish.kind, wish.line, wish.product].append(wish)
        for (kind, line, product), own in groups.items():
            claims = self._lot_claims(ticket, kind, line, product)
            claims += [(wish.lots, wish.quantity, self.env._("this ticket")) for wish in own]
            free = self._lots_left(kind, line)
            for lots, have, need, names in overclaimed_lots(product.uom_id, free, claims):
                sentence = self._lot_quantity_sentence(product, lots, have, need, names)
                problems[own[-1].key].append(sentence)
        return problems

    def _lots_left(self, kind, line):
        """:return: dict lot → what the line sold of it and did not get back"""
        if kind == "pos":
            return line._after_sales_lot_balances()[line]
        return self._order_lot_balances(line)[line]

    def _lot_claims(self, ticket, kind, line, product):
        """What others take of the lots of a sold line: open returns and other tills' tickets; as
        for ``overclaimed_lots``"""
        returns = line.sudo().after_sales_line_ids.filtered(
            lambda one: one.product_id == product and one.quantity_claimed > 0
        )
        held = self.env["after.sales.reservation"].sudo()
        held = held._live_on(f"{kind}_line_id", line, ticket)
        return [(one.lot_ids, one._open_lot_claim(), one.return_id.name) for one in returns] + [
            (one.lot_ids, one.quantity, ", ".join(one._holder_names()))
            for one in held
            if one.product_id == product
        ]

    def _lot_quantity_sentence(self, product, lots, have, need, names):
        return self.env._(
            "%(product)s: of %(lots)s %(have)g may come back, but %(need)g are taken: %(names)s. "
            "Lower the quantity, or name the lot that it is.",
            product=product.display_name,
            lots=", ".join(lots.mapped("name")),
            have=have,
            need=need,
            names=", ".join(names),
        )
