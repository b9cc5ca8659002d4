from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from odoo import api, models


@dataclass(slots=True)
class Deliveries:
    """What of one sold line is, or was, on its way to the customer.

    ``sold`` holds what was sold, ``exchanged`` the new goods of an exchange, each a set of
    (day of receipt, whether it is only expected). ``open`` holds the kinds that have not left.
    """

    sold: set = field(default_factory=set)
    exchanged: set = field(default_factory=set)
    open: set = field(default_factory=set)


class AfterSalesPolicy(models.Model):
    """When customers got what they bought: line by line, and the whole order."""

    _inherit = "after.sales.policy"

    def _delivery_facts(self, lines):
        """Return when the goods of these lines were received. Whole orders are read only if one
        of these policies counts from their last delivery.

        :param lines: return lines with a sold line
        :return: dict line → dict with the days ``delivery`` (of the last goods of the sold line)
            and ``last_delivery`` (of the last goods of its order), False as long as unknown, and
            ``delivery_expected`` and ``last_expected``: until when some of these goods are on
            their way, the last day there is where they have not left yet; False for none
        """
        sold = lines.sale_line_id._origin
        if "day_after_last_delivery" in self.mapped("trigger"):
            sold = sold.order_id.order_line
        by_sold = self._deliveries(sold, self._sold_zones(lines))
        by_order = sold.grouped("order_id")
        return {
            line: self._line_delivery_facts(
                by_sold[line.sale_line_id._origin],
                [by_sold[mate] for mate in by_order[line.sale_line_id._origin.order_id]],
            )
            for line in lines
        }

    def _sold_zones(self, lines):
        """:return: dict sales order → name of the time zone that its days are counted in"""
        zones = self._zones(lines)
        return {line.sale_line_id._origin.order_id: zones[line].env.context["tz"] for line in lines}

    def _line_delivery_facts(self, own, order):
        """:param own: the :class:`Deliveries` of the sold line
        :param order: those of all lines of its order
        """
        mine = own.sold | own.exchanged
        # New goods of an exchange begin the time of what they replace, not of the whole order.
        every = own.exchanged.union(*(other.sold for other in order))
        waiting = "exchanged" in own.open or any("sold" in other.open for other in order)
        return {
            "delivery": max((day for day, _expected in mine), default=False),
            "delivery_expected": self._last_expected(mine),
            "last_delivery": max((day for day, _expected in every), default=False),
            "last_expected": date.max if waiting else self._last_expected(every),
        }

    def _last_expected(self, days):
        return max((day for day, expected in days if expected), default=False)

    def _deliveries(self, sold, zones):
        """Read all that was to be delivered of these sold lines, in one query.

        Goods sent back to the customer are no delivery. What was cancelled, or moved out of a
        step that was cancelled after it, is not awaited.

        :param dict zones: sales order → name of its time zone
        :return: dict sold line → :class:`Deliveries`
        """
        result = defaultdict(Deliveries)
        moved = self.env["stock.move"]._read_group(
            [("sale_line_id", "in", sold.ids)],
            [
                "sale_line_id",
                "picking_id",
                "after_sales_disposition_id",
                "state",
                "location_dest_usage",
                "location_final_id.usage",
            ],
            ["date:max"],
        )
        for line, picking, part, state, usage, final_usage, moment in moved:
            kind = "exchanged" if part else "sold"
            if part and not part._resolution_row().new_goods:
                continue
            if state == "done" and usage == "customer":
                day = picking._after_sales_day_received(moment, zones[line.order_id])
                expected = picking.after_sales_received_source == "expected"
                getattr(result[line], kind).add((day, expected))
            elif state not in ("done", "cancel") and "customer" in (usage, final_usage):
                result[line].open.add(kind)
        known = {line for line, *_rest in moved}
        for line in sold:
            if line not in known and self._is_to_deliver(line):
                result[line].open.add("sold")
        return result

    def _is_to_deliver(self, line):
        """Whether goods of a sold line that nothing was moved for are still to come, for
        instance from a vendor who was not asked yet."""
        return (
            line.state == "sale"
            and line.product_id.type == "consu"
            and line.product_uom_qty > 0
            and not line.display_type
        )

    # The days that they are counted in ------------------------------------------------------

    def _zones(self, lines):
        """:return: dict line → these policies in the zone that its days are counted in"""
        zones = {line: self._zone(line) for line in lines}
        local = {zone: self.with_context(tz=zone) for zone in set(zones.values())}
        return {line: local[zone] for line, zone in zones.items()}

    @api.model
    def _zone(self, line):
        """Return the time zone that the days of a return line are counted in: the customer's.
        Extend it for sales with a place of their own."""
        return line.partner_id._origin._after_sales_zone(line.company_id or self.env.company)
