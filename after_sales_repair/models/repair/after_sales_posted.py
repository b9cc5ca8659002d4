from odoo import api, models


class AfterSalesPosted(models.AbstractModel):
    """Ids that users post: Odoo links whatever record they name. Here only what they may read is
    linked, since what is linked is acted upon in sudo, or shown to customers."""

    _name = "after.sales.posted.mixin"
    _description = "Linked Records That Are Checked"
    # Names of the relational fields.
    _posted_names = ()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        for name in self._posted_names if not self.env.su else ():
            records.sudo()[name].with_env(self.env).check_access("read")
        return records

    def write(self, vals):
        names = [name for name in self._posted_names if name in vals and not self.env.su]
        known = {name: self.sudo()[name] for name in names}
        result = super().write(vals)
        for name, before in known.items():
            (self.sudo()[name] - before).with_env(self.env).check_access("read")
        return result
