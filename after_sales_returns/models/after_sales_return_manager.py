from odoo import api, fields, models

from ..tools import refuse

# The activity by which a manager decides what others may not.
DECISION = "after_sales_returns.mail_activity_data_manager"


class AfterSalesReturn(models.Model):
    """What only a manager decides is handed over with one button: goods without a receipt, against
    the policy, or left with the customer."""

    _inherit = "after.sales.return"

    needs_manager = fields.Boolean(
        compute="_compute_needs_manager",
        help="The next step is a manager's, and the user is none.",
    )
    manager_asked = fields.Boolean(
        readonly=True, copy=False, help="A manager was asked for the next step."
    )

    @api.depends("state", "transport", "line_ids.sale_line_id", "line_ids.verdict")
    @api.depends_context("uid")
    def _compute_needs_manager(self):
        for order in self:
            order.needs_manager = any(line._needs_manager() for line in order.line_ids)

    def action_ask_manager(self):
        """Ask a manager for the next step: once, however often it is pressed.

        :raise UserError: a sentence for each order whose next step is not a manager's
        """
        self.check_access("write")
        refuse(
            [
                self.env._(
                    "%(return)s: the next step needs no manager. Go on with it yourself.",
                    **{"return": order.name},
                )
                for order in self
                if not order.needs_manager
            ]
        )
        for order in self.filtered(lambda one: not one.manager_asked):
            manager = order._deciding_manager()
            order.sudo().manager_asked = True
            order.activity_schedule(
                DECISION,
                summary=order.with_context(lang=manager.lang).env._(
                    "%(user)s asks you to decide on %(return)s",
                    user=self.env.user.name,
                    **{"return": order.name},
                ),
                user_id=manager.id,
            )
        return True

    def _deciding_manager(self):
        """:return: who decides: the leader of the team if that is a manager, else the company's"""
        self.ensure_one()
        leader = self.sudo()._addressee_team().user_id
        return self._addressee(
            *leader.filtered(lambda user: user.has_group(self._addressee_group()))
        )

    def _manager_decided(self):
        """The step was taken, by whomever: nobody is asked any more."""
        asked = self.filtered("manager_asked").sudo()
        if asked:
            asked.manager_asked = False
            asked.activity_unlink([DECISION])


class AfterSalesReturnLine(models.Model):
    _inherit = "after.sales.return.line"

    def _needs_manager(self):
        """Whether a manager takes this line's next step, and not the user."""
        self.ensure_one()
        if self._may_override() or self.return_id.state not in ("draft", "requested"):
            return False
        if not self._has_receipt() and not self.unexpected:
            return True
        kept = self.return_id.transport == "keep"
        return self.return_id.state == "requested" and (kept or self._is_refused_by_policy())
