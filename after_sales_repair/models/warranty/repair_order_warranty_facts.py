from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from odoo import fields, models
from odoo.fields import Domain


@dataclass(slots=True, eq=False)
class PastRepair:
    """An earlier repair of the same item, in days of the company's time zone."""

    repair: models.Model
    name: str
    intake: date
    handed_back: date

    @property
    def days(self):
        """Days that the customer was without the item: from taking in to handing back."""
        return (self.handed_back - self.intake).days


@dataclass(slots=True, eq=False)
class WarrantyFacts:
    """What the warranty terms need to know of one repair.

    ``delivered`` is the first sale of the item, ``exchanged`` the day the customer got it in
    exchange for another one; False as long as unknown.
    """

    reported: date
    sale_line: models.Model
    delivered: date | bool = False
    exchanged: date | bool = False
    past: list = field(default_factory=list)

    @property
    def covered_repairs(self):
        return [past for past in self.past if past.repair.under_warranty]


class RepairOrder(models.Model):
    """How an item was sold and repaired before, for any number of repairs at once."""

    _inherit = "repair.order"

    purchase_date = fields.Date(
        string="Bought On",
        copy=False,
        tracking=True,
        help="Where no sale of the item is known: the day on the proof of purchase.",
    )
    purchase_proof_ids = fields.Many2many(
        "ir.attachment",
        "repair_order_purchase_proof_rel",
        string="Proof of Purchase",
        copy=False,
        help="Receipt or warranty card. Without it the date of purchase does not count.",
        bypass_search_access=True,
    )

    # No index of the field: it is Odoo's own and would keep it when this addon goes.
    _after_sales_lot_idx = models.Index("(lot_id) WHERE lot_id IS NOT NULL")

    def _warranty_facts(self):
        """:return: dict repair → :class:`WarrantyFacts`"""
        sales, past = self._item_sales(), self._past_repairs()
        result = {}
        for repair in self:
            sale_line, delivered, exchanged = sales[repair]
            result[repair] = WarrantyFacts(
                reported=repair._reported_day(),
                sale_line=sale_line,
                delivered=repair._local_day(delivered) or repair._proven_day(),
                exchanged=repair._local_day(exchanged),
                past=past[repair],
            )
        return result

    def _reported_day(self):
        """The day on which the customer said that the item is faulty."""
        self.ensure_one()
        requested = self.after_sales_return_id.date_requested
        return self._local_day(requested or self.date_intake or fields.Datetime.now())

    def _proven_day(self):
        return self.purchase_proof_ids and self.purchase_date

    def _local_day(self, moment):
        """``moment`` (UTC) as a day of the customer: a warranty ends for every user alike. What
        is a day already stays."""
        if not moment or not isinstance(moment, datetime):
            return moment or False
        zone = self.partner_id._after_sales_zone(self.company_id)
        return fields.Date.context_today(self.with_context(tz=zone), moment)

    # The sale ---------------------------------------------------------------------------------

    def _item_sales(self):
        """Return how each item came to its customer.

        A serial number tells by its last delivery; anything else by the sold line of its return
        order. Redeliveries of repaired or refused goods are no deliveries.

        :return: dict repair → (sale order line, day of the first sale, day of the exchange), each
            empty if unknown; the days on which the customer got it
        """
        last = self._last_sold_deliveries()
        sold = {
            repair: last[repair].move_id.sale_line_id
            if repair in last
            else repair.after_sales_line_id.sale_line_id
            for repair in self
        }
        roots = self._first_sales(sold.values())
        days = self._delivery_days(roots)
        return {
            repair: self._item_sale(last.get(repair), line, roots, days)
            for repair, line in sold.items()
        }

    def _item_sale(self, last, line, roots, days):
        """See ``_item_sales``; of one item."""
        root = roots.get(line, line)
        first = days.get((root, False))
        if last:
            replaced = root != line or last.move_id.after_sales_disposition_id
            day = self._day_received(line, last.picking_id, last.date)
            return line, (replaced and first) or day, bool(replaced) and day
        exchanged = days.get((line, "exchange"))
        if root != line:
            exchanged = exchanged or days.get((line, False))
        return line, first or exchanged, exchanged

    def _last_sold_deliveries(self):
        """:return: dict repair → the ``stock.move.line`` of the last delivery of its serial
        number; those never delivered are left out"""
        lots = self._item_lots()
        if not lots:
            return {}
        lines = self.env["stock.move.line"].search(
            Domain("lot_id", "in", [lot.id for lot in lots.values()])
            & Domain("state", "=", "done")
            & Domain("location_dest_id.usage", "=", "customer")
            & Domain("move_id.after_sales_item_repair_id", "=", False)
            & (
                Domain("move_id.after_sales_disposition_id", "=", False)
                | Domain("move_id.after_sales_disposition_id.resolution", "=", "exchange")
            ),
            order="date, id",
        )
        last = {line.lot_id: line for line in lines}
        return {repair: last[lot] for repair, lot in lots.items() if lot in last}

    def _item_lots(self):
        """Return the serial number of each item, also where it was only typed so far.

        :return: dict repair → ``stock.lot``; those without are left out
        """
        tracked = self.filtered(lambda repair: repair.product_id.tracking == "serial")
        lots = {repair: repair.lot_id._origin for repair in tracked if repair.lot_id}
        typed = {
            repair: (repair.product_id._origin, repair.item_serial.strip())
            for repair in tracked
            if not repair.lot_id and repair.item_serial
        }
        if typed:
            found = self.env["stock.lot"].search(
                Domain("product_id", "in", [product.id for product, _name in typed.values()])
                & Domain("name", "in", [name for _product, name in typed.values()])
            )
            by_name = {(lot.product_id, lot.name): lot for lot in found}
            lots |= {repair: by_name[key] for repair, key in typed.items() if key in by_name}
        return lots

    def _first_sales(self, lines):
        """:return: dict sale line → the line first sold, of which it is an exchange, or itself"""
        roots = {line: line for line in self.env["sale.order.line"].union(*lines)}
        newer = roots
        while newer:
            newer = {
                line: older
                for line, root in newer.items()
                if (older := root.after_sales_disposition_id.line_id.sale_line_id)
            }
            roots = {**roots, **newer}
        return roots

    def _delivery_days(self, roots):
        """:return: dict (sale line, False or "exchange") → day on which the customer got the
        last of it"""
        lines = self.env["sale.order.line"].union(*roots, *roots.values())
        if not lines:
            return {}
        groups = self.env["stock.move"]._read_group(
            Domain("sale_line_id", "in", lines.ids)
            & Domain("state", "=", "done")
            & Domain("location_dest_id.usage", "=", "customer")
            & (
                Domain("after_sales_disposition_id", "=", False)
                | Domain("after_sales_disposition_id.resolution", "=", "exchange")
            ),
            ["sale_line_id", "after_sales_disposition_id.resolution", "picking_id"],
            ["date:max"],
        )
        days = {}
        for line, resolution, picking, moment in groups:
            key = (line, resolution or False)
            day = self._day_received(line, picking, moment)
            days[key] = max(day, days.get(key, day))
        return days

    def _day_received(self, line, picking, moment):
        """The day on which the customer of a sold line got what left us at ``moment``."""
        zone = line.order_id.partner_id._after_sales_zone(line.company_id)
        return picking._after_sales_day_received(moment, zone)

    # Earlier repairs --------------------------------------------------------------------------

    def _past_repairs(self):
        """:return: dict repair → list of :class:`PastRepair`: those of the same item that were
        repaired and handed back before, the oldest first"""
        keys = {repair: repair._item_keys() for repair in self}
        by_key = defaultdict(list)
        for repair in self._search_past_repairs(keys.values()):
            for key in repair._item_keys():
                by_key[key].append(repair)
        result = {}
        for repair, own in keys.items():
            same = {other for key in own for other in by_key[key]}
            result[repair] = repair._sorted_past(same)
        return result

    def _sorted_past(self, others):
        before = self.date_intake or fields.Datetime.now()
        own = [
            other for other in others if other != self._origin and other.date_handed_back <= before
        ]
        return [
            PastRepair(
                repair=other,
                name=other.name,
                intake=other._local_day(other.date_intake or other.create_date),
                handed_back=other._local_day(other.date_handed_back),
            )
            for other in sorted(own, key=lambda other: (other.date_handed_back, other.id))
        ]

    def _item_keys(self):
        """What makes two repairs repairs of the same item: the serial number, or the sold line
        if it was the only unit of it.

        :return: set of tuples (kind, company id, value)
        """
        self.ensure_one()
        company = self.company_id.id
        keys = set()
        if self.lot_id and self.product_id.tracking == "serial":
            keys.add(("lot", company, self.lot_id._origin.id))
        if self.item_serial and self.item_serial.strip():
            keys.add(("serial", company, (self.product_id._origin.id, self.item_serial.strip())))
        sold = self.after_sales_line_id.sale_line_id
        if not keys and sold.product_uom_qty == 1.0:
            keys.add(("sold", company, sold.id))
        return keys

    def _search_past_repairs(self, keys):
        """Read the repaired and handed back items that share one of these keys."""
        values = defaultdict(set)
        for kind, _company, value in set().union(*keys):
            values[kind].add(value)
        if not values:
            return self.browse()
        same = Domain.OR(
            [
                Domain("lot_id", "in", list(values["lot"])),
                Domain("item_serial", "in", [serial for _product, serial in values["serial"]]),
                Domain(
                    "after_sales_disposition_id.line_id.sale_line_id", "in", list(values["sold"])
                ),
            ]
        )
        return self.search(
            same & Domain("outcome", "=", "repaired") & Domain("date_handed_back", "!=", False)
        )
