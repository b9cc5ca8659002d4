from odoo import fields, models
from odoo.fields import Command


class StockMove(models.Model):
    _inherit = "stock.move"

    after_sales_sampling_lot_id = fields.Many2one(
        "after.sales.sampling.lot",
        string="Lot under Sampling",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups="after_sales_inspection.group_inspector",
    )

    def _after_sales_sample(self):
        """Have a lot under sampling of what comes with these purchase receipts where a plan is
        meant for it, and have the goods wait outside the stock.

        Whoever receives them needs no role of ours.
        """
        bought = self.sudo().filtered(lambda move: move._is_after_sales_bought())
        lots = self.env["after.sales.sampling.lot"].sudo()._create_of(bought)
        waiting = lots.filtered(lambda lot: lot.state == "to_sample").grouped("warehouse_id")
        for warehouse, own in waiting.items():
            own.move_ids._after_sales_wait(warehouse.after_sales_sampling_location_id)

    def _is_after_sales_bought(self):
        self.ensure_one()
        return (
            self.location_id.usage == "supplier"
            and self.location_dest_id.usage == "internal"
            and self.purchase_line_id
            and self.picking_id
            and self.product_id.is_storable
            and any(line.quantity > 0 for line in self.move_line_ids)
        )

    def _after_sales_wait(self, place):
        """Bring the goods to ``place``; what waits for them waits on, until their lot is
        accepted (see ``_move`` of lots)."""
        self.write({"location_dest_id": place.id, "move_dest_ids": [Command.clear()]})
        self.move_line_ids.location_dest_id = place
