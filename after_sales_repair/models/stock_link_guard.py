from odoo import api, models
from odoo.exceptions import UserError

MOVE_LINKS = ("after_sales_item_repair_id", "after_sales_loan_id")
LOT_LINKS = ("after_sales_repair_id", "after_sales_loan_id")


def _check_links(records, names, vals_list):
    """:raise UserError: if a user links stock to a repair or a loan, or takes a link away"""
    if records.env.su:
        return
    written = {name for vals in vals_list for name in names if name in vals}
    if not records:
        written = {name for name in written if any(vals.get(name) for vals in vals_list)}
    if written:
        raise UserError(
            records.env._(
                "%(fields)s follows the steps of repairs and loans and is not written by hand.",
                fields=", ".join(sorted(written)),
            )
        )


def _without_defaults(records, names):
    """The same records without defaults from the context for ``names``."""
    keys = {f"default_{name}" for name in names}
    if records.env.su or keys.isdisjoint(records.env.context):
        return records
    context = {key: value for key, value in records.env.context.items() if key not in keys}
    return records.with_env(records.env(context=context))


class StockMove(models.Model):
    """A move that carries the item of a repair hands it back: so nobody says that of a move of
    their own."""

    _inherit = "stock.move"

    @api.model_create_multi
    def create(self, vals_list):
        _check_links(self.browse(), MOVE_LINKS, vals_list)
        return super(StockMove, _without_defaults(self, MOVE_LINKS)).create(vals_list)

    def write(self, vals):
        _check_links(self, MOVE_LINKS, [vals])
        return super().write(vals)


class StockLot(models.Model):
    """Whether an item is in repair or lent stands on its serial number."""

    _inherit = "stock.lot"

    @api.model_create_multi
    def create(self, vals_list):
        _check_links(self.browse(), LOT_LINKS, vals_list)
        return super(StockLot, _without_defaults(self, LOT_LINKS)).create(vals_list)

    def write(self, vals):
        _check_links(self, LOT_LINKS, [vals])
        return super().write(vals)
