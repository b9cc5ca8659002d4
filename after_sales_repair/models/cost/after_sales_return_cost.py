from odoo import api, fields, models

from .after_sales_cost import COST_READERS


class AfterSalesReturn(models.Model):
    _inherit = "after.sales.return"

    cost_ids = fields.One2many("after.sales.cost", "return_id", string="Costs", groups=COST_READERS)
    cost_total = fields.Monetary(
        string="Total Cost",
        compute="_compute_cost_total",
        compute_sudo=True,
        currency_field="cost_currency_id",
        groups=COST_READERS,
        help="What the return order and its repairs cost us, in the company's currency.",
    )
    cost_currency_id = fields.Many2one(related="company_id.currency_id", string="Currency of Costs")

    @api.depends("cost_ids.amount")
    def _compute_cost_total(self):
        totals = dict(
            self.env["after.sales.cost"]._read_group(
                [("return_id", "in", self.ids)], ["return_id"], ["amount:sum"]
            )
        )
        for order in self:
            order.cost_total = totals.get(order._origin, 0.0)

    def action_view_costs(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair.after_sales_cost_action"
        )
        return action | {"domain": [("return_id", "in", self.ids)], "context": {}}
