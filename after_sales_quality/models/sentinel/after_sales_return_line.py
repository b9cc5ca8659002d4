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
        elif vals.keys() & {"quantity", "product_uom_id", "lot_ids", "product_id"}:
            self.sudo().filtered("defect_id")._record_failures()
        return result

    @api.ondelete(at_uninstall=False)
    def _take_failures_back(self):
        self.env["after.sales.sentinel.event"]._record_events_of(self, [])

    def _record_failures(self):
        """Tell the sentinel what these lines say by now."""
        lines = self.sudo()
        standing = lines.filtered(lambda line: line.state not in ("refused", "cancelled"))
        inspections = standing._inspections_of_failures()
        vals_list = [
            line._prepare_failure_vals(defect, units)
            for line in standing
            for defect, units in line._defects_found(inspections.get(line, ())).items()
        ]
        self.env["after.sales.sentinel.event"]._record_events_of(lines, vals_list)

    def _defects_found(self, inspections):
        """What sorting says of some units, the line says of the others.

        :param inspections: as of ``_inspections_of_failures``, of this line
        :return: dict defect → units of the product
        """
        self.ensure_one()
        found = Counter()
        parts = self._parts_that_stand()
        said = parts.filtered("defect_id")
        for part in said:
            found[part.defect_id] += self._quantity_in_product_unit(part.quantity)
        rest = self.quantity - sum(said.mapped("quantity"))
        if self.defect_id and self.product_uom_id.compare(rest, 0.0) > 0:
            found[self.defect_id] += self._quantity_in_product_unit(rest)
        for inspection in inspections:
            for defect in inspection._defects_found():
                found[defect] = max(found[defect], inspection._quantity_in_product_unit())
        for repair in parts.repair_ids._after_sales_with_failure():
            defect = repair.after_sales_defect_id
            found[defect] = max(found[defect], repair._item_quantity())
        return found

    def _parts_that_stand(self):
        return self.disposition_ids.filtered(lambda part: part.state != "cancelled")

    def _inspections_of_failures(self):
        """:return: dict line → inspections that are done, of the line or what was sorted of it"""
        found = self.env["after.sales.inspection"].search(
            [
                ("state", "=", "done"),
                ("occasion", "in", self.env["after.sales.occasion"]._sold_occasions()),
                "|",
                ("line_id", "in", self.ids),
                ("disposition_id", "in", self._parts_that_stand().ids),
            ]
        )
        return found.grouped(lambda one: one.disposition_id.line_id or one.line_id)

    def _prepare_failure_vals(self, defect, units):
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
            "quantity": units,
        }


class AfterSalesReturn(models.Model):
    _inherit = "after.sales.return"

    def _on_draft(self):
        super()._on_draft()
        self._record_failures()

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
        self.sudo().line_ids._record_failures()
