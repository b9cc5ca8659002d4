import math

from odoo import api, models

# Where goods go that the company keeps.
KEPT = ("internal", "transit")


class AfterSalesSamplingLot(models.Model):
    """Goods that leave while their lot is not decided: sent back to the supplier, or scrapped, by
    Odoo's own buttons. They come off the lot, which is decided by what is left."""

    _inherit = "after.sales.sampling.lot"

    @api.model
    def _take_off(self, lines):
        """Take goods off the lots that they are of.

        :param lines: ``stock.move.line`` that have just taken goods out of the company
        """
        waiting = self.search(
            [
                ("state", "=", "to_sample"),
                ("product_id", "in", lines.product_id.ids),
                ("company_id", "in", lines.company_id.ids),
            ],
            order="id",
        )
        shrunk = self.browse()
        for line in lines if waiting else ():
            left = line.quantity_product_uom
            for lot in waiting._came_of(line):
                part = lot._part_of(line, left)
                if part:
                    lot._note_gone(line, part)
                    left -= part
                    shrunk |= lot
        for lot in shrunk:
            lot._shrink()

    def _came_of(self, line):
        """:return: those of these lots that goods can be of, the likeliest first"""
        path = line.location_id.parent_path
        near = self.filtered(
            lambda lot: (
                lot.product_id == line.product_id
                and path.startswith(lot.warehouse_id.after_sales_sampling_location_id.parent_path)
            )
        )
        origin = line.move_id.origin_returned_move_id
        return near.sorted(lambda lot: (origin not in lot.move_ids, lot.id))

    def _part_of(self, line, quantity):
        """:return: how much of ``quantity`` is of this lot"""
        own = sum(left for (serial, _owner), left in self._units().items() if serial == line.lot_id)
        return min(quantity, own)

    def _note_gone(self, line, quantity):
        key = str(line.lot_id.id or 0)
        gone = dict(self.gone or {})
        self.gone = {**gone, key: gone.get(key, 0.0) + quantity}
        document = line.picking_id or line.move_id
        self.message_post(
            body=self.env._(
                "%(goods)s left with %(document)s before the lot was decided, and are not of it "
                "any more.",
                goods=self._goods_words(quantity, line.lot_id),
                document=document.display_name,
            )
        )

    def _shrink(self):
        """Look at less where less is left, which may decide the lot."""
        self.ensure_one()
        quantity = sum(self._units().values())
        # What is sold by weight or length is looked at by started units.
        size = math.ceil(round(quantity, 6))
        if not size:
            self._write_state("gone")
            return
        self.write(
            {
                "quantity": quantity,
                "lot_size": size,
                **self._prepare_sample_vals(self.plan_id, size, self.inspection == "tightened"),
            }
        )
        self._decide()

    def _on_gone(self):
        """Nothing is left to be looked at: the supplier's record does not count it."""
        self.write({"quantity": 0.0, "lot_size": 0})
