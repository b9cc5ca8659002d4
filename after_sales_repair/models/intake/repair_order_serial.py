from odoo import models
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import refuse


class RepairOrder(models.Model):
    """A serial that was misread and is corrected after the item was taken in: repair, lot,
    warranty, verdict and stock move to the right one."""

    _inherit = "repair.order"

    def write(self, vals):
        if vals.keys().isdisjoint(("lot_id", "item_serial")):
            return super().write(vals)
        known = {
            repair: repair.sudo().lot_id
            for repair in self
            if repair.date_intake and not repair.date_handed_back
        }
        if vals.get("item_serial"):
            self.browse([repair.id for repair in known])._check_serial_free(vals["item_serial"])
        result = super().write(vals)
        for repair, lot in known.items():
            if repair.product_id.tracking not in (False, "none"):
                repair.sudo()._follow_serial(lot, by_lot="lot_id" in vals)
        return result

    def _check_serial_free(self, serial):
        """Who types the serial of an open repair is told which, before the database says it."""
        serial = serial.strip()
        others = self.sudo().search(
            [
                ("product_id", "in", self.product_id.ids),
                ("item_serial", "=", serial),
                ("after_sales_stage", "in", self._open_stages()),
                ("state", "!=", "draft"),
            ]
        )
        problems = []
        for repair in self:
            twins = (others - repair).filtered(
                lambda other, one=repair: (
                    (other.company_id, other.product_id) == (one.company_id, one.product_id)
                )
            )
            if serial and twins:
                problems.append(repair._serial_taken_sentence(twins[:1], serial))
        refuse(problems)

    def _follow_serial(self, before, by_lot):
        """:param before: the ``stock.lot`` that the item was taken for
        :param by_lot: whether the lot was corrected, else the number was"""
        self.ensure_one()
        if not by_lot:
            lot = self._lot_of_serial()
            if lot and lot != before:
                self.lot_id = lot
            return
        if not self.lot_id or self.lot_id == before:
            return
        self._correct_serial(before)
        if self.item_serial != self.lot_id.name:
            self.item_serial = self.lot_id.name

    def _lot_of_serial(self):
        """The serial number of the product that stands on the item, a new one if need be."""
        self.ensure_one()
        name, lots = (self.item_serial or "").strip(), self.env["stock.lot"]
        if not name:
            return lots
        same = [("product_id", "=", self.product_id.id), ("name", "=", name)]
        return lots.search(same, limit=1) or lots.create(
            {"product_id": self.product_id.id, "name": name}
        )

    def _correct_serial(self, before):
        shipment = self._shipments()
        self._stop_shipment()
        refuse(self._correction_problems(before))
        if self._lies_here(before):
            self._exchange_in_stock(before)
        before.filtered(lambda lot: lot.after_sales_repair_id == self).after_sales_repair_id = False
        self._claim_serials()
        self._evaluate_warranty()
        if self.date_diagnosed and self.state in ("confirmed", "under_repair"):
            self.under_warranty = self._is_free()
        if shipment:
            self._move_items(
                lambda repair: repair._hand_back_location(),
                lambda repair: repair.after_sales_store_id.out_type_id,
                done=False,
            )
        self.message_post(
            body=self.env._(
                "The serial was corrected from %(before)s to %(after)s.",
                before=before.name or "–",
                after=self.lot_id.name,
            )
        )

    def _correction_problems(self, before):
        """:return: list of sentences that stand against the serial that is written now"""
        self.ensure_one()
        order = self.sudo().after_sales_return_id
        if order and before:
            return [
                self.env._(
                    "%(repair)s (%(item)s) came back with %(return)s as serial %(before)s, which "
                    "was sold to the customer. Have the return corrected: cancel the repair and "
                    "sort the goods anew.",
                    before=before.name,
                    **{"return": order.name},
                    **self._names(),
                )
            ]
        problems = self._item_problems() + self._serial_problems()
        problems += self._returned_serial_problems()
        if self.after_sales_origin == "store":
            return problems + self._store_stock_problems()
        return problems + self._own_serial_problems()

    # Stock --------------------------------------------------------------------------------------

    def _lies_here(self, lot):
        """Whether our stock says that ``lot`` is what lies here."""
        self.ensure_one()
        if not self.goods_location_id or not self._is_item_stored():
            return False
        quants = self.env["stock.quant"]._gather(
            self.product_id,
            self.goods_location_id,
            lot_id=lot,
            owner_id=self._item_owner(),
            strict=True,
        )
        own = quants.filtered(lambda quant: quant.lot_id == lot)
        return self.product_uom.compare(sum(own.mapped("quantity")), self.product_qty) >= 0

    def _exchange_in_stock(self, before):
        """The serial that was never here goes back where it was said to come from, and the right
        one comes from there."""
        self.ensure_one()
        stock = self.after_sales_store_id.lot_stock_id
        origin = stock if self.after_sales_origin == "store" else self._customer_location()
        here = self.goods_location_id
        for lot, source, destination in ((before, here, origin), (self.lot_id, origin, here)):
            self.env["stock.picking"]._create_after_sales_transfers(
                [self._prepare_correction_vals(lot, source, destination)]
            )._action_done()

    def _prepare_correction_vals(self, lot, source, destination):
        """:return: dict for a ``stock.picking`` that is no step of the repair"""
        self.ensure_one()
        places = {
            "location_id": source.id,
            "location_dest_id": destination.id,
            "picking_type_id": self.after_sales_store_id.after_sales_sort_type_id.id,
            "company_id": self.company_id.id,
        }
        move_vals = {**self._prepare_item_move_vals(), **places, "picked": True}
        move_vals.pop("after_sales_item_repair_id")
        filled = self.env["stock.move"]._fill_after_sales_vals(move_vals, lot)
        for _command, _id, line_vals in filled.get("move_line_ids", ()):
            line_vals["owner_id"] = self._item_owner().id
        origin = self.env._("%(repair)s: serial corrected", repair=self.name)
        return {**places, "origin": origin, "move_ids": [Command.create(filled)]}
