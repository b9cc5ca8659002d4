from odoo import fields, models


class AfterSalesTakeIn(models.Model):
    _inherit = "after.sales.take.in"

    repair_ids = fields.Many2many(
        "repair.order", "after_sales_take_in_repair_rel", string="Repairs", readonly=True
    )

    def _taken_in(self):
        return self.repair_ids or super()._taken_in()

    def _prepare_taken_in_vals(self, records):
        if records._name != "repair.order":
            return super()._prepare_taken_in_vals(records)
        return {
            "repair_ids": [fields.Command.set(records.ids)],
            "return_id": records.after_sales_return_id[:1].id,
        }
