from odoo import fields, models


class AfterSalesDropOff(models.Model):
    _inherit = "after.sales.drop.off"

    repair_ids = fields.Many2many(
        "repair.order", "after_sales_drop_off_repair_rel", string="Repairs", readonly=True
    )

    def _records(self):
        return self.repair_ids or super()._records()

    def _prepare_record_vals(self, records):
        if records._name != "repair.order":
            return super()._prepare_record_vals(records)
        return {
            "repair_ids": [fields.Command.set(records.ids)],
            "return_id": records.after_sales_return_id[:1].id,
        }
