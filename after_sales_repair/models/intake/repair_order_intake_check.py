from collections import defaultdict

from odoo import models
from odoo.fields import Domain


class RepairOrder(models.Model):
    """What stands against taking items in. Those taken in with one press are looked at together:
    one serial, or the last unit of a store, is there once."""

    _inherit = "repair.order"

    def _problems_of(self, target):
        problems = super()._problems_of(target)
        if target == "confirmed":
            serials = self.filtered(lambda repair: repair.product_id.tracking == "serial")
            problems += self._serial_problems() + serials._returned_serial_problems()
            problems += self._stock_problems()
        return problems

    def _confirmed_problems(self):
        """:return: list of sentences that stand against taking this one item in"""
        self.ensure_one()
        problems = super()._confirmed_problems()
        if not self.item_name:
            problems.append(
                self.env._(
                    "%(repair)s: say what is handed in: a product, or the item in words.",
                    **self._names(),
                )
            )
        if self._is_item_stored() and self.product_id.tracking != "none" and not self.lot_id:
            problems.append(
                self.env._(
                    "%(repair)s (%(item)s): read its serial number off the item and enter it.",
                    **self._names(),
                )
            )
        if self.after_sales_origin == "store" and self.partner_id:
            problems.append(
                self.env._(
                    "%(repair)s (%(item)s): a defect of store stock has no customer. Take the "
                    "customer off, or take the item in at the counter.",
                    **self._names(),
                )
            )
        if self.picking_id:
            problems += self._transfer_problems()
        return problems

    # One serial, one repair -------------------------------------------------------------------

    def _serial_problems(self):
        """:return: list of sentences about serials that are in repair already, or twice here"""
        open_repairs = {repair._serial_key(): repair for repair in self._open_repairs_of_serials()}
        problems = []
        for repair in self:
            key = repair._serial_key()
            other = open_repairs.setdefault(key, repair) if key else repair
            if other != repair:
                problems.append(repair._serial_taken_sentence(other, repair.item_serial))
        return problems

    def _serial_taken_sentence(self, other, serial):
        self.ensure_one()
        return self.env._(
            "%(repair)s (%(item)s): serial %(serial)s is already in repair as %(other)s. Finish or "
            "cancel that one first, or correct the serial.",
            serial=serial,
            other=other.name,
            **self._names(),
        )

    def _serial_key(self):
        """What two repairs of one item share; False where no serial tells."""
        self.ensure_one()
        if self.lot_id and self.product_id.tracking == "serial":
            return self.lot_id
        serial = (self.item_serial or "").strip()
        return serial and (self.company_id, self.product_id, serial)

    def _open_repairs_of_serials(self):
        """The other open repairs that may be of the same serials."""
        serials = self.filtered("item_serial").mapped("item_serial")
        if not self.lot_id and not serials:
            return self.browse()
        same = Domain("lot_id", "in", self.lot_id.ids) | Domain("item_serial", "in", serials)
        return self.sudo().search(
            same
            & Domain("id", "not in", self.ids)
            & Domain("after_sales_stage", "in", self._open_stages())
            & Domain("state", "!=", "draft")
        )

    def _returned_serial_problems(self):
        """:return: list of sentences about serials that a return waits for or has to sort"""
        return [
            self.env._(
                "%(repair)s (%(item)s): we have serial %(serial)s already, or wait for it, with "
                "%(other)s. Receive or sort it there, or cancel that first.",
                serial=repair.lot_id.name,
                other=name,
                **repair._names(),
            )
            for repair in self
            for lot in repair.lot_id.sudo()
            for record, name in lot._after_sales_holders()
            if record._name == "after.sales.return.line"
            and record != repair.sudo().after_sales_line_id
        ]

    # Where the item lies in our books ---------------------------------------------------------

    def _stock_problems(self):
        """A store's own item must lie in its stock, a customer's must not.

        :return: list of sentences
        """
        arriving = self.filtered(lambda repair: repair._is_item_stored() and not repair._is_here())
        received = arriving.filtered(lambda repair: repair._received_by_transfer())
        store_items = (arriving - received).filtered(
            lambda repair: repair.after_sales_origin == "store"
        )
        serials = (arriving - received - store_items).filtered(
            lambda repair: repair.lot_id and repair.product_id.tracking == "serial"
        )
        return (
            received._moved_on_problems()
            + store_items._store_stock_problems()
            + serials._own_serial_problems()
        )

    def _store_stock_problems(self):
        left = self._available_in_stores()
        problems = []
        for repair in self:
            key = repair.after_sales_store_id, repair.product_id, repair.lot_id
            left[key] -= repair.product_qty
            if repair.product_id.uom_id.compare(left[key], 0.0) < 0:
                problems.append(
                    self.env._(
                        "%(repair)s (%(item)s): %(store)s has none of it in stock. Correct the "
                        "product, the serial or the store.",
                        store=repair.after_sales_store_id.name,
                        **repair._names(),
                    )
                )
        return problems

    def _available_in_stores(self):
        """:return: dict (store, product, lot or none) → quantity that is ours and not reserved"""
        left = defaultdict(float)
        stores = self.after_sales_store_id
        groups = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [
                    ("location_id", "child_of", stores.lot_stock_id.ids),
                    ("product_id", "in", self.product_id.ids),
                    *self._ours_domain(),
                ],
                ["location_id", "product_id", "lot_id"],
                ["quantity:sum", "reserved_quantity:sum"],
            )
        )
        for location, product, lot, quantity, reserved in groups:
            for store in stores:
                if location.parent_path.startswith(store.lot_stock_id.parent_path):
                    left[store, product, lot] += quantity - reserved
        return left

    def _own_serial_problems(self):
        """A serial that we have cannot be in a customer's hands."""
        held = self._held_serials()
        problems = []
        for repair in self:
            problems += repair._held_serial_problems(held.get(repair.lot_id))
        return problems

    def _held_serial_problems(self, quant):
        """:param quant: the ``stock.quant`` of the serial in our places, or None
        :return: list of sentences"""
        if not quant:
            return []
        place = quant.location_id
        return [
            self.env._(
                "%(repair)s (%(item)s): serial %(serial)s lies in the stock of %(store)s. "
                "Take it in as a defect of store stock, or correct the serial.",
                serial=self.lot_id.name,
                store=place.warehouse_id.name or place.display_name,
                **self._names(),
            )
        ]

    def _held_serials(self):
        """:return: dict lot → quant of ours that has it"""
        quants = (
            self.env["stock.quant"]
            .sudo()
            .search(
                [
                    ("lot_id", "in", self.lot_id.ids),
                    ("location_id.usage", "=", "internal"),
                    ("quantity", ">", 0),
                    *self._ours_domain(),
                ]
            )
        )
        return quants.grouped("lot_id") if quants else {}

    def _ours_domain(self):
        """Goods of these companies, none that customers own."""
        companies = self.company_id
        return [
            ("company_id", "in", companies.ids),
            ("owner_id", "in", [False, *companies.partner_id.ids]),
        ]
