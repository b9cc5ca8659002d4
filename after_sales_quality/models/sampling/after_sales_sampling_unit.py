from odoo import fields, models

from odoo.addons.after_sales_inspection.models.defect.after_sales_defect import SEVERITIES
from odoo.addons.after_sales_returns.tools import refuse


class AfterSalesSamplingUnit(models.Model):
    """A unit of a lot that somebody looked at: evidence, so it stays as it was saved."""

    _name = "after.sales.sampling.unit"
    _description = "Unit of a Sample"
    _order = "sampling_lot_id, number"
    _rec_name = "number"
    _check_company_auto = True

    sampling_lot_id = fields.Many2one(
        "after.sales.sampling.lot", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="sampling_lot_id.company_id", store=True)
    product_id = fields.Many2one(related="sampling_lot_id.product_id", store=True)
    partner_id = fields.Many2one(related="sampling_lot_id.partner_id", store=True)
    number = fields.Integer(readonly=True, help="Its place in the sample.")
    client_key = fields.Char(required=True, readonly=True)
    stock_lot_id = fields.Many2one(
        "stock.lot", string="Serial / Lot", readonly=True, ondelete="restrict"
    )
    defect_ids = fields.Many2many(
        "after.sales.defect", "after_sales_sampling_unit_defect_rel", readonly=True
    )
    severity = fields.Selection(
        SEVERITIES, readonly=True, help="Of the worst of its defects; none of a conforming unit."
    )
    is_counted = fields.Boolean(
        string="Counts",
        readonly=True,
        help="Beyond the sample of its severity a nonconforming unit is taken out, and does not "
        "count against the lot.",
    )
    note = fields.Text(readonly=True)
    photo = fields.Image(max_width=1600, max_height=1600, readonly=True)

    _saved_once = models.UniqueIndex("(sampling_lot_id, client_key)")

    def write(self, vals):
        # Of two defects that meant the same one is left.
        if not self.env.su:
            refuse(
                [
                    self.env._(
                        "%(lot)s, unit %(number)s: what was found stays. Take the unit back on the "
                        "receiving page while the lot is not decided.",
                        lot=unit.sampling_lot_id.display_name,
                        number=unit.number,
                    )
                    for unit in self
                ]
            )
        return super().write(vals)
