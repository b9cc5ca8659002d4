from odoo import api, models


class AfterSalesChecklistPart(models.AbstractModel):
    """What a checklist is made of: it changes with a draft only."""

    _name = "after.sales.checklist.part.mixin"
    _description = "Part of a Checklist"

    def _checklists(self):
        """:return: the checklists that these are parts of"""
        return self.checklist_id

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._checklists()._check_open()
        return parts

    def write(self, vals):
        if self.env.su and set(vals) in ({"defect_id"}, {"route"}):
            # Of two defects that meant the same one is left, or a route went with its addon.
            self.env.registry.clear_cache()
            return super().write(vals)
        self._checklists()._check_open()
        result = super().write(vals)
        self._checklists()._check_open()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self._checklists()._check_open()
