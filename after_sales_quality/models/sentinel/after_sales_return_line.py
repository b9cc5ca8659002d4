from collections import Counter

from odoo import api, fields, models

INSPECTORS = "after_sales_inspection.group_inspector"


class AfterSalesReturnLine(models.Model):
    """What is wrong with goods that come back: each unit counts once with a defect, whether the
    line, the sorting, an inspection or a repair says it."""

    _inherit = "after.sales.return.line"

    defect_id = fields.Many2one(
        "after.sales.defect",
        check_company=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        groups=INSPECTORS,
        help="What was found. Sorting and inspections say it more exactly.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if any(vals.get("defect_id") for vals in vals_list):
            lines._record_failures()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if "defect_id" in vals:
            self._record_failures()
        elif vals.keys() & {"quantity", "lot_ids", "product_id"}:
            self.sudo().filtered("defect_id")._record_failures()
        return result

    @api.ondelete(at_uninstall=False)
    def _take_failures_back(self):
        self.env["after.sales.sentinel.event"]._record_events_of(self, [])

    def _record_failures(self):
        """Tell the sentinel what these lines say by now."""
        vals_list = []
        for line in self.sudo():
            for defect, quantity in line._defects_found().items():
                vals_list.append(line._prepare_failure_vals(defect, quantity))
        self.env["after.sales.sentinel.event"]._record_events_of(self, vals_list)

    def _defects_found(self):
        """:return: dict defect → quantity in the unit of the line; nothing, if the return order is
        refused or cancelled"""
        self.ensure_one()
        found = Counter()
        if self.state in ("refused", "cancelled"):
            return found
        parts = self.disposition_ids.filtered(lambda part: part.state != "cancelled")
        for part in parts.filtered("defect_id"):
            found[part.defect_id] += part.quantity
        if not found and self.defect_id:
            found[self.defect_id] = self.quantity
        for inspection in self._inspections_of_failures(parts):
            for defect in inspection._defects_found():
                found[defect] = max(found[defect], inspection.quantity)
        for repair in parts.repair_ids.filtered("after_sales_defect_id"):
            defect = repair.after_sales_defect_id
            found[defect] = max(found[defect], repair.product_qty)
        return found

    def _inspections_of_failures(self, parts):
        return self.env["after.sales.inspection"].search(
            [
                ("state", "=", "done"),
                ("occasion", "in", self.env["after.sales.occasion"]._sold_occasions()),
                "|",
                ("line_id", "in", self.ids),
                ("disposition_id", "in", parts.ids),
            ]
        )

    def _prepare_failure_vals(self, defect, quantity):
        self.ensure_one()
        lots = self.disposition_ids.lot_id or self.lot_ids
        return {
            "company_id": self.company_id.id,
            "origin": "return",
            "res_model": self._name,
            "res_id": self.id,
            "warehouse_id": self.warehouse_id.id,
            "defect_id": defect.id,
            "product_id": self.product_id.id,
            "lot_id": lots.id if len(lots) == 1 else False,
            "quantity": self.product_uom_id._compute_quantity(
                quantity, self.product_id.uom_id, round=False
            ),
        }


class AfterSalesReturn(models.Model):
    _inherit = "after.sales.return"

    def _on_refused(self):
        super()._on_refused()
        self._record_failures()

    def _on_cancelled(self):
        super()._on_cancelled()
        self._record_failures()

    @api.ondelete(at_uninstall=False)
    def _take_failures_back(self):
        self.line_ids._take_failures_back()

    def _record_failures(self):
        self.sudo().line_ids.filtered("defect_id")._record_failures()
