from odoo import models

STEP = "found"


class AfterSalesInspection(models.Model):
    """What of an inspection the customer is told, in words meant for customers."""

    _inherit = "after.sales.inspection"

    def _tell_customers(self):
        """Owe a mail with what was found, once for all that is inspected of a return order: when
        nothing of it waits any more."""
        told = self.filtered(lambda one: one._is_told())
        unfinished = self.sudo().search(
            [
                ("return_id", "in", told.return_id.ids),
                ("state", "in", ("to_do", "in_progress")),
            ]
        )
        waiting = unfinished.filtered(lambda one: one._is_told())
        over = told.filtered(lambda one: one.return_id not in waiting.return_id)
        last = over.filtered(lambda one: not one.return_id)
        for inspections in (over - last).grouped("return_id").values():
            last |= inspections[-1]
        telling = last.filtered(
            lambda one: any(other._told_texts() for other in one._told_together())
        )
        self.env["after.sales.mail"]._queue(telling, STEP)

    def _is_told(self):
        """Whether the customer is told of inspections on this occasion."""
        self.ensure_one()
        return self.env["after.sales.occasion"]._row(self.occasion).told

    def _told_together(self):
        """:return: the inspections of the same return order that its customer is told of, this
        one without a return order"""
        self.ensure_one()
        same = self
        if self.return_id:
            same = self.sudo().search([("return_id", "=", self.return_id.id)], order="id")
        return same.filtered(lambda one: one.state == "done" and one._is_told())

    def _told_texts(self):
        """:return: list of str: what the customer reads, in the language of the environment"""
        self.ensure_one()
        texts = [answer._customer_text() for answer in self.sudo().answer_ids]
        return list(dict.fromkeys(text for text in texts if text))

    def _is_mail_due(self, step):
        return super()._is_mail_due(step) and self.state == "done"

    def _get_report_base_filename(self):
        self.ensure_one()
        return self.env._("Inspection %(name)s", name=self.name)
