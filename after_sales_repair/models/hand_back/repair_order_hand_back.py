import secrets
import unicodedata

from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse

from ..repair.repair_order_state import SERVING

CODE_DIGITS = 6
MAX_FAILURES = 5
MANAGER = "after_sales_returns.group_after_sales_manager"


class RepairOrder(models.Model):
    """Giving the item back, once: by shipment, or at the counter against a one-time code."""

    _inherit = "repair.order"

    hand_back_by = fields.Selection(
        [("pickup", "Fetched at the store"), ("ship", "Shipped")],
        string="Handed Back By",
        compute="_compute_hand_back_by",
        store=True,
        readonly=False,
    )
    hand_back_code = fields.Char(
        string="Pick-up Code",
        readonly=True,
        copy=False,
        groups=MANAGER,
        help="Sent to the customer; the counter asks for it.",
    )
    hand_back_failures = fields.Integer(readonly=True, copy=False, groups=MANAGER)
    hand_back_to = fields.Char(string="Fetched By", readonly=True, copy=False)
    hand_back_tracking_ref = fields.Char(string="Shipment Tracking", copy=False, tracking=True)

    @api.depends("after_sales_return_id")
    def _compute_hand_back_by(self):
        """What was sent in goes back by parcel."""
        for repair in self:
            shipped = repair.sudo().after_sales_return_id.transport in ("ship", "pickup")
            repair.hand_back_by = repair.hand_back_by or ("ship" if shipped else "pickup")

    # Becoming ready -----------------------------------------------------------------------------

    def _become_ready(self, outcome):
        """The items can be handed back.

        :param outcome: a value of ``outcome``
        """
        for repair in self.filtered(lambda repair: repair._is_fetched()):
            digits = secrets.randbelow(10**CODE_DIGITS)
            repair.hand_back_code = f"{digits:0{CODE_DIGITS}d}"
        self.write({"date_ready": fields.Datetime.now(), "outcome": outcome})
        to_ship = self.filtered(
            lambda repair: repair.hand_back_by == "ship" and not repair._is_ours()
        )
        to_ship._plan_shipment()
        self._on_ready()

    def _on_ready(self):
        """The items can be handed back: tell the customers."""

    def _hand_back_location(self):
        """The customer; of an item of ours the store's stock."""
        self.ensure_one()
        if self._is_ours():
            return self.after_sales_store_id.lot_stock_id
        return self._customer_location()

    # Handing back -------------------------------------------------------------------------------

    def action_hand_back(self):
        """Ask for the code where a customer stands there, else hand back at once."""
        self._check_role(SERVING)
        if len(self) == 1 and self._is_code_asked():
            return self._action_ask_hand_back()
        refuse(
            [
                self.env._(
                    "%(repair)s (%(item)s): the customer has a pick-up code. Hand it back on its "
                    "own form.",
                    **repair._names(),
                )
                for repair in self
                if repair._is_code_asked()
            ]
        )
        self._check_hand_back()
        self.sudo()._do_hand_back()
        return True

    def _action_ask_hand_back(self):
        """:return: the dialog that hands this item back, with what is to be typed for it"""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair.after_sales_hand_back_action"
        ) | {"context": {"default_repair_id": self.id}}

    def _is_code_asked(self):
        self.ensure_one()
        return self._is_fetched() and bool(self.date_ready) and not self.date_handed_back

    def _is_fetched(self):
        """Whether a customer comes for the item."""
        self.ensure_one()
        return self.hand_back_by == "pickup" and not self._is_ours()

    def _hand_back_with_code(self, code, receiver=False):
        """Hand one item back to who knows the code.

        :return: a sentence for the counter when the code is wrong, else None
        """
        self.ensure_one()
        self._check_role(SERVING)
        repair = self.sudo()
        if repair.hand_back_failures >= MAX_FAILURES:
            return self.env._(
                "%(repair)s (%(item)s): too many wrong codes. Ask a manager to hand it back.",
                **self._names(),
            )
        self._check_hand_back()
        if not repair._is_code(code):
            repair.hand_back_failures += 1
            return self.env._(
                "%(repair)s (%(item)s): this is not the code that the customer got. Read it off "
                "the message again, or ask a manager.",
                **self._names(),
            )
        repair.hand_back_to = receiver
        repair._do_hand_back()
        return None

    def _is_code(self, typed):
        """Whether this is the customer's code; digits of a Chinese keyboard are digits, too."""
        self.ensure_one()
        digits = unicodedata.normalize("NFKC", typed or "").strip()
        code = self.hand_back_code
        return bool(code) and secrets.compare_digest(digits.encode(), code.encode())

    def _hand_back_without_code(self, reason, receiver=False):
        """Hand one item back on the word of a manager, who says why."""
        self.ensure_one()
        self._check_role((MANAGER,))
        self._check_hand_back()
        self.sudo().hand_back_to = receiver
        self.message_post(body=self.env._("Handed back without the code: %s", reason))
        self.sudo()._do_hand_back()

    def _check_hand_back(self):
        problems = []
        for repair in self:
            problems += repair._hand_back_problems() + repair._leaving_problems()
        refuse(problems)

    def _leaving_problems(self):
        """:return: list of sentences that stand against the customer's getting the item, or
        something else for it: to be extended"""
        return []

    def _hand_back_problems(self):
        """:return: list of sentences that stand against handing the item back"""
        self.ensure_one()
        names = self._names()
        if self.date_handed_back:
            return [
                self.env._(
                    "%(repair)s (%(item)s) was already handed back on %(date)s. Nothing is left "
                    "to do.",
                    date=fields.Datetime.context_timestamp(self, self.date_handed_back).strftime(
                        "%Y-%m-%d %H:%M"
                    ),
                    **names,
                )
            ]
        if not self.date_ready:
            return [
                self.env._(
                    "%(repair)s (%(item)s) is not ready: finish the work and its check, or cancel "
                    "the repair.",
                    **names,
                )
            ]
        return self._place_problems()

    def _place_problems(self):
        """Who fetches an item at a store must find it there."""
        self.ensure_one()
        shipped = self.hand_back_by != "pickup" and not self._is_ours()
        if shipped or not self._is_away():
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s) is at %(place)s, not at %(store)s. Bring it back to the "
                "store first.",
                place=self.goods_location_id.display_name,
                store=self.after_sales_store_id.name,
                **self._names(),
            )
        ]

    def _is_away(self):
        """Whether the item lies on the repair shelf of another warehouse. Asked of the database
        only for what is not on the store's own shelf."""
        self.ensure_one()
        place = self.goods_location_id
        if not place or place == self.after_sales_store_id.after_sales_repair_location_id:
            return False
        shelves = (
            self.env["stock.warehouse"]
            .sudo()
            .search([("after_sales_repair_location_id", "=", place.id)], limit=1)
        )
        return bool(shelves - self.after_sales_store_id)

    def _shipments(self):
        """The moves that wait to bring the items to their customers."""
        return self.item_move_ids.filtered(
            lambda move: (
                move.state not in ("done", "cancel") and move.location_dest_id.usage == "customer"
            )
        )

    def _stop_shipment(self):
        self._shipments()._action_cancel()

    def _do_hand_back(self):
        waiting = self._shipments()
        waiting.picked = True
        waiting.picking_id._action_done()
        (self - waiting.after_sales_item_repair_id)._move_items(
            lambda repair: repair._hand_back_location(),
            lambda repair: repair._hand_back_type(),
        )

    def _hand_back_type(self):
        self.ensure_one()
        store = self.after_sales_store_id
        return store.after_sales_sort_type_id if self._is_ours() else store.out_type_id

    def _on_left(self, location):
        """The item left our hands: what follows for the customer and the return order."""
        self.write({"date_handed_back": fields.Datetime.now(), "goods_location_id": False})
        self.sudo().lot_id.filtered(
            lambda lot: lot.after_sales_repair_id in self
        ).after_sales_repair_id = False
        self._on_handed_back()

    def _on_handed_back(self):
        """The items were handed back: what the customer was promised is fulfilled."""
        parts = self.after_sales_disposition_id.filtered(
            lambda part: part.state == "decided" and part.resolution in ("repair", "none")
        )
        parts._do_settle()
