from odoo import api, models

WATCHED = {"after_sales_defect_id", "product_id", "product_qty", "product_uom", "lot_id"}


class RepairOrder(models.Model):
    """What the bench finds wrong with an item is told to the sentinel. Of an item that came on a
    return order its line counts, so that it counts once."""

    _inherit = "repair.order"

    @api.model_create_multi
    def create(self, vals_list):
        repairs = super().create(vals_list)
        if any(vals.get("after_sales_defect_id") for vals in vals_list):
            repairs.sudo()._after_sales_record_failures()
        return repairs

    def write(self, vals):
        result = super().write(vals)
        if "after_sales_defect_id" in vals:
            self.sudo()._after_sales_record_failures()
        elif WATCHED & vals.keys():
            self.sudo().filtered("after_sales_defect_id")._after_sales_record_failures()
        return result

    @api.ondelete(at_uninstall=False)
    def _after_sales_take_failures_back(self):
        self.env["after.sales.sentinel.event"]._record_events_of(self, [])

    def _on_draft(self):
        super()._on_draft()
        self.sudo().filtered("after_sales_defect_id")._after_sales_record_failures()

    def _on_cancel(self):
        super()._on_cancel()
        self.sudo().filtered("after_sales_defect_id")._after_sales_record_failures()

    def _after_sales_record_failures(self):
        """Tell the sentinel what these say by now."""
        returned = self.filtered("after_sales_disposition_id")
        if returned:
            returned.after_sales_disposition_id.line_id._record_failures()
        own = self - returned
        own._after_sales_record_own()

    def _after_sales_record_own(self):
        if not self:
            return
        self.env["after.sales.sentinel.event"]._record_events_of(
            self,
            [
                repair._after_sales_prepare_failure_vals()
                for repair in self._after_sales_with_failure()
            ],
        )

    def _after_sales_with_failure(self):
        return self.filtered(
            lambda repair: (
                repair.after_sales_defect_id and repair.product_id and repair.state != "cancel"
            )
        )

    def _after_sales_prepare_failure_vals(self):
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "origin": "repair",
            "res_model": self._name,
            "res_id": self.id,
            "warehouse_id": self.after_sales_store_id.id,
            "defect_id": self.after_sales_defect_id.id,
            "product_id": self.product_id.id,
            "lot_id": self.lot_id.id,
            "quantity": self._item_quantity(),
        }
