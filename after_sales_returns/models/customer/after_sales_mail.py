from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools import only_one

UNDELIVERED = "after_sales_returns.mail_activity_data_undelivered"
# How long what was sent or dropped can be looked up.
KEPT_DAYS = 90


class AfterSalesMail(models.Model):
    """Outbox: a mail to the customer that a step of a document owes, and what became of it.

    It is written in the transaction of the step, so a step that fails owes nothing, and sent
    by a scheduled job (``after_sales_mail_send.py``), so that nobody waits at the counter for a
    letter to be rendered. What the mail server says of it is noted in
    ``after_sales_mail_outcome.py``.
    """

    _name = "after.sales.mail"
    _description = "Mail to a Customer"
    _order = "id"

    return_id = fields.Many2one("after.sales.return", required=True, ondelete="cascade", index=True)
    template_id = fields.Many2one("mail.template", required=True, ondelete="cascade")
    step = fields.Char(readonly=True, help="What it tells of: how the id of its template ends.")
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, precompute=True
    )
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True, index=True)
    state = fields.Selection(
        [
            ("queued", "Queued"),
            ("sending", "At the mail server"),
            ("sent", "Sent"),
            ("failed", "Failed"),
            ("cancelled", "Not sent"),
        ],
        required=True,
        readonly=True,
        default="queued",
        help="Failed: the customer did not get it. Not sent: what it tells of was taken back.",
    )
    error = fields.Text(string="Why", readonly=True, help="Why the customer did not get it.")
    date_sent = fields.Datetime(readonly=True)
    mail_mail_id = fields.Many2one(
        "mail.mail", string="E-mail", readonly=True, index="btree_not_null", ondelete="set null"
    )
    message_ref = fields.Char(
        string="Message-ID",
        readonly=True,
        index="btree_not_null",
        help="By which a server tells us later that the mail could not be delivered.",
    )

    _pending_idx = models.Index("(id) WHERE state = 'queued'")

    @api.depends("return_id.company_id")
    def _compute_company_id(self):
        for mail in self:
            document = mail._document()
            mail.company_id = document and document.company_id

    def _compute_display_name(self):
        for mail in self:
            document = mail._document()
            mail.display_name = (
                f"{document.display_name if document else ''}: {mail.template_id.name}"
            )

    @api.model
    def _kinds(self):
        """The documents that owe mails.

        :return: dict name of the model → (name of the field that holds it, how the ids of its
            templates begin)
        """
        return {"after.sales.return": ("return_id", "after_sales_returns.mail_template_return_")}

    def _document(self):
        """The document that the mail is about."""
        self.ensure_one()
        for field_name, _prefix in self._kinds().values():
            if self[field_name]:
                return self[field_name]
        return None

    @api.model
    def _queue(self, documents, step):
        """Owe the mail of ``step`` to the customers of ``documents`` that have an address.

        :param step: how the id of the template ends, of a return order for instance
            ``requested``, ``approved``, ``refused``, ``received`` or ``settled``; the template
            may be archived to send none
        """
        documents = documents.filtered("partner_id.email")
        if not documents:
            return
        field_name, prefix = self._kinds()[documents._name]
        # Known without asking whether it exists: this is called at every step of every document.
        template_id = self.env["ir.model.data"]._xmlid_to_res_id(f"{prefix}{step}")
        template = self.env["mail.template"].browse(template_id)
        if not template.active:
            return
        self.sudo().create(
            [
                {
                    field_name: document.id,
                    "template_id": template.id,
                    "step": step,
                    "partner_id": document.partner_id.id,
                }
                for document in documents
            ]
        )

    # What may be done with it ---------------------------------------------------------------

    def action_retry(self):
        """Send once more what failed: the address was corrected, or the server works again."""
        failed = self.filtered(lambda mail: mail.state == "failed")
        failed._check_may_retry()
        failed.sudo()._requeue()
        return True

    def _check_may_retry(self):
        """:raise AccessError: unless the user may work on the documents"""
        for mail in self:
            document = mail.sudo()._document().with_env(self.env)
            if not document.has_access("write"):
                raise AccessError(
                    self.env._(
                        "%(mail)s: only who works on the document sends it again.",
                        mail=mail.sudo().display_name,
                    )
                )

    def _requeue(self):
        self.mail_mail_id.filtered(lambda mail: mail.state == "exception").cancel()
        self.write({"state": "queued", "error": False, "mail_mail_id": False, "message_ref": False})
        self._customers_were_reached()

    def _customers_were_reached(self):
        """Nobody has to care about these any more; other mails may have failed, too."""
        for mail in self:
            document = mail._document()
            field_name, _prefix = self._kinds()[document._name]
            if not self.search_count(
                [(field_name, "=", document.id), ("state", "=", "failed")], limit=1
            ):
                document.mail_undelivered = False
                document.activity_unlink([UNDELIVERED])

    def action_view_document(self):
        only_one(self)
        return self._document()._get_records_action()

    # Taken back -----------------------------------------------------------------------------

    @api.model
    def _cancel_for(self, documents):
        """Send nothing any more of what these documents owed and is not out yet, unless it is
        still true."""
        field_name, _prefix = self._kinds()[documents._name]
        waiting = self.sudo().search(
            [(field_name, "in", documents.ids), ("state", "in", ("queued", "sending"))]
        )
        waiting._drop_void()

    def _drop_void(self):
        """Drop those of these mails that are not true any more.

        :return: the others
        """
        void = self.filtered(lambda mail: not mail._is_due())
        void.write({"state": "cancelled"})
        void.mail_mail_id.filtered(lambda mail: mail.state == "outgoing").cancel()
        return self - void

    def _is_due(self):
        """Whether the mail tells what is still so."""
        self.ensure_one()
        return not self.step or self._document()._is_mail_due(self.step)

    @api.autovacuum
    def _gc_sent(self):
        """Forget what was sent or dropped long ago."""
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("state", "in", ("sent", "cancelled")), ("write_date", "<", limit)]).unlink()
