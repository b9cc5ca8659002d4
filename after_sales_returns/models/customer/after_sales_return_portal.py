from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

# Stages in the order in which a customer sees them; each lies behind the next.
STEPS = ("requested", "awaiting_goods", "to_sort", "to_settle", "closed")
LIMIT_PARAMETER = "after_sales_returns.portal_requests_per_day"
DEFAULT_LIMIT = 20


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
        names = self._portal_step_names()
        current = names.index(self.stage) if self.stage in names else 0
        steps = []
        for index, step in enumerate(names):
            done = index < current or self.stage == "closed"
            steps.append(
                {
                    "label": labels[step],
                    "date": dates[step] if done else False,
                    "state": "done" if done else "current" if index == current else "coming",
                }
            )
        return steps

    def _portal_step_names(self):
        """Return the stages that this return goes through, as a list in their order; addons that
        add a stage put it in its place."""
        self.ensure_one()
        if self.transport == "keep":
            return [step for step in STEPS if step not in ("awaiting_goods", "to_sort")]
        return list(STEPS)

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

    def _portal_is_sendable(self):
        """Return whether the customer may still prove that the goods were sent."""
        self.ensure_one()
        return self.stage == "awaiting_goods" and self.transport == "ship"

    def _portal_prove_sending(self, tracking, proofs):
        """Take the proof that the customer sent.

        :param str tracking: reference of the carrier; what we know already stands
        :param proofs: list of dict with ``name``, ``mimetype`` and ``raw``
        """
        self.ensure_one()
        attachments = self.env["ir.attachment"].create(
            [
                {**proof, "res_model": self._name, "res_id": self.id, "public": False}
                for proof in proofs
            ]
        )
        vals = {"sending_proof_ids": [Command.link(proof.id) for proof in attachments]}
        if tracking and not self.carrier_tracking_ref:
            vals["carrier_tracking_ref"] = tracking
        self.write(vals)
        self.message_post(
            body=self.env._("The customer proved in the portal that the goods were sent."),
            author_id=self.partner_id.id,
            message_type="notification",
            subtype_xmlid="mail.mt_note",
        )

    def _after_sales_portal_deliveries(self):
        """Return the deliveries of these goods whose receipt the customer may tell of; extend it
        for sales that are not sales orders."""
        self.ensure_one()
        return self.line_ids.sale_line_id.move_ids.picking_id._filtered_after_sales_word()

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

    # Requests -----------------------------------------------------------------------------

    @api.model
    def _portal_limit(self):
        """Return how many requests a customer may send in 24 hours."""
        value = self.env["ir.config_parameter"].sudo().get_param(LIMIT_PARAMETER, "")
        return int(value) if value.strip().isdecimal() else DEFAULT_LIMIT

    @api.model
    def _portal_limit_reached(self, partner):
        """Return whether the company or person behind ``partner`` sent enough for today."""
        limit = self._portal_limit()
        sent = Domain(
            [
                ("channel", "=", "portal"),
                ("create_date", ">=", fields.Datetime.now() - timedelta(days=1)),
                ("partner_id", "child_of", partner.commercial_partner_id.ids),
            ]
        )
        return self.sudo().search_count(sent) >= limit

    @api.model
    def _portal_request(self, vals, lines):
        """Create a return in the name of the customer and request it.

        :param vals: values of the return
        :param lines: list of (values of the line, photos); a photo is a dict with the values
            ``name``, ``mimetype`` and ``raw`` of its attachment
        :raise UserError: a sentence per problem, in words for the customer
        """
        order = self.create({**vals, "channel": "portal"})
        try:
            for line_vals, photos in lines:
                line = self.env["after.sales.return.line"].create(
                    {**line_vals, "return_id": order.id}
                )
                line._portal_add_photos(photos)
            order.action_request()
        except UserError as error:
            # The number is void with the request that fails: nobody could look it up.
            words = self.env._("this request")
            raise UserError(str(error).replace(order.name, words)) from error
        return order


class AfterSalesReturnLine(models.Model):
    _inherit = "after.sales.return.line"

    def _portal_add_photos(self, photos):
        """Attach photos for those who may read the line, and for nobody else."""
        self.ensure_one()
        attachments = self.env["ir.attachment"].create(
            [
                {**photo, "res_model": self._name, "res_id": self.id, "public": False}
                for photo in photos
            ]
        )
        if attachments:
            self.photo_ids = [Command.link(photo.id) for photo in attachments]
