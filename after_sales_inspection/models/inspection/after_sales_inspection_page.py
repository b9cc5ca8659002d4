import base64
import binascii

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.after_sales_returns.controllers.upload import FILE_BYTES, IMAGES, file_type
from odoo.addons.after_sales_returns.tools import only_one, refuse

from .after_sales_inspection_answer import VALUE_FIELDS


class AfterSalesInspection(models.Model):
    """What the inspector's page asks: all it shows at once, and one answer at a time."""

    _inherit = "after.sales.inspection"

    def open_page(self):
        """All that the page of this inspection shows.

        :return: dict with ``inspection`` (see ``_page_head``), ``items`` (list of dict, see
            ``_page_item`` and ``_page_answer``) and ``outcome`` (see ``_page_outcome``)
        :raise AccessError: if the inspection is not the user's to read
        """
        only_one(self)
        self.check_access("read")
        page = self.sudo()
        return {
            "inspection": page._page_head(),
            "items": [
                {**answer._page_item(), **answer._page_answer()} for answer in page.answer_ids
            ],
            "outcome": page._page_outcome(),
        }

    def save_answer(self, item_id, value, photos=(), note=None, unit=None, client_key=None):
        """Save one answer, as soon as it is given. Sent again with the same key it changes nothing.

        :param item_id: id of the checklist's item
        :param value: ``pass``, ``fail`` or ``na``; of a choice its id; of a measurement or count
            a number; of a text the text; False to add photos or a note alone
        :param photos: list of dict with ``name`` and ``data`` (base64), added to those there are
        :param note: str for colleagues, or None to leave it as it is
        :param unit: name of the unit of a measured number; by default that of the item
        :param client_key: str that the page makes for each answer
        :return: dict with ``item`` (see ``_page_answer``) and ``outcome``
        :raise UserError: a sentence that names what the item cannot be answered with
        """
        only_one(self)
        self.check_access("write")
        answer = self._answer_of(item_id)
        if not client_key or answer.client_key != client_key:
            answer._save(value, photos, note, unit, client_key)
        return {"item": answer.sudo()._page_answer(), "outcome": self.sudo()._page_outcome()}

    def _answer_of(self, item_id):
        """:return: the answer to an item
        :raise UserError: if the checklist does not ask for it
        """
        answer = self.answer_ids.filtered(lambda one: one.item_id.id == item_id)
        if not answer:
            raise UserError(
                self.env._(
                    "%(inspection)s does not ask for this item. Load the page anew.",
                    inspection=self.name,
                )
            )
        # All items are read at once, as the score asks for them anyway.
        return answer.with_prefetch(self.answer_ids.ids)

    # What the page shows ------------------------------------------------------------------------

    def _page_head(self):
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "product": self.product_id.display_name,
            "product_id": self.product_id.id,
            "lot": self.lot_id.name or "",
            "quantity": self.quantity,
            "unit": self.product_uom_id.name,
            "checklist": self.checklist_id.display_name,
            "reason": self.checklist_reason or "",
            "instructions": self.instructions or "",
            "graded": self.is_graded,
        }

    def _page_outcome(self):
        """:return: dict of what follows from the answers as they are now"""
        return {
            "state": self.state,
            "result": self.result,
            "score": self.score,
            "open_count": self.open_count,
            "proposal": self.proposal or "",
            "proposed_grade_id": self.proposed_grade_id.id,
            "proposed_route": self.proposed_route,
            "grade_id": self.grade_id.id,
            "route": self.route,
            "decision_reason": self.decision_reason or "",
            "duration_seconds": self.duration_seconds,
        }


class AfterSalesInspectionAnswer(models.Model):
    _inherit = "after.sales.inspection.answer"

    def _page_item(self):
        """:return: dict of what is asked (see the item). The picture of how it should look is
        ``/web/image/after.sales.inspection.answer/<answer_id>/image``"""
        return {
            **self.item_id._page_item(),
            "answer_id": self.id,
            "photo_ids": self.photo_ids.ids,
        }

    def _page_answer(self):
        """:return: dict of what is answered; ``value`` is False as long as nothing is"""
        return {
            "id": self.item_id.id,
            "value": self._page_value(),
            "result": self.result,
            "needs_photo": self._needs_photo(),
            "photo_count": self.photo_count,
            "note": self.note or "",
        }

    def _page_value(self):
        if not self.date_answered:
            return False
        if self.answer == "na":
            return "na"
        value = self[VALUE_FIELDS[self.kind]]
        return value.id if self.kind == "choice" else value

    # Saving -------------------------------------------------------------------------------------

    def _save(self, value, photos, note, unit, client_key):
        """See ``save_answer``."""
        self.ensure_one()
        vals = self._prepare_value_vals(value, unit)
        if note is not None:
            vals["note"] = note
        if photos:
            vals["photo_ids"] = self._prepare_photo_commands(photos)
        if vals:
            self.write(vals)
        if client_key:
            self.sudo().write({"client_key": client_key})

    def _prepare_value_vals(self, value, unit):
        if value is None or value is False:
            return {}
        if value == "na":
            return {"answer": "na"}
        kind = self.item_id.sudo().kind
        if kind == "measurement" and unit:
            value = self._in_unit_of_item(value, unit)
        return {VALUE_FIELDS[kind]: value}

    def _in_unit_of_item(self, value, unit):
        """:return: float, the measured number in the unit of the item
        :raise UserError: if nobody knows the unit, or it measures something else
        """
        own = self.item_id.sudo().uom_id
        known = own.with_context(active_test=False).search([("name", "=", unit)])
        same = known.filtered(lambda one: one == own or one._has_common_reference(own))
        if not same:
            raise UserError(
                self.env._(
                    "%(inspection)s, “%(item)s” cannot be measured in “%(unit)s”. Use %(own)s.",
                    inspection=self.inspection_id.name,
                    item=self.item_id.sudo().name,
                    unit=unit,
                    own=own.name,
                )
            )
        return same[:1]._compute_quantity(value, own, round=False)

    def _prepare_photo_commands(self, photos):
        """:param photos: list of dict with ``name`` and ``data`` (base64)"""
        vals_list, problems = [], []
        for photo in photos:
            raw = _decoded(photo.get("data"))
            mimetype = file_type(raw, IMAGES) if len(raw) <= FILE_BYTES else None
            if mimetype:
                name = f"{self.item_id.sudo().name[:60]}.{IMAGES[mimetype]}"
                vals_list.append(
                    {
                        "name": name,
                        "raw": raw,
                        "mimetype": mimetype,
                        "res_model": self._name,
                        "res_id": self.id,
                    }
                )
            else:
                problems.append(
                    self.env._(
                        "“%(file)s” is no picture, or larger than 5 MB. Take a smaller photo.",
                        file=str(photo.get("name") or self.env._("Photo"))[:80],
                    )
                )
        refuse(problems)
        return [Command.link(one.id) for one in self.env["ir.attachment"].create(vals_list)]


def _decoded(data):
    try:
        return base64.b64decode(data or "", validate=True)
    except (binascii.Error, TypeError, ValueError):
        return b""
