"""Indexes of Odoo's own tables, by which the return screen finds a sale among millions."""

from odoo import models
from odoo.modules.db import FunctionStatus


def _trigram_of_numbers(registry):
    """What ``like`` on numbers needs; nothing where the database has no trigrams."""
    return "USING gin (pos_reference gin_trgm_ops)" if registry.has_trigram else ""


def _trigram_of_names(registry):
    """What ``ilike`` on names needs; nothing where the database has no trigrams."""
    if not registry.has_trigram:
        return ""
    column = "complete_name"
    if registry.has_unaccent == FunctionStatus.INDEXABLE:
        column = registry.unaccent(column)
    return f"USING gin (({column}) gin_trgm_ops)"


class PosOrder(models.Model):
    _inherit = "pos.order"

    # A receipt's number, a part of it, its codes, and a customer's last receipts.
    _after_sales_reference_idx = models.Index(_trigram_of_numbers)
    _after_sales_token_idx = models.Index("(access_token) WHERE access_token IS NOT NULL")
    _after_sales_code_idx = models.Index("(lower(ticket_code)) WHERE ticket_code IS NOT NULL")
    _after_sales_name_idx = models.Index("(name)")
    _after_sales_partner_idx = models.Index("(partner_id, id DESC) WHERE partner_id IS NOT NULL")


class PosPackOperationLot(models.Model):
    _inherit = "pos.pack.operation.lot"

    # A serial number, in small or capital letters.
    _after_sales_lot_name_idx = models.Index(
        "(lower(lot_name), id DESC) WHERE lot_name IS NOT NULL"
    )


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    _after_sales_lot_idx = models.Index("(lot_id, id DESC) WHERE lot_id IS NOT NULL")


class SaleOrder(models.Model):
    _inherit = "sale.order"

    # A customer's last orders.
    _after_sales_partner_idx = models.Index("(partner_id, id DESC)")


class ResPartner(models.Model):
    _inherit = "res.partner"

    # Customers by the end of their number, and by their name.
    _after_sales_phone_idx = models.Index(
        r"(reverse(regexp_replace(phone, '\D', '', 'g')) text_pattern_ops) WHERE phone IS NOT NULL"
    )
    _after_sales_name_idx = models.Index(_trigram_of_names)
