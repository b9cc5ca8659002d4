from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.after_sales_returns.tools import refuse

from ...till_input import Junk, read_text
from .after_sales_reservation import LAPSE

# More than any uuid.
TICKET_LENGTH = 100


class AfterSalesTill(models.AbstractModel):
    """Holding what is on an open ticket, so that nobody else takes the same unit."""

    _inherit = "after.sales.till"

    def _reserve(self, ticket, wishes):
        """What ``after_sales_reserve`` of the till answers."""
        ticket = self._read_open_ticket(ticket)
        parsed = self._read_wishes(wishes)
        taken = [wish for wish in parsed if not self._is_unbound(wish)]
        refuse([problem for wish in taken for problem in wish.problems])
        self._check_free(ticket, taken)
        return {"expiry": str(self._hold(ticket, parsed))}

    def _release(self, ticket):
        """What ``after_sales_release`` of the till answers."""
        ticket = self._read_open_ticket(ticket)
        mine = self.env["after.sales.reservation"].search(
            [("ticket", "=", ticket), ("config_id", "=", self.id)]
        )
        mine.photo_ids.unlink()
        mine.unlink()
        self._find_overrides(ticket)._unused().unlink()
        return True

    def _read_ticket(self, ticket):
        """:return: str, "" for none
        :raise Junk: no ticket has this name
        """
        ticket = read_text(ticket)
        if len(ticket) > TICKET_LENGTH:
            raise Junk
        return ticket

    def _read_open_ticket(self, ticket):
        """:raise UserError: a ticket of another till, or none"""
        ticket = self._read_ticket(ticket)
        other = self.env["after.sales.reservation"].search(
            [("ticket", "=", ticket), ("config_id", "!=", self.id)], limit=1
        )
        if not ticket or other:
            raise UserError(
                self.env._(
                    "This ticket was begun at %(till)s. Finish it there, or begin a new one.",
                    till=other.config_id.name or self.config.name,
                )
            )
        return ticket

    def _check_free(self, ticket, wishes):
        """:raise UserError: something is claimed by others, on one of the ways to do so"""
        reservations = self.env["after.sales.reservation"]
        wanted = {kind: defaultdict(float) for kind in reservations._line_names}
        for wish in wishes:
            if wish.line:
                wanted[wish.kind][wish.line.id, wish.product.id] += wish.quantity
        lines = {}
        for kind, name in reservations._line_names.items():
            model = reservations._fields[name].comodel_name
            lines[kind] = self.env[model].browse(list({key[0] for key in wanted[kind]}))
        lines["pos"]._check_after_sales_claims(ticket, wanted["pos"])
        lines["sale"]._check_after_sales_wanted(ticket, wanted["sale"])
        lines["return"]._check_after_sales_wanted(ticket, wanted["return"])
        self._check_lots_free(ticket, wishes)

    def _check_lots_free(self, ticket, wishes):
        free = self._wish_lots(ticket, wishes)
        of_lots = self._lot_quantity_problems(ticket, wishes)
        refuse(
            [
                problem
                for wish in wishes
                for problem in (
                    *self._lot_problems(wish, free[wish.key]),
                    *of_lots[wish.key],
                )
            ]
        )

    def _hold(self, ticket, wishes):
        """Replace what the ticket holds; :return: until when (datetime in UTC)"""
        reservations = self.env["after.sales.reservation"]
        photos = reservations._take_over(ticket)
        expiry = fields.Datetime.now() + LAPSE
        shared = {"ticket": ticket, "config_id": self.id, "date_expiry": expiry}
        reservations.create(
            [
                {
                    **shared,
                    "key": wish.key,
                    "product_id": wish.product.id,
                    # What is not taken back is not held: the row keeps its photos.
                    "quantity": 0.0 if self._is_unbound(wish) else wish.quantity,
                    "lot_ids": wish.lots.ids,
                    "photo_ids": photos.pop(wish.key, self.env["ir.attachment"]).ids,
                    **({reservations._line_names[wish.kind]: wish.line.id} if wish.line else {}),
                }
                for wish in wishes
            ]
        )
        for left in photos.values():
            left.unlink()
        return expiry
