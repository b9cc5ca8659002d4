from dataclasses import replace
from uuid import uuid4

from odoo import api, models

SPLIT = ("qty", "price_subtotal", "price_subtotal_incl")


class PosOrder(models.Model):
    """A till without connection took back more of a receipt than others left of it: what is left
    is claimed, and only the rest of it is the conflict."""

    _inherit = "pos.order"

    @api.model
    def _split_offline(self, returned, order):
        """Make two wishes of one that is claimed in part, and two lines of the order's line.

        :param returned: :class:`TillReturn`; the rests are added to its wishes
        :param dict order: as sent by the till, changed
        """
        till = returned.till
        wishes = [wish for wish in returned.wishes if wish.kind == "pos"]
        left = till._quantities_left(returned.ticket, wishes)
        free = till._wish_lots(returned.ticket, wishes)
        for wish in wishes:
            unit = till._sold_unit(wish)
            kept = wish.lots & free[wish.key]
            have = min(left.get(unit, 0.0), wish.quantity)
            if wish.product.tracking == "serial":
                have = min(have, len(kept))
            left[unit] = left.get(unit, 0.0) - have
            uom = wish.product.uom_id
            if uom.compare(have, 0.0) > 0 and uom.compare(have, wish.quantity) < 0:
                self._split_wish(returned, order, wish, have, kept)

    @api.model
    def _split_wish(self, returned, order, wish, have, kept):
        """:param have: how much of it is left; ``kept``: the serial numbers that are"""
        is_serial = wish.product.tracking == "serial"
        named = kept.sorted()[: int(have)] if is_serial else wish.lots
        rest = replace(
            wish,
            key=f"{wish.key}-rest",
            quantity=wish.quantity - have,
            lots=wish.lots - named if is_serial else wish.lots,
            problems=[],
        )
        names = set(named.mapped("name"))
        if is_serial:
            rest.data = {**wish.data, "lots": [n for n in wish.data["lots"] if n not in names]}
        if not self._split_till_line(order, wish, rest, names if is_serial else None):
            return
        if is_serial:
            wish.data = {**wish.data, "lots": sorted(names)}
        wish.quantity, wish.lots = have, named
        returned.wishes.append(rest)

    @api.model
    def _split_till_line(self, order, wish, rest, names):
        """:param names: of the serial numbers that stay with the first line; None: all of both
        :return: whether the order has one line of the wish that was split
        """
        found = [
            line
            for line in order["lines"]
            if line[0] == 0
            and line[2].get("after_sales_key") == wish.key
            and line[2].get("after_sales_role") == "goods"
        ]
        if len(found) != 1:
            return False
        vals = found[0][2]
        share = rest.quantity / wish.quantity
        other = {**vals, "uuid": str(uuid4()), "after_sales_key": rest.key}
        other.pop("id", None)
        for name in SPLIT:
            amount = (vals.get(name) or 0.0) * share
            other[name] = amount if name == "qty" else wish.line.currency_id.round(amount)
            vals[name] = (vals.get(name) or 0.0) - other[name]
        if names is not None:
            packs = vals.get("pack_lot_ids") or []
            vals["pack_lot_ids"] = [one for one in packs if one[2].get("lot_name") in names]
            other["pack_lot_ids"] = [one for one in packs if one[2].get("lot_name") not in names]
        order["lines"].append([0, 0, other])
        return True
