from odoo import models

# Mails without which the customer does not know what to do.
NEEDED = ("ready", "unrepaired", "reminder", "disposal", "quotation")


class RepairOrder(models.Model):
    """Whether a customer waits for the item, what that customer is written, and who calls one
    without an address."""

    _inherit = "repair.order"

    def _is_ours(self):
        """Whether no customer waits for the item: a store's own, or returned goods whose customer
        gets something else than their repair. Nobody is told or pays, and it goes to stock."""
        self.ensure_one()
        disposition = self.sudo().after_sales_disposition_id
        return self.after_sales_origin == "store" or disposition._resolution_row().credits

    def _mail(self, step):
        """Owe the customers the mail of ``step``; goods of our own have no customer to tell."""
        customers = self.filtered(lambda repair: not repair._is_ours())
        self.env["after.sales.mail"]._queue(customers, step)
        if step in NEEDED:
            self._tell_of_no_address()

    def _is_mail_due(self, step):
        """Nobody fetches what was handed back, is sent, or is repaired after all, and nothing is
        quoted that was answered, withdrawn or given up. What was given up still has to be
        fetched."""
        facts = {
            "ready": self.date_pickup_ready,
            "unrepaired": self.date_ready,
            "reminder": self.date_pickup_ready,
            "disposal": self.date_disposal,
        }
        if step in facts:
            return bool(facts[step]) and not self.date_handed_back
        if step == "quotation":
            return self.state != "cancel" and self.quote_state == "sent"
        return step == "shipped" or self.state != "cancel"

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
