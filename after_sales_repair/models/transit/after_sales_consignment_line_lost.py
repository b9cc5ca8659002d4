from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse


class AfterSalesConsignmentLine(models.Model):
    """Items that are lost on the way."""

    _inherit = "after.sales.consignment.line"

    is_lost = fields.Boolean(string="Lost", readonly=True, copy=False)

    def _check_guarded(self, vals_list):
        super()._check_guarded(vals_list)
        if not self.env.su and any("is_lost" in vals for vals in vals_list):
            refuse([self.env._("An item is lost by the button of its repair.")])

    @api.depends("is_lost")
    def _compute_is_open(self):
        super()._compute_is_open()
        self.filtered("is_lost").is_open = False

    def _lose(self):
        """These items do not come; a consignment that waits for nothing else is complete."""
        self.write({"is_lost": True})
        self.consignment_id.filtered(
            lambda consignment: (
                consignment.state == "sent"
                and all(line.date_received or line.is_lost for line in consignment.line_ids)
            )
        )._on_complete()
