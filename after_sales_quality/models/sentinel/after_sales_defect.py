from odoo import api, models

# What is counted for each defect, in the order in which it is counted together: of two defects
# neither can just be written where the other stands.
COUNTED = (
    "after.sales.sentinel.event",
    "after.sales.sentinel",
    "after.sales.sentinel.rate",
)


class AfterSalesDefect(models.Model):
    """What failed with one of several defects that mean the same is counted together."""

    _inherit = "after.sales.defect"

    def _merge_into(self, target):
        """Documents say first what they say by then, each with ``target``."""
        super()._merge_into(target)
        for model in COUNTED:
            self.env[model].sudo()._merge_defects(self, target)

    @api.model
    def _references(self):
        return (one for one in super()._references() if one[0] not in COUNTED)
