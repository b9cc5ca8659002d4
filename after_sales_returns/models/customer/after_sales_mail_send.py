import logging

import psycopg2

from odoo import api, models

_logger = logging.getLogger(__name__)
# Mails that are rendered and committed together: as many as Odoo renders at a time.
BATCH = 50


class AfterSalesMail(models.Model):
    """Sending what is owed: mails of one kind are rendered together, their papers in one call
    of the PDF program for each language."""

    _inherit = "after.sales.mail"

    @api.model
    def _cron_send(self, limit=1000):
        """Hand over what is owed, oldest first; a mail that cannot be rendered stays with its
        error."""
        IrCron = self.env["ir.cron"]
        domain = [("state", "=", "queued")]
        pending = self.search(domain, order="id", limit=limit)
        IrCron._commit_progress(remaining=self.search_count(domain))
        for start in range(0, len(pending), BATCH):
            batch = pending[start : start + BATCH]
            batch.invalidate_recordset()
            batch.try_lock_for_update().filtered_domain(domain)._send()
            if not IrCron._commit_progress(len(batch)):
                break

    def _send(self):
        """Hand these mails over to Odoo's mail queue, each kind together; what cannot be
        rendered alone keeps its error."""
        due = self._drop_void()
        for mails in due.grouped("template_id").values():
            for together in mails._each_document_once():
                together._send_or_fail()

    def _each_document_once(self):
        """A template is rendered once for each document in a call."""
        rounds = []
        for mail in self:
            key = mail._document()
            for one in rounds:
                if key not in one:
                    one[key] = mail
                    break
            else:
                rounds.append({key: mail})
        return [self.browse([mail.id for mail in one.values()]) for one in rounds]

    def _send_or_fail(self):
        """All together; where one cannot be rendered, each by itself."""
        try:
            with self.env.cr.savepoint():
                self._hand_over()
        except psycopg2.OperationalError:
            raise  # a collision with another transaction passes: it is tried again
        except Exception as error:
            self.env.invalidate_all()
            if len(self) == 1:
                _logger.exception("%s was not sent", self.display_name)
                self._fail(str(error))
                return
            for mail in self:
                mail._send_or_fail()

    def _hand_over(self):
        """Give the mails of one template to Odoo's mail queue."""
        documents = [mail._document() for mail in self]
        queued = self.template_id.send_mail_batch(
            [document.id for document in documents], email_values=self._prepare_email_vals()
        )
        for mail, one in zip(self, queued, strict=True):
            mail.write({"state": "sending", "mail_mail_id": one.id})
        self._on_handed_over()

    def _prepare_email_vals(self):
        """:return: dict for each ``mail.mail``, beside what the template says"""
        return {}

    def _on_handed_over(self):
        """What is to be done once the mails are at Odoo's mail queue."""
