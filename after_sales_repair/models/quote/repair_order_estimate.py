from odoo import api, fields, models


class RepairOrder(models.Model):
    """What the repair will take: hours, parts, money and until when."""

    _inherit = "repair.order"

    estimate_hours = fields.Float(string="Estimated Hours", copy=False)
    estimate_date = fields.Date(
        string="Estimated Ready", copy=False, help="When the technician expects to be ready."
    )
    estimate_parts = fields.Monetary(
        string="Estimated Parts",
        compute="_compute_estimate",
        currency_field="company_currency_id",
        help="The parts to be fitted at their sales price, untaxed.",
    )
    estimate_labour = fields.Monetary(
        string="Estimated Labour",
        compute="_compute_estimate",
        currency_field="company_currency_id",
        help="The hours at the sales price of the company's repair labour, untaxed.",
    )
    estimate_total = fields.Monetary(
        string="Estimate",
        compute="_compute_estimate",
        currency_field="company_currency_id",
        help="What the repair is worth, untaxed; within the warranty the customer pays none of it.",
    )

    _estimate_hours_positive = models.Constraint(
        "CHECK(estimate_hours >= 0)", "The estimated hours of a repair cannot be negative."
    )

    @api.depends(
        "estimate_hours",
        "company_id",
        "move_ids.product_id",
        "move_ids.product_uom",
        "move_ids.product_uom_qty",
        "move_ids.repair_line_type",
        "move_ids.state",
    )
    def _compute_estimate(self):
        for repair in self:
            labour = repair.company_id.sudo().after_sales_labour_product_id
            repair.estimate_parts = sum(
                part.product_uom._compute_quantity(
                    part.product_uom_qty, part.product_id.uom_id, round=False
                )
                * part.product_id.lst_price
                for part in repair.move_ids
                if part.repair_line_type == "add" and part.state != "cancel"
            )
            repair.estimate_labour = repair.estimate_hours * labour.lst_price
            repair.estimate_total = repair.estimate_parts + repair.estimate_labour
