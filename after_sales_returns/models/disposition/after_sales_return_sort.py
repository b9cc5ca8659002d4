from odoo import fields, models
from odoo.exceptions import UserError


class AfterSalesReturn(models.Model):
    """Sorting and settling seen from the return order."""

    _inherit = "after.sales.return"

    def action_sort(self):
        """Propose dispositions for all that came and is not decided on yet."""
        self.check_access("read")
        self.env["after.sales.disposition"]._check_role(
            (
                "after_sales_returns.group_after_sales_warehouse",
                "after_sales_returns.group_after_sales_store",
            )
        )
        parts = self.sudo()._propose_dispositions().sudo(False)
        if not parts:
            raise UserError(
                self.env._(
                    "%(returns)s: nothing that came waits to be sorted. Receive the goods first.",
                    returns=", ".join(self.mapped("name")),
                )
            )
        return parts

    def _propose_dispositions(self):
        """Have a disposition for every unit that came and is not decided on.

        :return: all dispositions that wait to be decided
        """
        if not self:
            return self.env["after.sales.disposition"]
        best = self.env["after.sales.grade"].search_fetch([], limit=1)
        vals_list = [
            vals for line in self.line_ids for vals in line._prepare_disposition_vals(best)
        ]
        waiting = self.line_ids.disposition_ids.filtered(lambda part: part.state == "draft")
        waiting |= self.line_ids._match_ahead_parts(best)
        return waiting | self.env["after.sales.disposition"].create(vals_list)

    def action_decide(self):
        """Decide all that is proposed, as it stands on the return."""
        return self.action_sort().action_decide()

    def action_settle(self):
        """Settle all that was decided and is not settled."""
        parts = self.disposition_ids.filtered(lambda part: part.state == "decided")
        if not parts:
            raise UserError(
                self.env._(
                    "%(returns)s: nothing decided waits to be settled. Sort the goods first.",
                    returns=", ".join(self.mapped("name")),
                )
            )
        return parts.action_settle()

    def _on_sorted(self):
        self.date_sorted = fields.Datetime.now()
        decided = self.disposition_ids.filtered(lambda part: part.state == "decided")
        decided.filtered(lambda part: part._is_settled_at_once())._do_settle()
        decided.filtered(lambda part: part._is_settled_by_policy())._settle_by_policy()
        self._close_if_complete()
        self._sync_open_promises()

    def _on_settled(self):
        self.date_settled = fields.Datetime.now()
        self._send_mail("settled")
        self._close_if_complete()
        self._sync_open_promises()

    def _settle_ahead(self, moment):
        """Give the money before the goods are sorted, where the policy says so. What cannot be
        paid stops neither the receipt nor the customer: a person settles once it is sorted.

        :param moment: a value of the lines' ``settle_at`` that has come
        """
        orders = self.filtered(lambda order: order._prepare_ahead_vals(moment))
        if not orders or orders._try_to_settle_ahead(moment) is None:
            return
        for order in orders:
            problem = order._try_to_settle_ahead(moment)
            if problem:
                order._ask_to_settle(problem)

    def _prepare_ahead_vals(self, moment):
        lines = self.line_ids.filtered(lambda line: line._is_paid_by(moment))
        return [vals for line in lines for vals in line._prepare_ahead_vals(moment)]

    def _try_to_settle_ahead(self, moment):
        """:return: None, or the sentences that stand against it, with nothing done"""
        try:
            with self.env.cr.savepoint():
                vals_list = self._prepare_ahead_vals(moment)
                self.env["after.sales.disposition"].sudo().create(vals_list)._do_settle()
        except UserError as error:
            self.env.invalidate_all()
            return str(error)
        return None

    def _ask_to_settle(self, problem):
        """Leave an activity for the responsible; a customer gets none."""
        self.ensure_one()
        self.sudo().activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Settle by hand"),
            note=problem,
            user_id=self._addressee(self.user_id).id,
        )
