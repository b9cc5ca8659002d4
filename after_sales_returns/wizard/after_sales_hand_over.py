from odoo import fields, models

from ..tools import only_one


class AfterSalesHandOver(models.TransientModel):
    """Where a manager says which warehouse goes on with what another one has open."""

    _name = "after.sales.hand.over"
    _description = "Hand Over to Another Warehouse"

    warehouse_id = fields.Many2one("stock.warehouse", string="From", required=True, readonly=True)
    company_id = fields.Many2one(related="warehouse_id.company_id")
    target_id = fields.Many2one(
        "stock.warehouse",
        string="To",
        required=True,
        domain="[('company_id', '=', company_id), ('id', '!=', warehouse_id)]",
        help="It gets the goods in the after-sales locations, transfers under way, and the open "
        "returns and repairs.",
    )

    def action_hand_over(self):
        only_one(self)
        self.warehouse_id.check_access("write")
        self.target_id.check_access("write")
        self.warehouse_id._after_sales_hand_over(self.target_id)
        return True
