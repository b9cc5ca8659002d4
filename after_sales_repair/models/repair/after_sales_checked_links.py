from odoo import api, models


class AfterSalesCheckedLinks(models.AbstractModel):
    """Ids that users post: Odoo links whatever record they name. Here only what they may read is
    linked, since what is linked is acted upon in sudo, or shown to customers."""

    _name = "after.sales.checked.links.mixin"
    _description = "Linked Records That Are Checked"
    # Names of the relational fields.
    _checked_links = ()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        for name in self._checked_links if not self.env.su else ():
            records.sudo()[name].with_env(self.env).check_access("read")
        return records

    def write(self, vals):
        names = [name for name in self._checked_links if name in vals and not self.env.su]
        known = {name: self.sudo()[name] for name in names}
        result = super().write(vals)
        for name, before in known.items():
            (self.sudo()[name] - before).with_env(self.env).check_access("read")
        return result
