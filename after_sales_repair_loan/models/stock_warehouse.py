from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse


class StockWarehouse(models.Model):
    """A store that lends devices: where they are, and what becomes of them when it closes."""

    _inherit = "stock.warehouse"

    after_sales_loaner_location_id = fields.Many2one(
        "stock.location",
        string="Loaners Location",
        check_company=True,
        copy=False,
        help="Loan devices that can be lent.",
    )
    after_sales_lent_location_id = fields.Many2one(
        "stock.location",
        string="Lent Location",
        check_company=True,
        copy=False,
        help="Loan devices that customers have: still ours, and valued.",
    )

    @api.depends("after_sales_loaner_location_id", "after_sales_lent_location_id")
    def _compute_after_sales_location_ids(self):
        super()._compute_after_sales_location_ids()

    @api.model
    def _after_sales_location_names(self):
        return {
            **super()._after_sales_location_names(),
            "after_sales_loaner_location_id": self.env._("Loaners"),
            "after_sales_lent_location_id": self.env._("Lent"),
        }

    @api.model
    def _after_sales_away_names(self):
        return [*super()._after_sales_away_names(), "after_sales_lent_location_id"]

    # A store closes -----------------------------------------------------------------------------

    def _after_sales_open_loans(self):
        return self.env["after.sales.loan"].search(
            [("warehouse_id", "in", self.ids), ("state", "in", ("draft", "lent"))]
        )

    def _after_sales_open_documents(self):
        loans = (self.env._("loans"), self._after_sales_open_loans())
        return [*super()._after_sales_open_documents(), loans]

    def _after_sales_hand_over(self, target):
        """What a customer has comes back where it was lent."""
        lent = self.sudo()._after_sales_open_loans().filtered(lambda loan: loan.state == "lent")
        refuse(
            [
                self.env._(
                    "Loan %(loan)s: the customer has the device. Take it back before %(warehouse)s "
                    "is handed over.",
                    loan=loan.name,
                    warehouse=self.name,
                )
                for loan in lent
            ]
        )
        return super()._after_sales_hand_over(target)

    def _after_sales_hand_over_documents(self, target):
        super()._after_sales_hand_over_documents(target)
        self._after_sales_open_loans().warehouse_id = target
