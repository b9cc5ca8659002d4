import base64
import binascii

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

from ...till_input import Junk, read_name, read_text
from .after_sales_reservation import LAPSE

MEGABYTE = 1024 * 1024
PHOTO_BYTES = 5 * MEGABYTE
PHOTOS = 10
TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")


class AfterSalesTill(models.AbstractModel):
    """Photos that the cashier takes of what comes back."""

    _inherit = "after.sales.till"

    def _add_photo(self, ticket, key, name, data_base64):
        """What ``after_sales_add_photo`` of the till answers."""
        ticket = self._read_open_ticket(ticket)
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
