from odoo import models
from odoo.exceptions import UserError


class AfterSalesDisposition(models.Model):
    """Settling without a person, where the policy that decided alone also pays."""

    _inherit = "after.sales.disposition"

    def _is_settled_by_policy(self):
        """Whether the policy, which decided alone, also pays as soon as the goods are sorted."""
        self.ensure_one()
        line = self.line_id
        paid_now = line.automatic and line.settle_at == "sorting"
        asks = self._is_beyond_grant() or self._awaits_compensation()
        return self.state == "decided" and paid_now and not asks

    def _is_settled_at_once(self):
        """Whether nothing is given, so that nobody has to settle it."""
        self.ensure_one()
        return self.resolution == "none" and not self._awaits_compensation()

    def _settle_by_policy(self):
        """Settle without a person. What cannot be settled waits for one, with the reason as an
        activity: nobody at the bench is stopped by a draft invoice."""
        if not self or self._try_to_settle() is None:
            return
        for order, parts in self.grouped("return_id").items():
            problem = parts._try_to_settle()
            if problem:
                order.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=self.env._("Settle by hand"),
                    note=problem,
                    user_id=order._addressee(order.user_id).id,
                )

    def _try_to_settle(self):
        """:return: None, or the sentences that stand against it, with nothing done"""
        try:
            with self.env.cr.savepoint():
                self._check_settle()
                self._do_settle()
        except UserError as error:
            self.env.invalidate_all()
            return str(error)
        return None
