import secrets
import unicodedata

from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import only_one, refuse

from ..repair.repair_order_state import SERVING

CODE_DIGITS = 6
MAX_FAILURES = 5
MANAGER = "after_sales_returns.group_after_sales_manager"


class RepairOrder(models.Model):
    """Giving the item back, once: at the counter against a one-time code or an identity card, or by
    parcel."""

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

    # Who gets it --------------------------------------------------------------------------------

    def _is_fetched(self):
        """Whether a customer comes for the item."""
        self.ensure_one()
        return self.hand_back_by == "pickup" and not self._is_ours()

    def _is_code_asked(self):
        self.ensure_one()
        return self._is_fetched() and bool(self.date_ready) and not self.date_handed_back

    def _is_tracking_asked(self):
        self.ensure_one()
        waits = self.after_sales_stage == "to_hand_back" and self.hand_back_by == "ship"
        return waits and not self.hand_back_tracking_ref and not self._is_ours()

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
        self._invoice_first()
        self._announce_pickup()
        self.filtered(
            lambda repair: repair.hand_back_by == "ship" and repair.outcome != "repaired"
        )._mail("unrepaired")

    # Handing back -------------------------------------------------------------------------------

    def action_hand_back(self):
        """Ask for the code where a customer stands there, or for the tracking number of a parcel;
        else hand back at once. A transfer that somebody validates is asked for neither."""
        self._check_role(SERVING)
        if len(self) == 1 and self._is_tracking_asked():
            return self.action_ship()
        if len(self) == 1 and self._is_code_asked():
            return self._action_ask_hand_back()
        refuse(
            [
                self.env._(
                    "%(repair)s (%(item)s) goes by parcel: enter its tracking number, or ship it "
                    "on its own form.",
                    **repair._names(),
                )
                for repair in self
                if repair._is_tracking_asked()
            ]
        )
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

    def _hand_back_with_card(self, card, receiver=False):
        """Hand one item back against the intake slip and an identity card, as the slip promises.

        :param card: which card was shown, noted in the chatter
        """
        self.ensure_one()
        self._check_role(SERVING)
        self._check_hand_back()
        self.sudo().hand_back_to = receiver
        self.message_post(
            body=self.env._("Handed back against the slip and an identity card: %s", card)
        )
        self.sudo()._do_hand_back()

    def _check_hand_back(self):
        problems = []
        for repair in self:
            problems += repair._hand_back_problems() + repair._leaving_problems()
        refuse(problems)

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
        return self._place_problems() or self.sudo()._payment_problems()

    def _do_hand_back(self):
        waiting = self._shipments()
        waiting.picked = True
        waiting.picking_id._action_done()
        (self - waiting.after_sales_item_repair_id)._move_items(
            lambda repair: repair._hand_back_location(),
            lambda repair: repair._hand_back_type(),
        )

    def _hand_back_location(self):
        """The customer; of an item of ours the store's stock."""
        self.ensure_one()
        if self._is_ours():
            return self.after_sales_store_id.lot_stock_id
        return self._customer_location()

    def _hand_back_type(self):
        self.ensure_one()
        store = self.after_sales_store_id
        return store.after_sales_sort_type_id if self._is_ours() else store.out_type_id

    def _on_handed_back(self):
        """What waiting has cost is charged, what was promised with the return order fulfilled,
        and what is open invoiced."""
        super()._on_handed_back()
        self.sudo()._charge_storage()
        dispositions = self.after_sales_disposition_id.filtered(
            lambda one: one.state == "decided" and one.resolution in ("repair", "none")
        )
        dispositions._do_settle()
        self.sudo()._invoice()
        self.filtered(lambda repair: repair.hand_back_by == "ship")._mail("shipped")

    # By parcel ----------------------------------------------------------------------------------

    def action_ship(self):
        """Ask for the tracking number, then hand the item back by parcel."""
        only_one(self)
        self._check_role(SERVING)
        self._check_hand_back()
        return self._action_ask_hand_back()

    def _ship_with(self, tracking):
        self.ensure_one()
        self._check_role(SERVING)
        self._check_hand_back()
        repair = self.sudo()
        if tracking:
            repair.hand_back_tracking_ref = tracking
        repair._do_hand_back()

    def action_ship_instead(self):
        """The customer wants what is ready sent after all. What waiting has cost is charged by
        then."""
        self._check_role(SERVING)
        refuse(
            [
                self.env._(
                    "%(repair)s (%(item)s) does not wait to be fetched, so it is not sent instead.",
                    **repair._names(),
                )
                for repair in self
                if repair.after_sales_stage != "to_hand_back" or not repair._is_fetched()
            ]
        )
        repairs = self.sudo()
        repairs._charge_storage()
        repairs.write(
            {
                "hand_back_by": "ship",
                "hand_back_code": False,
                "date_pickup_ready": False,
                "date_unclaimed": False,
            }
        )
        repairs._withdraw_disposal()
        repairs._plan_shipment()
        repairs._invoice_first()
        return True

    def _plan_shipment(self):
        self._move_items(
            lambda repair: repair._hand_back_location(),
            lambda repair: repair.after_sales_store_id.out_type_id,
            done=False,
        )

    def _shipments(self):
        """The moves that wait to bring the items to their customers."""
        return self.item_move_ids.filtered(
            lambda move: (
                move.state not in ("done", "cancel") and move.location_dest_id.usage == "customer"
            )
        )

    def _stop_shipment(self):
        self._shipments()._action_cancel()

    def action_parcel_back(self):
        """The parcel could not be delivered: the item lies at the store again, and waits to be
        sent once more or fetched."""
        self._check_role(SERVING)
        refuse(
            [
                self.env._(
                    "%(repair)s (%(item)s) was not sent to its customer, so no parcel comes back.",
                    **repair._names(),
                )
                for repair in self
                if not repair.sudo()._left_by_parcel()
            ]
        )
        repairs = self.sudo()
        repairs.write({"date_handed_back": False, "hand_back_tracking_ref": False})
        repairs._claim_serials()
        repairs._move_items(
            lambda repair: repair.after_sales_store_id.after_sales_repair_location_id,
            lambda repair: repair.after_sales_store_id.after_sales_in_type_id,
        )
        repairs._plan_shipment()
        for repair in repairs:
            repair.message_post(body=self.env._("The parcel came back undelivered."))
            repair._remind(self.env._("The parcel came back: ask the customer for the address"))
        return True

    def _left_by_parcel(self):
        """Whether a parcel took the item to its customer; what was given up, or went to our
        stock, ends as handed back, too: it was never ready to leave."""
        self.ensure_one()
        shipped = self.after_sales_stage == "handed_back" and self.hand_back_by == "ship"
        return shipped and bool(self.date_ready) and not self._is_ours()

    # What the state of the repair brings ----------------------------------------------------------

    def _on_done(self):
        """The labour was done as it was quoted, and the item can be handed back."""
        self.sudo()._deliver_labour()
        super()._on_done()
        self.sudo()._become_ready("repaired")

    def _on_cancel(self):
        """What was taken in goes back as it is; what was paid for it is invoiced before its
        quotation is let go."""
        here = self.filtered(lambda repair: repair.goods_location_id and not repair.outcome)
        here.sudo()._become_ready("unrepaired")
        super()._on_cancel()
        self.env["after.sales.mail"]._cancel_for(self)

    def _on_draft(self):
        """Nobody has to fetch it any more; what waiting has cost is charged by then."""
        self.sudo()._stop_shipment()
        super()._on_draft()
        self.sudo()._withdraw_disposal()
        self.sudo()._charge_storage()
        self.sudo().write(
            {"date_pickup_ready": False, "pickup_reminder_count": 0, "date_unclaimed": False}
        )
        self.env["after.sales.mail"]._cancel_for(self)
