from odoo import api, models
from odoo.modules.db import FunctionStatus


def _trigram_of_names(registry):
    """What ``ilike`` on names needs; nothing where the database has no trigrams."""
    if not registry.has_trigram:
        return ""
    column = "complete_name"
    if registry.has_unaccent == FunctionStatus.INDEXABLE:
        column = registry.unaccent(column)
    return f"USING gin (({column}) gin_trgm_ops)"


class ResPartner(models.Model):
    _inherit = "res.partner"

    # The return screen looks for customers by the end of their number, and by their name.
    _after_sales_phone_idx = models.Index(
        r"(reverse(regexp_replace(phone, '\D', '', 'g')) text_pattern_ops) WHERE phone IS NOT NULL"
    )
    _after_sales_name_idx = models.Index(_trigram_of_names)

    @api.model
    def _after_sales_walk_in(self):
        """Whom a return belongs to when the customer of the receipt is not known."""
        # Known without asking whether it exists: every mail of a return asks for it.
        walk_in_id = self.env["ir.model.data"]._xmlid_to_res_id("after_sales_pos.partner_walk_in")
        return self.browse(walk_in_id)
