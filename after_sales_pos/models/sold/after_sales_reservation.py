from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_time

# How long a till holds what is on its ticket, and how long a lapsed one is kept for its photos.
LAPSE = timedelta(minutes=15)
KEPT = timedelta(days=1)


class AfterSalesReservation(models.Model):
    """A unit that a till holds while its ticket is open: it counts as claimed until the ticket
    is paid, dropped, or 15 minutes old. Without a quantity it only keeps the wish's photos."""

    _name = "after.sales.reservation"
    _description = "Return Reserved by a Till"

    ticket = fields.Char(required=True, index=True)
    key = fields.Char(required=True, help="The wish on the ticket that this belongs to.")
    config_id = fields.Many2one("pos.config", required=True, ondelete="cascade")
    pos_line_id = fields.Many2one("pos.order.line", index="btree_not_null", ondelete="cascade")
    sale_line_id = fields.Many2one("sale.order.line", index="btree_not_null", ondelete="cascade")
    return_line_id = fields.Many2one(
        "after.sales.return.line",
        index="btree_not_null",
        ondelete="cascade",
        help="Of a return asked for before: the till that takes it in holds it.",
    )
    product_id = fields.Many2one("product.product", ondelete="cascade")
    quantity = fields.Float(digits="Product Unit", help="In the product's unit.")
    lot_ids = fields.Many2many("stock.lot", string="Serials / Lots")
    photo_ids = fields.Many2many("ir.attachment", string="Photos", bypass_search_access=True)
    date_expiry = fields.Datetime(required=True, index=True)

    @api.model
    def _live_on(self, name, records, ticket=None):
        """Reservations that count today.

        :param name: field that names what is held: ``pos_line_id``, ``sale_line_id`` or
            ``return_line_id``
        :param records: of which of those
        :param ticket: the ticket whose own reservations do not count
        """
        if not records:
            return self
        return self.search(
            Domain(name, "in", records.ids)
            & Domain("date_expiry", ">", fields.Datetime.now())
            & Domain("quantity", ">", 0)
            & (Domain("ticket", "!=", ticket) if ticket else Domain.TRUE)
        )

    def _holder_names(self):
        """:return: list of str, the till that holds each of these and until when"""
        return [
            self.env._(
                "till %(till)s holds %(quantity)g for a customer until %(time)s",
                till=held.config_id.name,
                quantity=held.quantity,
                time=format_time(
                    self.env,
                    fields.Datetime.context_timestamp(held, held.date_expiry).time(),
                    time_format="short",
                ),
            )
            for held in self
        ]

    @api.model
    def _take_over(self, ticket, keys=None):
        """Drop what the ticket holds because it is claimed, or released, from now on.

        :param keys: of the wishes, all by default
        :return: dict key of the wish → its photos (``ir.attachment``)
        """
        wished = Domain("key", "in", list(keys)) if keys is not None else Domain.TRUE
        held = self.search(Domain("ticket", "=", ticket) & wished)
        photos = {one.key: one.photo_ids for one in held}
        held.unlink()
        return photos

    @api.model
    def _photographed_keys(self, ticket):
        """:return: set of the keys of wishes of the ticket that have a photo"""
        held = self.search([("ticket", "=", ticket), ("photo_ids", "!=", False)])
        return set(held.mapped("key"))

    @api.autovacuum
    def _gc_lapsed(self):
        """Delete what lapsed a day ago, with photos that went on no return."""
        old = self.search([("date_expiry", "<", fields.Datetime.now() - KEPT)])
        lines = self.env["after.sales.return.line"].search([("photo_ids", "in", old.photo_ids.ids)])
        (old.photo_ids - lines.photo_ids).unlink()
        old.unlink()
