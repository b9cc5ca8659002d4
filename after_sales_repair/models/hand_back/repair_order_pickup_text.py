from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import refuse

from ..repair.repair_order_state import SERVING


class RepairOrder(models.Model):
    """The pick-up code for a customer without e-mail, as a text to the telephone: staff never sees
    it, so it does not stand in the chatter."""

    _inherit = "repair.order"

    can_text_code = fields.Boolean(compute="_compute_can_text_code", compute_sudo=True)

    @api.depends(
        "hand_back_by",
        "hand_back_code",
        "date_ready",
        "date_handed_back",
        "partner_id.email",
        "partner_id.phone",
    )
    def _compute_can_text_code(self):
        for repair in self:
            repair.can_text_code = not repair.partner_id.email and not repair._text_problems()

    def action_text_pickup_code(self):
        """Text the code to the customers; again if it got lost.

        :raise UserError: a sentence for each repair that waits for no code, or whose customer has
            no number
        """
        self._check_role(SERVING)
        refuse([sentence for repair in self.sudo() for sentence in repair._text_problems()])
        texts = (
            self.env["sms.sms"]
            .sudo()
            .create([repair._prepare_text_vals() for repair in self.sudo()])
        )
        for repair, text in zip(self, texts, strict=True):
            repair.message_post(body=self.env._("The pick-up code was texted to %s.", text.number))
        return True

    def _prepare_text_vals(self):
        """:return: dict for the ``sms.sms`` that tells the code"""
        self.ensure_one()
        return {
            "partner_id": self.partner_id.id,
            "number": self._text_number(),
            "body": self._pickup_text(),
        }

    def _pickup_text(self):
        told = self.with_context(lang=self.partner_id.lang)
        return told.env._(
            "%(repair)s: %(item)s is ready. Please tell this code when you fetch it: %(code)s",
            code=self.hand_back_code,
            **told._names(),
        )

    def _text_number(self):
        self.ensure_one()
        return self.partner_id._phone_format(fname="phone", force_format="E164")

    def _text_problems(self):
        """:return: list of sentences that stand against texting the code"""
        self.ensure_one()
        if "sms.sms" not in self.env:
            return [self.env._("Install Odoo's addon “SMS gateway” to text codes.")]
        if not self._is_code_asked() or not self.hand_back_code:
            return [
                self.env._(
                    "%(repair)s (%(item)s): no customer waits for a code.",
                    **self._names(),
                )
            ]
        if not self._text_number():
            return [
                self.env._(
                    "%(repair)s (%(item)s): %(customer)s has no telephone number that can be "
                    "texted to. Enter one, or have the slip and an identity card shown.",
                    customer=self.partner_id.name,
                    **self._names(),
                )
            ]
        return []
