from odoo import api, models


class PosConfig(models.Model):
    """A till that opens has what returns need."""

    _inherit = "pos.config"

    @api.model_create_multi
    def create(self, vals_list):
        tills = super().create(vals_list)
        tills._setup_till_returns()
        return tills

    def open_ui(self):
        self.check_access("read")
        self._setup_till_returns()
        return super().open_ui()

    def _setup_till_returns(self):
        lacking = self.sudo().company_id.filtered(
            lambda company: (
                not company.after_sales_settlement_product_id
                or not company.after_sales_ewallet_program_id
            )
        )
        lacking._setup_till_returns()

    @api.model
    def _get_special_products(self):
        companies = (
            self.env["res.company"]
            .sudo()
            .search([("after_sales_settlement_product_id", "!=", False)])
        )
        rows = self.env["after.sales.resolution"]._by_value().values()
        names = {"after_sales_settlement_product_id", "after_sales_fee_product_id"}
        names |= {row.credit_product for row in rows if row.credit_product}
        return super()._get_special_products().union(*(companies[name] for name in sorted(names)))
