from odoo import models
from odoo.tools.misc import consteq

from odoo.addons.after_sales_pos.till_input import read_name


class PosConfig(models.Model):
    """An employee with manager access at the till allows exceptions with the PIN."""

    _inherit = "pos.config"

    def _after_sales_manager(self, credentials):
        """:param credentials: dict with ``employee_id`` and ``pin``, or of a login"""
        if not self._is_with_pin(credentials):
            return super()._after_sales_manager(credentials)
        employee = self._after_sales_managers().filtered(
            lambda one: one.id == credentials["employee_id"]
        )
        pin = read_name(credentials.get("pin"))
        # The PIN is compared here: what the till was loaded with is no secret of its user.
        if employee.pin and consteq(pin.encode(), employee.pin.encode()):
            return employee.user_id, employee.name
        return self.env["res.users"], ""

    def _is_with_pin(self, credentials):
        return self.module_pos_hr and "employee_id" in credentials

    def _after_sales_managers(self):
        """:return: ``hr.employee`` with manager access at this till, as its screen knows them"""
        employees = self.env["hr.employee"].search(self._employee_domain(self.current_user_id.id))
        return employees.filtered(
            lambda one: (
                one in self.advanced_employee_ids
                or (one.user_id.active and self.group_pos_manager_id in one.user_id.all_group_ids)
            )
        )

    def _after_sales_unknown_manager(self, credentials):
        if not self._is_with_pin(credentials):
            return super()._after_sales_unknown_manager(credentials)
        return self.env._(
            "This is not the PIN of a manager of %(till)s. Try again; who has no PIN gets one in "
            "the employee's settings.",
            till=self.name,
        )

    def _after_sales_settings(self):
        """Who is a manager at a till, too, decides what it takes back."""
        return super()._after_sales_settings() | {"advanced_employee_ids", "module_pos_hr"}
