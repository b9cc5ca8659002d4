from odoo import models

from ...tools import refuse


class IrModuleModule(models.Model):
    """An addon of ours does not go while goods lie where only it looks."""

    _inherit = "ir.module.module"

    def button_uninstall(self):
        going = set((self | self.downstream_dependencies()).mapped("name"))
        refuse(self.env["stock.warehouse"].sudo()._after_sales_uninstall_problems(going))
        return super().button_uninstall()
