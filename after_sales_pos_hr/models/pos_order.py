from odoo import api, models


class PosOrder(models.Model):
    """The cashier of a return is the employee who made its order."""

    _inherit = "pos.order"

    @api.model
    def _after_sales_prepare_return(self, order, existing_order):
        returned = super()._after_sales_prepare_return(order, existing_order)
        if returned and returned.till.config.module_pos_hr:
            employee = self.env["hr.employee"].sudo().browse(order.get("employee_id")).exists()
            returned.cashier = employee.name or returned.cashier
        return returned
