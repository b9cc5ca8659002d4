from odoo import models


class StockWarehouse(models.Model):
    """A store or workshop closes: what was to be repaired there."""

    _inherit = "stock.warehouse"

    def _after_sales_open_repairs(self):
        repairs = self.env["repair.order"]
        return repairs.search(
            [
                ("after_sales_stage", "in", repairs._open_stages()),
                "|",
                ("after_sales_store_id", "in", self.ids),
                ("after_sales_workshop_id", "in", self.ids),
            ]
        )

    def _after_sales_open_documents(self):
        return [
            *super()._after_sales_open_documents(),
            (self.env._("repairs"), self._after_sales_open_repairs()),
        ]

    def _after_sales_hand_over_documents(self, target):
        super()._after_sales_hand_over_documents(target)
        stores = self.env["stock.warehouse"].search([("after_sales_workshop_id", "=", self.id)])
        for store in stores:
            store.after_sales_workshop_id = target if store != target else False
        places = {self[name]: target[name] for name in self._after_sales_location_names()}
        for repair in self._after_sales_open_repairs():
            repair.write(self._prepare_after_sales_repair_hand_over_vals(repair, target, places))

    def _prepare_after_sales_repair_hand_over_vals(self, repair, target, places):
        """:return: dict to write on a repair that ``target`` goes on with; its number stays"""
        vals = {"name": repair.name}
        if repair.after_sales_store_id == self:
            vals["after_sales_store_id"] = target.id
        if repair.after_sales_workshop_id == self:
            vals["picking_type_id"] = target._after_sales_workshop().repair_type_id.id
        place = places.get(repair.goods_location_id)
        if place:
            vals |= dict.fromkeys(
                ("goods_location_id", "product_location_src_id", "product_location_dest_id"),
                place.id,
            )
        return vals
