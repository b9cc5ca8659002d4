from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.sql import column_exists

PAYERS = [("company", "Company"), ("store", "Store"), ("customer", "Customer")]


class RepairOrder(models.Model):
    """Who bears what the work on an item costs; its freight has rules of its own."""

    _inherit = "repair.order"

    cost_payer = fields.Selection(
        PAYERS,
        string="Cost Borne By",
        compute="_compute_cost_payer",
        store=True,
        tracking=True,
        help="Parts, labour and outside repair: the store that reported a defect of its stock too "
        "late, the customer who accepted to pay, else the company.",
    )

    def _auto_init(self):
        """No repair that ended long ago is computed when this is installed."""
        if not column_exists(self.env.cr, self._table, "cost_payer"):
            table = SQL.identifier(self._table)
            self.env.cr.execute(
                SQL("ALTER TABLE %s ADD COLUMN cost_payer varchar DEFAULT 'company'", table)
            )
            self.env.cr.execute(SQL("ALTER TABLE %s ALTER COLUMN cost_payer DROP DEFAULT", table))
        return super()._auto_init()

    @api.depends("store_responsible", "under_warranty", "quote_state", "sale_order_line_id")
    def _compute_cost_payer(self):
        for repair in self:
            repair.cost_payer = repair._cost_payer()

    def _cost_payer(self):
        self.ensure_one()
        if self.store_responsible:
            return "store"
        agreed = self.quote_state == "accepted" or self.sudo().sale_order_line_id
        return "customer" if agreed and not self.under_warranty else "company"
