from odoo import models
from odoo.exceptions import UserError

from odoo.addons.after_sales_returns.tools import only_one, refuse

from .after_sales_sampling_lot import RANKS

KEY_LENGTH = 64


class AfterSalesSamplingLot(models.Model):
    """Counting: one unit at a time, saved as it is given.

    Every unit writes its lot: of two people who count at once one is tried again and sees the
    other's.
    """

    _inherit = "after.sales.sampling.lot"

    def count_unit(self, key, barcode=None, defect_ids=(), note=None, photo=None):
        """Save one unit that was looked at. Sent again with the same key it changes nothing.

        :param key: str that the page makes for each unit
        :param barcode: what was scanned: the serial or lot of the unit, or the barcode of its
            product; None where nothing is numbered
        :param defect_ids: ids of what is wrong with it; none: it conforms
        :param note: str, or None
        :param photo: base64 of a picture, or None
        :return: dict, see ``_page_tally``
        :raise UserError: a sentence that names why the unit cannot be counted, and the remedy
        """
        only_one(self)
        self._check_inspector()
        self._check_key(key)
        lot = self.sudo()
        if key not in lot._saved_keys(key):
            defects = lot._defects_found(defect_ids)
            lot._check_open()
            lot._add_unit(
                {
                    "client_key": key,
                    "stock_lot_id": lot._scanned(barcode).id,
                    "defect_ids": defects.ids,
                    "note": note,
                    "photo": photo,
                }
            )
        return lot._page_tally()

    def take_back_unit(self, key):
        """Take the last unit back, which was counted by mistake. Sent again it changes nothing.

        :param key: the key that it was saved with
        :return: dict, see ``_page_tally``
        :raise UserError: a sentence that names why it stays
        """
        only_one(self)
        self._check_inspector()
        self._check_key(key)
        lot = self.sudo()
        unit = lot.unit_ids.search([("sampling_lot_id", "=", lot.id), ("client_key", "=", key)])
        if unit:
            lot._check_open()
            lot._check_last(unit)
            lot._remove_unit(unit)
        return lot._page_tally()

    def _check_key(self, key):
        if not isinstance(key, str) or not 0 < len(key) <= KEY_LENGTH or "\x00" in key:
            raise UserError(
                self.env._(
                    "A unit is saved with a key of its own, a text of up to %(length)s characters.",
                    length=KEY_LENGTH,
                )
            )

    def _saved_keys(self, key):
        saved = self.unit_ids.search([("sampling_lot_id", "=", self.id), ("client_key", "=", key)])
        return saved.mapped("client_key")

    def _check_open(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        refuse(
            [
                self.env._(
                    "%(lot)s is decided (%(state)s) and is not counted any more. Look at another "
                    "lot, or have a quality lead sort this one.",
                    lot=lot.display_name,
                    state=labels[lot.state],
                )
                for lot in self
                if lot.state != "to_sample"
            ]
        )

    # The tally --------------------------------------------------------------------------------

    def _add_unit(self, vals):
        """Count one more unit, which may decide the lot.

        :param vals: dict for the unit, without what its place in the sample says
        """
        number = self.counted + 1
        defects = self.env["after.sales.defect"].browse(vals["defect_ids"])
        severity = max(defects.mapped("severity"), key=RANKS.get, default=False)
        is_counted = bool(severity) and number <= self._samples()[severity].size
        # The row that counts first: who loses here is tried again, and finds the unit saved.
        self._write_tally(number, severity if is_counted else False, 1)
        self.flush_recordset()
        self.unit_ids.create(
            {
                **vals,
                "sampling_lot_id": self.id,
                "number": number,
                "severity": severity,
                "is_counted": is_counted,
            }
        )
        self._decide()

    def _remove_unit(self, unit):
        self._write_tally(self.counted - 1, unit.severity if unit.is_counted else False, -1)
        unit.unlink()

    def _write_tally(self, counted, severity, more):
        vals = {"counted": counted}
        if severity:
            vals[f"found_{severity}"] = self[f"found_{severity}"] + more
        self.write(vals)

    def _check_last(self, unit):
        if unit.number != self.counted:
            raise UserError(
                self.env._(
                    "%(lot)s: unit %(number)s is not the last one, %(last)s is. Only the last one "
                    "is taken back.",
                    lot=self.display_name,
                    number=unit.number,
                    last=self.counted,
                )
            )

    # What was given ---------------------------------------------------------------------------

    def _defects_found(self, defect_ids):
        """:return: the ``after.sales.defect`` of these ids that the company uses"""
        defects = self.env["after.sales.defect"]
        known = defects.search(
            [("id", "in", _ids(defect_ids)), ("company_id", "in", (self.company_id.id, False))]
        )
        if not isinstance(defect_ids, list | tuple) or len(known) != len(set(map(str, defect_ids))):
            raise UserError(
                self.env._(
                    "%(lot)s: a defect that was given is not in the catalogue any more. Load the "
                    "page anew, and choose another one.",
                    lot=self.display_name,
                )
            )
        return known

    def _scanned(self, barcode):
        """:return: the ``stock.lot`` of the unit that was scanned; none where it has none"""
        tracking = self.product_id.tracking
        if not barcode:
            self._check_needs_no_scan()
            return self.env["stock.lot"] if tracking == "none" else self._came()
        code = str(barcode).strip()
        if tracking == "none":
            self._check_own_code(code)
            return self.env["stock.lot"]
        serial = self._came().filtered(lambda one: one.name == code)
        if not serial:
            raise UserError(self._unknown_sentence(code))
        if tracking == "serial":
            self._check_not_counted(serial)
        return serial

    def _check_needs_no_scan(self):
        """What is numbered is scanned, unless there is but one number."""
        tracking = self.product_id.tracking
        if tracking == "serial" or (tracking == "lot" and len(self._came()) > 1):
            raise UserError(
                self.env._(
                    "%(lot)s: each unit has a serial or lot number. Scan it.", lot=self.display_name
                )
            )

    def _check_own_code(self, code):
        product = self.product_id
        packagings = product.product_uom_ids.mapped("barcode")
        if code not in (product.barcode, product.default_code, *packagings):
            raise UserError(self._unknown_sentence(code))

    def _check_not_counted(self, serial):
        counted = self.unit_ids.search(
            [("sampling_lot_id", "=", self.id), ("stock_lot_id", "=", serial.id)], limit=1
        )
        if counted:
            raise UserError(
                self.env._(
                    "%(lot)s: %(serial)s was looked at already, as unit %(number)s. Take another "
                    "unit.",
                    lot=self.display_name,
                    serial=serial.name,
                    number=counted.number,
                )
            )

    def _unknown_sentence(self, code):
        """:return: why ``code`` is no unit of this lot"""
        names = {"lot": self.display_name, "code": code, "product": self.product_id.display_name}
        companies = ("company_id", "in", (self.company_id.id, False))
        serials = self.env["stock.lot"].search([("name", "=", code), companies], limit=5)
        if self.product_id in serials.product_id:
            return self.env._(
                "%(lot)s: %(code)s is of %(product)s and did not come with this receipt. Put it "
                "back, and take a unit of the receipt.",
                **names,
            )
        products = self.env["product.product"].search([("barcode", "=", code), companies], limit=1)
        other = serials.product_id[:1] or products
        if other == self.product_id:
            return self.env._(
                "%(lot)s: %(code)s is the barcode of every unit. Scan the serial or lot number.",
                **names,
            )
        if other:
            return self.env._(
                "%(lot)s: %(code)s is a unit of %(other)s, not of %(product)s. Take a unit of "
                "%(product)s.",
                other=other.display_name,
                **names,
            )
        return self.env._(
            "%(lot)s: nobody knows %(code)s. Scan the label of a unit of %(product)s.", **names
        )


def _ids(values):
    """:return: those of ``values`` that can be ids"""
    values = values if isinstance(values, list | tuple) else ()
    return [one for one in values if isinstance(one, int) and 0 < one < 2**31]
