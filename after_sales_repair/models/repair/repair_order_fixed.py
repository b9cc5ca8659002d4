from odoo import api, models

from odoo.addons.after_sales_returns.tools import refuse

CORRECTING = (
    "after_sales_repair.group_repair_lead",
    "after_sales_returns.group_after_sales_user",
)
# What was taken in where, from whom: the moves, the slip and who pays rest on it.
AT_INTAKE = {
    "after_sales_origin",
    "after_sales_store_id",
    "company_id",
    "picking_id",
    "product_id",
    "product_qty",
    "product_location_src_id",
    "product_location_dest_id",
}
# The same, but what was not known may be added later.
ONCE_KNOWN = {"lot_id", "item_serial", "partner_id", "intake_signature"}
# What was misread or mistyped at the counter, and a workshop that has no time.
CORRECTED = {"item_serial", "lot_id", "partner_id", "picking_type_id"}
# Who gets the item back, and whether against a code.
AT_READY = {"partner_id", "hand_back_by"}


class RepairOrder(models.Model):
    """What the form shows read-only once the item is here, or is ready: by RPC neither is it
    written."""

    _inherit = "repair.order"

    @api.model_create_multi
    def create(self, vals_list):
        repairs = super().create(vals_list)
        repairs._check_origin()
        return repairs

    def write(self, vals):
        if not self.env.su:
            self._check_fixed(vals)
        result = super().write(vals)
        if "after_sales_origin" in vals:
            self._check_origin()
        return result

    def _check_origin(self):
        """Only sorting the goods of a return order makes a repair of them."""
        claimed = self.filtered(
            lambda repair: (
                repair.after_sales_origin == "return" and not repair.after_sales_disposition_id
            )
        )
        if claimed and not self.env.su:
            refuse(
                [
                    self.env._(
                        "%(repair)s (%(item)s) belongs to no return order: a return order makes "
                        "its repairs when its goods are sorted. Choose another origin.",
                        **repair._names(),
                    )
                    for repair in claimed
                ]
            )

    def _check_fixed(self, vals):
        at_intake = (AT_INTAKE | ONCE_KNOWN | CORRECTED) & set(vals)
        at_ready = AT_READY & set(vals)
        if any(self.env.user.has_group(group) for group in CORRECTING):
            at_intake -= CORRECTED
        problems = []
        for repair in self:
            if repair.date_intake and repair._differs(vals, at_intake):
                problems.append(
                    self.env._(
                        "%(repair)s (%(item)s) was taken in, so what it is, from whom and where "
                        "it came are fixed. Ask your workshop lead, or cancel it and take the "
                        "item in anew.",
                        **repair._names(),
                    )
                )
            if repair.date_ready and repair._differs(vals, at_ready):
                problems.append(
                    self.env._(
                        "%(repair)s (%(item)s) is ready, so to whom and how it is handed back is "
                        "fixed. A manager may hand it back without the code.",
                        **repair._names(),
                    )
                )
        refuse(problems)

    def _differs(self, vals, names):
        """Whether ``vals`` change one of ``names``."""
        self.ensure_one()
        for name in names:
            field = self._fields[name]
            old = field.convert_to_write(self[name], self)
            if (old or name not in ONCE_KNOWN) and (old or False) != (vals[name] or False):
                return True
        return False
