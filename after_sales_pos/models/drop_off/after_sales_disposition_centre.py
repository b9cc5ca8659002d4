from odoo import models


class AfterSalesDisposition(models.Model):
    """What a till sent to the centre is handled there, once it came."""

    _inherit = "after.sales.disposition"

    def _decide_problems(self):
        problems = super()._decide_problems()
        coming = self.line_id.centre_id and self.line_id.sudo()._centre_transfers()
        if coming and not self._route_row().kept:
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: the goods are on their way to %(centre)s. Validate "
                    "%(transfers)s first, or cancel it to decide where they are.",
                    centre=self.line_id.centre_id.name,
                    transfers=", ".join(coming.mapped("name")),
                    **self._names(),
                )
            )
        return problems

    def _lies_at_centre(self):
        self.ensure_one()
        line = self.line_id.sudo()
        came = line.centre_id and line._lots_at_centre()
        if not came:
            return False
        lot = self.lot_id if self.product_id.tracking != "none" else self.lot_id.browse()
        return self.product_id.uom_id.compare(came.get(lot, 0.0), 0.0) > 0

    def _goods_location(self):
        """Unless they went on from the store's Returns location by another way."""
        location = super()._goods_location()
        store = self.warehouse_id.after_sales_location_id
        if location == store and self._lies_at_centre():
            return self.line_id.centre_id.after_sales_location_id
        return location

    def _handling_warehouse(self):
        warehouse = super()._handling_warehouse()
        if warehouse == self.warehouse_id and self._lies_at_centre():
            return self.line_id.centre_id
        return warehouse
