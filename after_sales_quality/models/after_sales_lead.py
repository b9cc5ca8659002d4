from odoo import api, models
from odoo.exceptions import AccessError

LEAD = "after_sales_inspection.group_quality_lead"
WARNING = "mail.mail_activity_data_warning"


class AfterSalesLeadMixin(models.AbstractModel):
    """A document that quality leads are told of and decide on. It says in ``_headline`` and
    ``_sentence`` what they read, each in the language of whoever reads it."""

    _name = "after.sales.lead.mixin"
    _description = "What Quality Leads Decide"
    _inherit = ["mail.thread", "mail.activity.mixin", "after.sales.addressee.mixin"]

    @api.model
    def _addressee_group(self):
        return LEAD

    def _headline(self):
        """:return: str, what has happened to which document"""
        raise NotImplementedError

    def _sentence(self):
        """:return: str, the numbers, and what to do"""
        raise NotImplementedError

    def _tell(self):
        """A mail to the quality leads, and an activity for one of them."""
        self.ensure_one()
        user = self._addressee(*self._addressee_managers())
        document = self.sudo().with_context(lang=user.lang)
        leads = self._addressee_managers().filtered(self._is_readable_by)
        document.message_post(
            subject=document._headline(),
            body=document._sentence(),
            partner_ids=leads.partner_id.ids,
            subtype_xmlid="mail.mt_comment",
        )
        document.activity_schedule(
            WARNING, summary=document._headline(), note=document._sentence(), user_id=user.id
        )

    def _stop_telling(self):
        """There is nothing left to decide."""
        self.sudo().activity_unlink([WARNING])

    def _check_lead(self, sentence):
        """:param sentence: str, who decides, and whom to ask
        :raise AccessError: somebody else than a quality lead asks
        """
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(LEAD):
            raise AccessError(sentence)
