from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import refuse, refuse_computed

STORE = "after_sales_returns.group_after_sales_store"

# What a person may decide next. Whatever writes the state goes through ``_write_state``.
TRANSITIONS = {
    "draft": ("requested", "cancelled"),
    "requested": ("approved", "refused", "cancelled"),
    "approved": ("closed", "cancelled"),
    "refused": ("draft",),
    "cancelled": ("draft",),
    "closed": (),
}


class AfterSalesReturn(models.Model):
    """How a return order moves from state to state.

    A button writes the state and nothing else. The one guard, ``_write_state``, checks the
    transition (``_<state>_problems``), writes, and carries out what follows (``_on_<state>``);
    a write from elsewhere (import, RPC) therefore does exactly what the button does.
    """

    _inherit = "after.sales.return"

    def action_request(self):
        self.write({"state": "requested"})
        return True

    def action_approve(self):
        self.write({"state": "approved"})
        return True

    def action_refuse(self):
        self.write({"state": "refused"})
        return True

    def action_cancel(self):
        self.write({"state": "cancelled"})
        return True

    def action_reset(self):
        self.write({"state": "draft"})
        return True

    # The guard ----------------------------------------------------------------------------

    def write(self, vals):
        refuse_computed(self, [vals])
        self._check_fixed_vals(vals)
        self._check_never_came_vals([vals])
        if "company_id" in vals:
            self._check_company_kept(vals["company_id"])
        if "state" in vals:
            return self._write_state(vals)
        return super().write(vals)

    def _check_fixed_vals(self, vals):
        """What the receipts were made for does not change under them."""
        fixed = {"partner_id", "company_id", "warehouse_id"} & set(vals)
        transport = vals.get("transport")
        refuse(
            [
                self.env._(
                    "%(return)s is %(state)s: customer, company, warehouse, and whether the "
                    "customer keeps the goods, are fixed. Cancel it and make a new one.",
                    **{"return": order.name},
                    state=dict(self._fields["state"]._description_selection(self.env))[order.state],
                )
                for order in self
                if order.state in ("approved", "closed")
                and (fixed or (transport and "keep" in (transport, order.transport)))
            ]
        )

    def _check_company_kept(self, company_id):
        """What is claimed of a company's sale stays that company's."""
        refuse(
            [
                self.env._(
                    "%(return)s claims goods that %(company)s sold, so its company is fixed. "
                    "Cancel it, or make another one in the other company.",
                    **{"return": order.name},
                    company=order.company_id.name,
                )
                for order in self
                if order.company_id.id != company_id
                and any(order.line_ids.mapped("quantity_claimed"))
            ]
        )

    def _check_new_states(self, vals_list):
        refuse_computed(self, vals_list)
        if any(vals.get("state", "draft") != "draft" for vals in vals_list):
            raise UserError(
                self.env._(
                    "A new return order starts as a draft. Create it without a state, then "
                    "request, approve or cancel it."
                )
            )

    def _write_state(self, vals):
        """Move the orders that are not there yet; the others keep what they have."""
        target = vals["state"]
        moving = self.filtered(lambda order: order.state != target)
        others = {name: value for name, value in vals.items() if name != "state"}
        if others:
            self.write(others)
        if not moving:
            return True
        if target == "requested":
            # The calendar moved since the draft was written; the verdict is frozen from here on.
            moving.line_ids.sudo()._compute_verdict()
        moving._check_transition(target)
        moving.check_access("write")
        super(AfterSalesReturn, moving.sudo()).write({"state": target, **moving._date_vals(target)})
        moving._manager_decided()
        getattr(moving, f"_on_{target}")()
        # What an automatic approval or close has moved on was synchronised there.
        moving.filtered(lambda order: order.state == target)._sync_promises()
        return True

    def _write_decided_at_counter(self, state):
        """A bypass of the guard: a draft that is requested and decided on in one go, see
        ``_record_at_counter``; nothing is sent and nothing is awaited."""
        now = fields.Datetime.now()
        vals = {"state": state, "date_requested": now, "date_decided": now}
        if state == "approved":
            vals["date_approved"] = now
        self.check_access("write")
        super(AfterSalesReturn, self.sudo()).write(vals)

    def _write_warehouse(self, warehouse):
        """A bypass of the guard: the goods come in elsewhere, see ``_bring_to``."""
        super().write({"warehouse_id": warehouse.id})

    def _reopen(self):
        """A bypass of the guard: what closed these orders came undone, so they go on. What never
        came is awaited again, until somebody closes them."""
        closed = self.filtered(lambda order: order.state == "closed")
        super(AfterSalesReturn, closed).write({"state": "approved", "date_closed": False})
        closed._sync_promises()

    def _date_vals(self, target):
        names = [f"date_{target}"]
        if target in ("approved", "refused"):
            names.append("date_decided")
        now = fields.Datetime.now()
        vals = {name: now for name in names if name in self._fields}
        if target not in ("requested", "approved"):
            vals["awaiting_customer"] = False
        return vals

    def _check_transition(self, target):
        """Raise one error with a sentence for each order that may not move to ``target``."""
        if not self.env.su and not self.env.user.has_group(STORE):
            raise AccessError(
                self.env._("Only after-sales staff decide on return orders: ask for that role.")
            )
        labels = dict(self._fields["state"]._description_selection(self.env))
        problems = []
        for order in self:
            if target not in TRANSITIONS[order.state]:
                problems.append(
                    self.env._(
                        "%(return)s is %(state)s and cannot become %(target)s.",
                        **{"return": order.name},
                        state=labels[order.state],
                        target=labels[target],
                    )
                )
                continue
            problems += getattr(order, f"_{target}_problems")()
        refuse(problems)

    # What each state asks for -------------------------------------------------------------

    def _draft_problems(self):
        return []

    def _requested_problems(self):
        names = {"return": self.name}
        if not self.line_ids:
            return [self.env._("%(return)s has no line. Add the products that come back.", **names)]
        problems = []
        for line in self.line_ids:
            problems += line._line_problems() + line._request_problems()
        return problems

    def _approved_problems(self):
        problems = []
        for line in self.line_ids:
            problems += line._line_problems() + line._approval_problems()
        if self.transport != "keep" and not self.warehouse_id.after_sales_in_type_id:
            problems.append(
                self.env._(
                    "%(return)s: warehouse %(warehouse)s has no operation type for return "
                    "receipts. Set one on the warehouse.",
                    **{"return": self.name},
                    warehouse=self.warehouse_id.name,
                )
            )
        return problems

    def _refused_problems(self):
        problems = [sentence for line in self.line_ids for sentence in line._refusal_problems()]
        if self.refusal_reason and self.refusal_reason.strip():
            return problems
        return [
            self.env._(
                "%(return)s: write the reason of the refusal; the customer gets it by e-mail.",
                **{"return": self.name},
            ),
            *problems,
        ]

    def _cancelled_problems(self):
        moved = any(move.state == "done" for move in self.line_ids.move_ids)
        settled = any(part.state == "settled" for part in self.disposition_ids)
        if not moved and not settled:
            return []
        return [
            self.env._(
                "%(return)s cannot be cancelled: goods came in or money went out. Finish what "
                "came, then close it.",
                **{"return": self.name},
            )
        ]

    # What follows -------------------------------------------------------------------------

    def _on_draft(self):
        self.env["after.sales.mail"]._cancel_for(self)
        self.sudo().write({"refusal_reason": False, "date_answered": False, "date_decided": False})

    def _on_requested(self):
        self._assign_responsible()
        self._mail_was_handled()
        self.line_ids._claim()
        automatic = self._automatic_returns()
        (self - automatic)._send_mail("requested")
        automatic.sudo()._write_state({"state": "approved"})

    def _on_approved(self):
        self.sudo()._create_receipts()
        self._send_mail("approved")
        self._settle_ahead("approval")
        self.filtered("date_sent")._settle_ahead("transit")
        kept = self.filtered(lambda order: order.transport == "keep")
        kept.sudo()._propose_dispositions()

    def _on_refused(self):
        self.line_ids._release_lots()
        self._send_mail("refused")

    def _on_cancelled(self):
        self._mail_was_handled()
        self.env["after.sales.mail"]._cancel_for(self)
        self.line_ids._release_lots()
        self.disposition_ids.filtered(lambda part: part.state == "draft").action_cancel()
        self.sudo()._cancel_receipts()

    def _on_closed(self):
        self.sudo()._carry_out_never_came()
        self.line_ids._release_lots()
        self.disposition_ids.filtered(lambda part: part.state == "draft").action_cancel()
        self.sudo()._cancel_receipts()

    def _automatic_returns(self):
        """The orders of which a policy decides every line by itself."""
        return self.filtered(
            lambda order: (
                order.transport != "keep"
                and all(line.verdict == "eligible" and line.automatic for line in order.line_ids)
            )
        )

    def _assign_responsible(self):
        """The team's next member in turn gets what nobody is responsible for; without one, who of
        the staff made it."""
        free = self.filtered(lambda order: not order.user_id)
        for team, orders in free.grouped("team_id").items():
            users = team._next_users(len(orders)) if team else []
            for order, user in zip(orders, users, strict=False):
                order.user_id = user
        for order in free.filtered(lambda order: not order.user_id):
            creator = order.create_uid
            # Who works on it with rights of their own may open it; the portal lends its rights.
            mine = not self.env.su and creator == self.env.user and not creator.share
            if mine or order._is_readable_by(creator):
                order.user_id = creator

    def _mail_was_handled(self):
        """Somebody made a request of the customers' mails, or gave them up."""
        self.filtered(lambda order: order.channel == "email")._customer_was_heard()
