from odoo import models

# Stages in the order in which a customer sees them; each lies behind the next.
STEPS = ("requested", "awaiting_goods", "to_sort", "to_settle", "closed")


class AfterSalesReturn(models.Model):
    """What the customer sees of a return order in the portal."""

    _inherit = "after.sales.return"

    def _portal_is_cancellable(self):
        """Return whether the customer may still take the request back."""
        self.ensure_one()
        return self.state == "requested"

    def _portal_steps(self):
        """Return the way of a return as a list of dicts: ``label``, ``date``, ``state``.

        ``state`` is ``done``, ``current`` or ``coming``; a refused or cancelled request ends
        with the step that says so.
        """
        self.ensure_one()
        if self.state in ("refused", "cancelled"):
            return self._portal_ended_steps()
        labels, dates = self._portal_step_labels(), self._portal_step_dates()
        current = STEPS.index(self.stage) if self.stage in STEPS else 0
        steps = []
        for index, step in enumerate(STEPS):
            if self.transport == "keep" and step in ("awaiting_goods", "to_sort"):
                continue
            done = index < current or self.stage == "closed"
            steps.append(
                {
                    "label": labels[step],
                    "date": dates[step] if done else False,
                    "state": "done" if done else "current" if index == current else "coming",
                }
            )
        return steps

    def _portal_step_labels(self):
        return {
            "requested": self.env._("We decide on your request"),
            "awaiting_goods": self.env._("We wait for the goods"),
            "to_sort": self.env._("We check the goods"),
            "to_settle": self.env._("We settle it with you"),
            "closed": self.env._("Done"),
        }

    def _portal_step_dates(self):
        """Return for each step when it was over."""
        return {
            "requested": self.date_approved,
            "awaiting_goods": self.date_received,
            "to_sort": self.date_sorted,
            "to_settle": self.date_settled,
            "closed": self.date_closed,
        }

    def _portal_ended_steps(self):
        ended = dict(self._fields["state"]._description_selection(self.env))[self.state]
        return [
            {
                "label": self.env._("You asked for the return"),
                "date": self.date_requested,
                "state": "done",
            },
            {"label": ended, "date": False, "state": "current"},
        ]

    def _portal_cancel(self):
        """Take the request back in the name of the customer."""
        self.ensure_one()
        self.sudo().action_cancel()
        self.sudo().message_post(
            body=self.env._("The customer cancelled the request in the portal."),
            author_id=self.partner_id.id,
            message_type="notification",
            subtype_xmlid="mail.mt_note",
        )
