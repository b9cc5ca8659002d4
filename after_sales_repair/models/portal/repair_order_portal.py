from odoo import api, models

# Steps in the order in which a customer sees them, and the stages that each shows.
STEPS = {
    "intake": ("intake",),
    "diagnose": ("to_diagnose",),
    "quote": ("to_quote", "awaiting_customer"),
    "repair": ("to_repair", "in_repair", "to_check"),
    "ready": ("to_hand_back",),
    "handed_back": ("handed_back",),
}
# All that customers read of their repairs by RPC; pages show more, rendered after their check.
PORTAL_FIELDS = {
    # The portal's chatter compares it in the customer's own name.
    "access_token",
    "access_url",
    "accessories",
    "after_sales_origin",
    "after_sales_return_id",
    "after_sales_stage",
    "company_id",
    "create_date",
    "date_diagnosed",
    "date_handed_back",
    "date_intake",
    "date_promised",
    "date_quoted",
    "date_ready",
    "display_name",
    "fault_description",
    "hand_back_by",
    "has_message",
    "id",
    "item_condition",
    "item_name",
    "item_serial",
    "message_ids",
    "name",
    "outcome",
    "outcome_reason",
    "partner_id",
    "product_id",
    "quote_state",
    "website_message_ids",
}


class RepairOrder(models.Model):
    """What the customer sees of a repair in the portal, and what the customer writes there."""

    _inherit = "repair.order"
    _mail_post_access = "read"

    @api.model
    def _has_field_access(self, field, operation):
        """Customers read what is meant for them: notes and costs of the workshop are not."""
        if not super()._has_field_access(field, operation):
            return False
        return self.env.su or field.name in PORTAL_FIELDS or self.env.user._is_internal()

    def _portal_quotation(self):
        """The quotation that the customer may see: once it was sent."""
        self.ensure_one()
        shown = self.quote_state in ("sent", "accepted", "declined", "expired")
        return self.sale_order_id if shown else self.sale_order_id.browse()

    # Steps --------------------------------------------------------------------------------------

    def _portal_steps(self):
        """Return the way of a repair as a list of dicts: ``label``, ``date``, ``state``.

        ``state`` is ``done``, ``current`` or ``coming``.
        """
        self.ensure_one()
        stage = self.after_sales_stage
        labels, dates = self._portal_step_labels(), self._portal_step_dates()
        if stage == "cancelled":
            return [
                {"label": labels["intake"], "date": dates["intake"], "state": "done"},
                {"label": self.env._("Cancelled"), "date": False, "state": "current"},
            ]
        names = [name for name in STEPS if name not in self._portal_skipped_steps()]
        step = self._portal_step()
        current = names.index(step) if step in names else 0
        steps = []
        for index, name in enumerate(names):
            done = index < current or stage == "handed_back"
            steps.append(
                {
                    "label": labels[name],
                    "date": dates[name] if done else False,
                    "state": "done" if done else "current" if index == current else "coming",
                }
            )
        return steps

    def _portal_step(self):
        """The step that shows the stage; what an addon adds is part of the work."""
        self.ensure_one()
        shown = (name for name, stages in STEPS.items() if self.after_sales_stage in stages)
        return next(shown, "repair")

    def _portal_skipped_steps(self):
        """What is not part of this repair: a quotation under warranty, work that was not done."""
        self.ensure_one()
        skipped = set()
        if self.quote_state == "none" and self.after_sales_stage != "to_quote":
            skipped.add("quote")
        if self.outcome in ("unrepaired", "not_repairable"):
            skipped.add("repair")
            if not self.date_diagnosed:
                skipped.add("diagnose")
        return skipped

    def _portal_step_labels(self):
        shipped = self.hand_back_by == "ship"
        return {
            "intake": self.env._("We have your item"),
            "diagnose": self.env._("We find out what it needs"),
            "quote": self.env._("You decide on the quotation"),
            "repair": self.env._("We repair it"),
            "ready": self.env._("We send it to you")
            if shipped
            else self.env._("It is ready to be fetched"),
            "handed_back": self.env._("It is back with you"),
        }

    def _portal_step_dates(self):
        """Return for each step when it was over."""
        return {
            "intake": self.date_intake,
            "diagnose": self.date_diagnosed,
            "quote": self.date_quote_answered,
            "repair": self.date_work_done or self.date_ready,
            "ready": self.date_handed_back,
            "handed_back": self.date_handed_back,
        }

    # Messages -----------------------------------------------------------------------------------

    def _is_from_customer(self, message):
        self.ensure_one()
        author = message.author_id
        return (
            message.message_type in ("comment", "email")
            and bool(author)
            and author.commercial_partner_id == self.partner_id.commercial_partner_id
            and not any(user._is_internal() for user in author.user_ids)
        )


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _message_post_after_hook(self, message, msg_values):
        """What the customer asks about the quotation of a repair goes to its technician."""
        result = super()._message_post_after_hook(message, msg_values)
        asked = self.sudo().filtered(lambda order: order.state in ("draft", "sent"))
        for repair in asked.repair_order_ids:
            if repair._is_from_customer(message.sudo()):
                repair._tell_of_message(message.sudo())
        return result
