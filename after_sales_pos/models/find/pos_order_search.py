from odoo import models


def _trigram_of_numbers(registry):
    """What ``like`` on numbers needs; nothing where the database has no trigrams."""
    return "USING gin (pos_reference gin_trgm_ops)" if registry.has_trigram else ""


class PosOrder(models.Model):
    _inherit = "pos.order"

    # The return screen looks for a receipt's number, a part of it, its codes, and for a
    # customer's last receipts.
    _after_sales_reference_idx = models.Index(_trigram_of_numbers)
    _after_sales_token_idx = models.Index("(access_token) WHERE access_token IS NOT NULL")
    _after_sales_code_idx = models.Index("(lower(ticket_code)) WHERE ticket_code IS NOT NULL")
    _after_sales_name_idx = models.Index("(name)")
    _after_sales_partner_idx = models.Index("(partner_id, id DESC) WHERE partner_id IS NOT NULL")
