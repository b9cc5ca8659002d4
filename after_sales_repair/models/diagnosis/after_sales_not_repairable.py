from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import only_one


class AfterSalesNotRepairable(models.TransientModel):
    """Why an item cannot be repaired, and how it goes on."""

    _name = "after.sales.not.repairable"
    _description = "Give Up a Repair"
    _inherit = ["after.sales.checked.links.mixin"]
    _checked_links = ("repair_id",)

    repair_id = fields.Many2one("repair.order", required=True, ondelete="cascade")
    origin = fields.Selection(related="repair_id.after_sales_origin", related_sudo=False)
    reason = fields.Text(required=True, help="The customer reads it.")
    resolution = fields.Selection(
        selection="_selection_resolution", string="Customer Gets", default="refund"
    )
    route = fields.Selection(
        selection="_selection_route",
        string="Item Goes",
        required=True,
        compute="_compute_route",
        store=True,
        readonly=False,
        precompute=True,
    )

    def _selection_resolution(self):
        return self.env["after.sales.resolution"]._selection_instead()

    def _selection_route(self):
        return self.env["after.sales.route"]._selection_given_up()

    @api.depends("repair_id")
    def _compute_route(self):
        """A customer's own item goes back to the customer."""
        for wizard in self:
            wizard.route = "send_back" if wizard.origin == "counter" else "scrap"

    def action_confirm(self):
        only_one(self)
        self.repair_id._give_up(self.reason, self.route, self.resolution)
        return {"type": "ir.actions.act_window_close"}
