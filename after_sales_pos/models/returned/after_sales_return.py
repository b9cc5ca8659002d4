from odoo import fields, models


class AfterSalesReturn(models.Model):
    _inherit = "after.sales.return"

    pos_order_id = fields.Many2one(
        "pos.order",
        string="Till Order",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The order of the till that paid this return out.",
    )
    pos_config_id = fields.Many2one(
        "pos.config", string="Till", readonly=True, copy=False, index="btree_not_null"
    )
    pos_cashier = fields.Char(string="Cashier", readonly=True, copy=False)
    pos_offline = fields.Boolean(
        string="Made Offline",
        readonly=True,
        copy=False,
        help="The till had no connection: it was checked when it came back.",
    )
    override_ids = fields.One2many("after.sales.override", "return_id", string="Overrides")

    def _after_sales_links(self):
        """Which till paid what is not written by hand."""
        till = {"pos_order_id", "pos_config_id", "pos_cashier", "pos_offline", "override_ids"}
        return super()._after_sales_links() | till
