from odoo import api, fields, models

from odoo.addons.after_sales_returns.bounds import AMOUNT, Bounded
from odoo.addons.after_sales_returns.tools import only_one


class AfterSalesRepairGone(Bounded, models.TransientModel):
    """What became of an item that nobody gets back."""

    _name = "after.sales.repair.gone"
    _description = "End a Repair without Its Item"
    _inherit = ["after.sales.checked.links.mixin"]
    _checked_links = ("repair_id",)

    repair_id = fields.Many2one("repair.order", required=True, ondelete="cascade")
    origin = fields.Selection(related="repair_id.after_sales_origin", related_sudo=False)
    currency_id = fields.Many2one(related="repair_id.company_currency_id", related_sudo=False)
    outcome = fields.Selection(
        [
            ("lost", "Lost: on the way or here"),
            ("scrapped", "Scrapped: the customer agreed"),
            ("disposed", "Disposed of: nobody came in time"),
        ],
        string="What Became of It",
        required=True,
        default="lost",
    )
    liable = fields.Selection(
        "_selection_liable",
        required=True,
        compute="_compute_liable",
        store=True,
        readonly=False,
        precompute=True,
    )
    amount = fields.Monetary(
        string="Compensation", help="For an item of the customer's own: a draft credit note."
    )
    resolution = fields.Selection(
        selection="_selection_resolution", string="Customer Gets", default="refund"
    )
    reason = fields.Text(required=True, help="The customer reads it.")

    @api.model
    def _selection_liable(self):
        return self.env["repair.order"]._fields["gone_liable"]._description_selection(self.env)

    def _selection_resolution(self):
        return self.env["after.sales.resolution"]._selection_instead()

    @api.depends("outcome", "repair_id")
    def _compute_liable(self):
        """Who had it when it was lost."""
        for wizard in self:
            lost = wizard.outcome == "lost"
            wizard.liable = wizard.repair_id._usual_liable() if lost else "customer"

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "amount": AMOUNT}

    def action_confirm(self):
        only_one(self)
        self.repair_id._end_without_item(
            self.outcome, self.reason, self.liable, self.amount, self.resolution
        )
        return {"type": "ir.actions.act_window_close"}
