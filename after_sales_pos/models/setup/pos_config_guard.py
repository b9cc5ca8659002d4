from odoo import models
from odoo.exceptions import AccessError

CONFIGURE = ("point_of_sale.group_pos_manager", "base.group_system")


class PosConfig(models.Model):
    """Odoo lets every user of the Point of Sale write the settings of a till. What a cashier may
    do alone is not set by the cashier."""

    _inherit = "pos.config"

    def write(self, vals):
        self._check_after_sales_settings(vals)
        return super().write(vals)

    def _after_sales_settings(self):
        """:return: set of names of fields that only managers set; to be extended"""
        return {name for name in self._fields if name.startswith("after_sales_")}

    def _check_after_sales_settings(self, vals):
        changed = self._after_sales_settings() & vals.keys()
        user = self.env.user
        if not changed or self.env.su or any(user.has_group(group) for group in CONFIGURE):
            return
        raise AccessError(
            self.env._(
                "%(tills)s: only a manager of the Point of Sale changes what a till takes back "
                "(%(fields)s).",
                tills=", ".join(self.mapped("name")),
                fields=", ".join(
                    sorted(
                        self._fields[name].get_description(self.env)["string"] for name in changed
                    )
                ),
            )
        )
