from odoo import models

from odoo.addons.after_sales_returns.tools import only_one, refuse

from ..repair.repair_order_state import SERVING

# Mails without which the customer does not know what to do.
NEEDED = ("ready", "unrepaired", "reminder", "disposal", "quotation")


class RepairOrder(models.Model):
    """What happens at the counter beside the usual: customers without e-mail, without the code,
    who want it sent after all, and parcels that come back."""

    _inherit = "repair.order"

    def _mail(self, step):
        super()._mail(step)
        if step in NEEDED:
            self._tell_of_no_address()

    def _tell_of_no_address(self):
        """Whom no mail reaches somebody calls."""
        silent = self.filtered(
            lambda repair: (
                repair.partner_id and not repair.partner_id.email and not repair._is_ours()
            )
        )
        for repair in silent:
            repair._remind(
                self.env._(
                    "%(customer)s has no e-mail: call about %(repair)s",
                    customer=repair.partner_id.display_name,
                    repair=repair.name,
                )
            )
        return silent

    def _do_quote_send(self):
        super()._do_quote_send()
        self._tell_of_no_address()

    def action_quote_send(self):
        """Who sends to a customer without e-mail is told that nothing was sent."""
        result = super().action_quote_send()
        silent = self.filtered(lambda repair: not repair.partner_id.email)
        if not silent:
            return result
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "message": self.env._(
                    "No mail was sent: %(customers)s has no e-mail address. Print the quotation "
                    "or call, and enter the answer here.",
                    customers=", ".join(silent.partner_id.mapped("display_name")),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # Without the code ---------------------------------------------------------------------------

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

    # By parcel ----------------------------------------------------------------------------------

    def action_ship(self):
        """Ask for the tracking number, then hand the item back by parcel."""
        only_one(self)
        self._check_role(SERVING)
        self._check_hand_back()
        return self._action_ask_hand_back()

    def action_hand_back(self):
        """What this hands over to a parcel leaves with its tracking number, or with the word of
        the dialog that there is none; a transfer that somebody validates is not asked for it."""
        self._check_role(SERVING)
        untracked = self.filtered(lambda repair: repair._is_tracking_asked())
        if untracked and len(self) == 1:
            return self.action_ship()
        refuse(
            [
                self.env._(
                    "%(repair)s (%(item)s) goes by parcel: enter its tracking number, or ship it "
                    "on its own form.",
                    **repair._names(),
                )
                for repair in untracked
            ]
        )
        return super().action_hand_back()

    def _is_tracking_asked(self):
        self.ensure_one()
        waits = self.after_sales_stage == "to_hand_back" and self.hand_back_by == "ship"
        return waits and not self.hand_back_tracking_ref and not self._is_ours()

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

    # Documents ----------------------------------------------------------------------------------

    def _item_name_for_customer(self, name=None):
        """:param name: as it was written down; by default as it is now
        :return: the name of the item in the customer's language, where it is the product's"""
        self.ensure_one()
        name = name or self.item_name
        product = self.sudo().product_id
        languages = [code for code, _label in self.env["res.lang"].get_installed()]
        known = {product.with_context(lang=code).display_name for code in languages}
        language = self.partner_id.lang or self.env.lang
        return product.with_context(lang=language).display_name if name in known else name
