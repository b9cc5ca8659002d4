from odoo import api, fields, models

from ...tools import refuse

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
        compute="_compute_manager_asked", help="A manager was asked for the next step."
    )
    manager_was_asked = fields.Boolean(
        readonly=True,
        copy=False,
        help="A manager was asked at least once. Whether one still is, the activities tell.",
    )

    @api.depends("state", "transport", "line_ids.sale_line_id", "line_ids.verdict")
    @api.depends_context("uid")
    def _compute_needs_manager(self):
        for order in self:
            order.needs_manager = any(line._needs_manager() for line in order.line_ids)

    @api.depends("manager_was_asked", "activity_ids.active", "activity_ids.activity_type_id")
    def _compute_manager_asked(self):
        """What was marked as done, or taken back, asks nobody any more. Activities are looked up
        only where somebody was asked."""
        asked = self.filtered("manager_was_asked")
        (self - asked).manager_asked = False
        decision = asked and self.env["ir.model.data"]._xmlid_to_res_id(DECISION)
        for order in asked:
            order.manager_asked = decision in order.sudo().activity_ids.activity_type_id.ids

    def action_ask_manager(self):
        """Ask a manager for the next step: once, however often it is pressed.

        :raise UserError: a sentence for each order whose next step is not a manager's, or of
            whose company nobody is a manager
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
        asking = self.filtered(lambda order: not order.manager_asked)
        managers = {order: order._deciding_manager(self.env.user) for order in asking}
        refuse(
            [
                self.env._(
                    "%(return)s: nobody else is a manager of %(company)s and could decide. Ask who "
                    "administers Odoo to give somebody that role.",
                    **{"return": order.name},
                    company=order.company_id.name,
                )
                for order, manager in managers.items()
                if not manager
            ]
        )
        for order, manager in managers.items():
            order._ask_to_decide(manager)
        return True

    def _ask_to_decide(self, manager):
        self.ensure_one()
        self.sudo().manager_was_asked = True
        self.activity_schedule(
            DECISION,
            summary=self.with_context(lang=manager.lang).env._(
                "%(user)s asks you to decide on %(return)s",
                user=self.env.user.name,
                **{"return": self.name},
            ),
            user_id=manager.id,
        )

    def _deciding_manager(self, asker):
        """:return: who else decides: the leader of the team if that is a manager of the company,
        else another one; nobody if there is none"""
        self.ensure_one()
        managers = self._addressee_managers() - asker
        leader = self.sudo()._addressee_team().user_id & managers
        return next(filter(self._is_readable_by, leader | managers), managers.browse())

    def _addressee_of(self, activity):
        """A decision goes on to another manager."""
        if activity.activity_type_id.id == self.env["ir.model.data"]._xmlid_to_res_id(DECISION):
            manager = self._deciding_manager(activity.create_uid)
            return manager or super()._addressee_of(activity)
        return super()._addressee_of(activity)

    def _manager_decided(self):
        """The step was taken, by whomever: nobody is asked any more."""
        if asked := self.filtered("manager_was_asked"):
            asked.sudo().activity_unlink([DECISION])


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
