from odoo import models
from odoo.tools.misc import consteq

from odoo.addons.after_sales_pos.till_input import read_name


class AfterSalesTill(models.AbstractModel):
    """An employee with manager access at the till allows exceptions with the PIN."""

    _inherit = "after.sales.till"

    def _find_manager(self, credentials):
        """:param credentials: dict with ``employee_id`` and ``pin``, or of a login"""
        if not self._is_with_pin(credentials):
            return super()._find_manager(credentials)
        employee = self._managers().filtered(lambda one: one.id == credentials["employee_id"])
        pin = read_name(credentials.get("pin"))
        # The PIN is compared here: what the till was loaded with is no secret of its user.
        if employee.pin and consteq(pin.encode(), employee.pin.encode()):
            return employee.user_id, employee.name
        return self.env["res.users"], ""

    def _is_with_pin(self, credentials):
        return self.config.module_pos_hr and "employee_id" in credentials

    def _managers(self):
        """:return: ``hr.employee`` with manager access at this till, as its screen knows them"""
        employees = self.env["hr.employee"].search(
            self.config._employee_domain(self.config.current_user_id.id)
        )
        return employees.filtered(
            lambda one: (
                one in self.config.advanced_employee_ids
                or (
                    one.user_id.active
                    and self.config.group_pos_manager_id in one.user_id.all_group_ids
                )
            )
        )

    def _unknown_manager_sentence(self, credentials):
        if not self._is_with_pin(credentials):
            return super()._unknown_manager_sentence(credentials)
        return self.env._(
            "This is not the PIN of a manager of %(till)s. Try again; who has no PIN gets one in "
            "the employee's settings.",
            till=self.config.name,
        )
