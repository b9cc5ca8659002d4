from odoo import fields, models

from odoo.addons.after_sales_returns.bounds import AMOUNT, QUANTITY, Bounded
from odoo.addons.after_sales_returns.tools import only_one


class AfterSalesSamplingSort(Bounded, models.TransientModel):
    """How many of a refused lot are good, and what it cost to find them."""

    _name = "after.sales.sampling.sort"
    _description = "Sort a Refused Lot"
    _inherit = ["after.sales.checked.links.mixin"]
    _checked_links = ("sampling_lot_id",)

    sampling_lot_id = fields.Many2one(
        "after.sales.sampling.lot", string="Lot", required=True, ondelete="cascade"
    )
    product_id = fields.Many2one(related="sampling_lot_id.product_id", related_sudo=False)
    tracking = fields.Selection(related="product_id.tracking", related_sudo=False)
    quantity = fields.Float(related="sampling_lot_id.quantity", related_sudo=False, string="Came")
    product_uom_id = fields.Many2one(related="product_id.uom_id", related_sudo=False, string="Unit")
    currency_id = fields.Many2one(related="sampling_lot_id.currency_id", related_sudo=False)
    quantity_refused = fields.Float(string="Refused", digits="Product Unit")
    refused_lot_ids = fields.Many2many(
        "stock.lot",
        "after_sales_sampling_sort_lot_rel",
        string="Refused Serials",
        domain="[('product_id', '=', product_id)]",
        help="They stay in quarantine, the others go on.",
    )
    sorting_cost = fields.Monetary(help="What sorting cost, for the supplier to pay.")

    def _after_sales_bounds(self):
        return {
            **super()._after_sales_bounds(),
            "quantity_refused": QUANTITY,
            "sorting_cost": AMOUNT,
        }

    def action_sort(self):
        """Sort the lot, whose good units go on."""
        only_one(self)
        self.sampling_lot_id._sort(self.quantity_refused, self.refused_lot_ids, self.sorting_cost)
        return True
