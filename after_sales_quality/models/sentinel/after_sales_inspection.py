from odoo import models


class AfterSalesInspection(models.Model):
    """What an inspection of goods that had been sold found, once it is done."""

    _inherit = "after.sales.inspection"

    def _on_done(self):
        super()._on_done()
        self.sudo()._record_failures()

    def _record_failures(self):
        """Of goods on a return order the line counts; of others the inspection itself."""
        occasions = self.env["after.sales.occasion"]._sold_occasions()
        sold = self.filtered(lambda one: one.occasion in occasions)
        lines = sold.line_id | sold.disposition_id.line_id
        if lines:
            lines._record_failures()
        others = sold.filtered(lambda one: not one.line_id and not one.disposition_id)
        self.env["after.sales.sentinel.event"]._record_events(
            [
                inspection._prepare_failure_vals(defect)
                for inspection in others
                for defect in inspection._defects_found()
            ]
        )

    def _defects_found(self):
        """:return: the defects of the answers that failed"""
        return self.answer_ids.filtered(lambda answer: answer.result == "fail").defect_id

    def _prepare_failure_vals(self, defect):
        self.ensure_one()
        return {
            "company_id": self.company_id.id,
            "origin": "inspection",
            "res_model": self._name,
            "res_id": self.id,
            "warehouse_id": self.warehouse_id.id,
            "defect_id": defect.id,
            "product_id": self.product_id.id,
            "lot_id": self.lot_id.id,
            "quantity": self._quantity_in_product_unit(),
        }

    def _quantity_in_product_unit(self):
        self.ensure_one()
        return self.product_uom_id._compute_quantity(
            self.quantity, self.product_id.uom_id, round=False
        )
