import base64
import binascii
from collections import defaultdict

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

from odoo.addons.after_sales_returns.tools import refuse

from ...till_input import Junk, read_name, read_text
from ..request.after_sales_till import by_origin
from ..sold.after_sales_reservation import LAPSE

MEGABYTE = 1024 * 1024
PHOTO_BYTES = 5 * MEGABYTE
PHOTOS = 10
TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")


class AfterSalesTill(models.AbstractModel):
    """Holding what is on an open ticket, so that nobody else takes the same unit."""

    _inherit = "after.sales.till"

    def _reserve(self, request):
        """What ``after_sales_reserve`` of the till answers."""
        taken = [wish for wish in request.wishes if not wish.is_unbound]
        refuse([problem for wish in taken for problem in wish.problems])
        self._check_free(request.ticket, taken)
        return {"expiry": str(self._hold(request))}

    def _release(self, ticket):
        """What ``after_sales_release`` of the till answers."""
        mine = self.env["after.sales.reservation"].search(
            [("ticket", "=", ticket), ("config_id", "=", self.id)]
        )
        mine.photo_ids.unlink()
        mine.unlink()
        self._find_overrides(ticket)._unused().unlink()
        return True

    def _check_free(self, ticket, wishes):
        """:raise UserError: something is claimed by others, on one of the ways to do so"""
        groups = by_origin(wishes)
        # Whoever locks sold lines does so in the same order.
        for origin in self._origins().values():
            wanted = defaultdict(float)
            for wish in groups.get(origin, ()):
                wanted[wish.line.id, wish.product.id] += wish.quantity
            if wanted:
                origin._check_free(ticket, wanted)
        refuse([text for texts in self._blocks_lots(ticket, wishes).values() for text in texts])

    def _hold(self, request):
        """Replace what the ticket holds; :return: until when (datetime in UTC)"""
        reservations = self.env["after.sales.reservation"]
        photos = reservations._take_over(request.ticket)
        expiry = fields.Datetime.now() + LAPSE
        shared = {"ticket": request.ticket, "config_id": self.id, "date_expiry": expiry}
        reservations.create(
            [
                {
                    **shared,
                    "key": wish.key,
                    "product_id": wish.product.id,
                    # What is not taken back is not held: the row keeps its photos.
                    "quantity": 0.0 if wish.is_unbound else wish.quantity,
                    "lot_ids": wish.lots.ids,
                    "photo_ids": photos.pop(wish.key, self.env["ir.attachment"]).ids,
                    **({wish.origin._line_name: wish.line.id} if wish.line else {}),
                }
                for wish in request.wishes
            ]
        )
        for left in photos.values():
            left.unlink()
        return expiry

    # Photos -----------------------------------------------------------------------------------

    def _add_photo(self, ticket, key, name, data_base64):
        """What ``after_sales_add_photo`` of the till answers."""
        image = self._read_image(data_base64)
        key = read_text(key)
        if not key:
            raise Junk
        held = self._held_for_wish(ticket, key)
        if len(held.photo_ids) >= PHOTOS:
            raise UserError(
                self.env._("%(count)s photos are enough for one item.", count=len(held.photo_ids))
            )
        photo = self.env["ir.attachment"].create(
            {"name": read_name(name, 100) or "photo", "raw": image, "public": False}
        )
        held.photo_ids |= photo
        return len(held.photo_ids)

    def _read_image(self, data_base64):
        """:return: bytes"""
        if not isinstance(data_base64, str | bytes):
            data_base64 = ""
        if len(data_base64) > PHOTO_BYTES * 4 / 3 + 4:
            raise UserError(
                self.env._(
                    "The photo is larger than %(size)s MB. Take it with a lower resolution.",
                    size=PHOTO_BYTES // MEGABYTE,
                )
            )
        try:
            image = base64.b64decode(data_base64, validate=True)
        except (binascii.Error, ValueError):
            image = b""
        if guess_mimetype(image) not in TYPES:
            raise UserError(
                self.env._("This file is no photo. Choose a JPEG, PNG, WebP or GIF image.")
            )
        return image

    def _held_for_wish(self, ticket, key):
        """The reservation of the wish; one that holds nothing yet if it was not chosen."""
        reservations = self.env["after.sales.reservation"]
        held = reservations.search([("ticket", "=", ticket), ("key", "=", key)], limit=1)
        return held or reservations.create(
            {
                "ticket": ticket,
                "key": key,
                "config_id": self.id,
                "date_expiry": fields.Datetime.now() + LAPSE,
            }
        )
