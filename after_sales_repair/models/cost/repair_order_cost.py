from odoo import api, fields, models

from .after_sales_cost import COST_READERS


class RepairOrder(models.Model):
    """What the repair costs us, whoever pays."""

    _inherit = "repair.order"

    cost_ids = fields.One2many("after.sales.cost", "repair_id", string="Costs", groups=COST_READERS)
    cost_total = fields.Monetary(
        string="Total Cost",
        compute="_compute_cost_total",
        compute_sudo=True,
        currency_field="company_currency_id",
        groups=COST_READERS,
        help="Parts, work and whatever else it took, in the company's currency.",
    )
    company_currency_id = fields.Many2one(related="company_id.currency_id")

    @api.depends("cost_ids.amount")
    def _compute_cost_total(self):
        totals = dict(
            self.env["after.sales.cost"]._read_group(
                [("repair_id", "in", self.ids)], ["repair_id"], ["amount:sum"]
            )
        )
        for repair in self:
            repair.cost_total = totals.get(repair._origin, 0.0)

    def _prepare_cost_vals(self, kind, name, **vals):
        """:return: dict for a line of ``after.sales.cost`` on this repair; ``vals`` complete it

        Create it with ``self.env["after.sales.cost"].sudo().create([...])``.
        """
        self.ensure_one()
        return {
            "kind": kind,
            "name": name,
            "repair_id": self.id,
            "company_id": self.company_id.id,
            "warehouse_id": self.after_sales_store_id.id,
            **vals,
        }

    def action_view_costs(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair.after_sales_cost_action"
        )
        return action | {"domain": [("repair_id", "in", self.ids)], "context": {}}
