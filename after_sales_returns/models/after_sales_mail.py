import logging

import psycopg2

from odoo import api, fields, models

_logger = logging.getLogger(__name__)


class AfterSalesMail(models.Model):
    """Outbox: a mail to the customer that a step of a return order owes.

    It is written in the transaction of the step, so a step that fails owes nothing, and sent
    by a scheduled job, so that nobody waits at the counter for a letter to be rendered.
    """

    _name = "after.sales.mail"
    _description = "Return Mail to Send"
    _order = "id"

    return_id = fields.Many2one("after.sales.return", required=True, ondelete="cascade", index=True)
    template_id = fields.Many2one("mail.template", required=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, precompute=True
    )
    error = fields.Text(readonly=True, help="Why it could not be sent; it is not tried again.")

    _pending_idx = models.Index("(id) WHERE error IS NULL")

    @api.depends("return_id.company_id")
    def _compute_company_id(self):
        for mail in self:
            document = mail._document()
            mail.company_id = document and document.company_id

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
        template = self.env.ref(f"{prefix}{step}", raise_if_not_found=False)
        if not template or not template.active:
            return
        self.sudo().create(
            [{field_name: document.id, "template_id": template.id} for document in documents]
        )

    @api.model
    def _cron_send(self, limit=100):
        """Send what is owed, oldest first; a mail that cannot be rendered stays with its error."""
        IrCron = self.env["ir.cron"]
        domain = [("error", "=", False)]
        pending = self.search(domain, limit=limit)
        IrCron._commit_progress(remaining=self.search_count(domain))
        for mail in pending:
            mail = mail.try_lock_for_update().filtered(lambda mail: not mail.error)
            if not mail:
                continue
            mail._send()
            if not IrCron._commit_progress(1):
                break

    def _send(self):
        """Send this mail and forget it, or keep it with the error."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self.template_id.send_mail(
                    self._document().id, email_values=self._prepare_email_vals()
                )
                self.unlink()
        except psycopg2.OperationalError:
            raise  # a collision with another transaction passes: it is tried again
        except Exception as error:
            _logger.exception("Mail about %s was not sent", self._document().name)
            self.error = str(error)

    def _prepare_email_vals(self):
        """:return: dict for the ``mail.mail``, beside what the template says"""
        self.ensure_one()
        return {}
