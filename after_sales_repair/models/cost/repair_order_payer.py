from odoo import api, fields, models

PAYERS = [("company", "Company"), ("store", "Store"), ("customer", "Customer")]


class RepairOrder(models.Model):
    """Who bears what the work on an item costs."""

    _inherit = "repair.order"

    cost_payer = fields.Selection(
        PAYERS,
        string="Cost Borne By",
        compute="_compute_cost_payer",
        store=True,
        tracking=True,
        help="Parts and work: the store that reported a defect of its stock too "
        "late, the customer who accepted to pay, else the company.",
    )

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
