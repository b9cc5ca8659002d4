from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.after_sales_returns.changed import changed_vals
from odoo.addons.after_sales_returns.tools import refuse

LEAD = "after_sales_inspection.group_quality_lead"
DIRECTOR = "after_sales_quality.group_quality_director"
TO_DO = "mail.mail_activity_data_todo"

# What a person may decide next.
TRANSITIONS = {
    "draft": ("investigating", "cancelled"),
    "investigating": ("proposed", "cancelled"),
    "proposed": ("decided", "investigating", "cancelled"),
    "decided": ("closed",),
    "closed": (),
    "cancelled": ("draft",),
}
# Nobody writes these: they follow the steps.
FOLLOWING = frozenset(
    {"proposed_user_id", "date_proposed", "decided_user_id", "date_decided", "date_closed"}
)
# What is approved is what was proposed.
PROPOSED = {"product_tmpl_ids", "defect_id", "cause", "scope", "method", "proposal"}


class AfterSalesCase(models.Model):
    """How a case moves from state to state: what one person proposes, another approves."""

    _inherit = "after.sales.case"
    _transitions = TRANSITIONS
    _following = FOLLOWING

    state = fields.Selection(
        [
            ("draft", "New"),
            ("investigating", "Investigating"),
            ("proposed", "Proposed"),
            ("decided", "Decided"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    scope = fields.Selection(
        [("single", "Single items"), ("style", "Whole style"), ("no_fault", "No fault")],
        string="Concerns",
        copy=False,
        tracking=True,
        help="Single items: what comes back is made good. Whole style: all that was sold is "
        "concerned; a director approves it.",
    )
    method = fields.Selection(
        [
            ("repair", "Repair"),
            ("exchange", "Exchange"),
            ("refund", "Refund"),
            ("recall", "Recall"),
        ],
        copy=False,
        tracking=True,
        help="How it is made good.",
    )
    proposal = fields.Text(copy=False, help="What is to be done, and why.")
    proposed_user_id = fields.Many2one(
        "res.users", string="Proposed By", readonly=True, copy=False, index="btree_not_null"
    )
    date_proposed = fields.Datetime(readonly=True, copy=False)
    decided_user_id = fields.Many2one(
        "res.users", string="Approved By", readonly=True, copy=False, index="btree_not_null"
    )
    date_decided = fields.Datetime(string="Approved On", readonly=True, copy=False)
    date_closed = fields.Datetime(readonly=True, copy=False)

    # Buttons ----------------------------------------------------------------------------------

    def action_investigate(self):
        self.write({"state": "investigating"})
        return True

    def action_propose(self):
        self.write({"state": "proposed"})
        return True

    def action_approve(self):
        self.write({"state": "decided"})
        return True

    def action_close(self):
        self.write({"state": "closed"})
        return True

    def action_cancel(self):
        self.write({"state": "cancelled"})
        return True

    def action_reset(self):
        self.write({"state": "draft"})
        return True

    # The guard --------------------------------------------------------------------------------

    def write(self, vals):
        self._check_company_kept(vals)
        self._check_proposal_kept(vals)
        return super().write(vals)

    def _state_vals(self, target):
        now, user = fields.Datetime.now(), self.env.uid
        return {
            "investigating": {"proposed_user_id": False, "date_proposed": False},
            "proposed": {"proposed_user_id": user, "date_proposed": now},
            "decided": {"decided_user_id": user, "date_decided": now},
            "closed": {"date_closed": now},
        }.get(target, {})

    def _check_transition(self, target):
        """Raise one error with a sentence for each case that may not move to ``target``."""
        if not self.env.su and not self.env.user.has_group(LEAD):
            raise AccessError(self.env._("Only quality leads work on cases: ask for that role."))
        super()._check_transition(target)

    def _proposed_problems(self):
        """:return: list of sentences: what the proposal lacks"""
        self.ensure_one()
        problems = []
        names = {"case": self.name}
        if not self.product_tmpl_ids:
            problems.append(self.env._("%(case)s has no style. Choose one at least.", **names))
        if not self.scope:
            problems.append(
                self.env._(
                    "%(case)s: say whether single items, the whole style or none are at fault.",
                    **names,
                )
            )
        if not (self.proposal or "").strip():
            problems.append(
                self.env._("%(case)s: say in a few words what is to be done, and why.", **names)
            )
        return problems + self._method_problems()

    def _method_problems(self):
        """:return: list of sentences, at most one: the method goes with what is concerned"""
        self.ensure_one()
        methods = self.env["after.sales.case.method"]
        names = {"case": self.name, "method": methods._labels().get(self.method)}
        if self.scope == "no_fault" and self.method:
            return [self.env._("%(case)s: where nothing is at fault, choose no method.", **names)]
        if self.scope in ("single", "style") and not self.method:
            return [self.env._("%(case)s: choose how it is made good.", **names)]
        if self.scope == "single" and methods._row(self.method).whole_style:
            return [
                self.env._(
                    "%(case)s: “%(method)s” is for a whole style. Choose that, or another method.",
                    **names,
                )
            ]
        return []

    def _decided_problems(self):
        """:return: list of sentences, at most one: who may not approve it"""
        self.ensure_one()
        if self.proposed_user_id == self.env.user:
            return [
                self.env._(
                    "%(case)s: you proposed it yourself. Ask somebody else to approve it.",
                    case=self.name,
                )
            ]
        if self.scope == "style" and not self.env.su and not self.env.user.has_group(DIRECTOR):
            return [
                self.env._(
                    "%(case)s concerns a whole style: a quality director approves it.",
                    case=self.name,
                )
            ]
        return []

    def _check_company_kept(self, vals):
        if "company_id" not in vals:
            return
        refuse(
            [
                self.env._(
                    "%(case)s stays in its company. Cancel it and make another one.",
                    case=case.name,
                )
                for case in self
                if case.company_id.id != vals["company_id"]
            ]
        )

    def _check_proposal_kept(self, vals):
        if set(vals) == {"defect_id"} and self.env.su:
            return  # two defects meant the same, and one is left
        written = {name: value for name, value in vals.items() if name in PROPOSED}
        if not written:
            return
        refuse(
            [
                self.env._(
                    "%(case)s: what was proposed does not change any more. Send it back to "
                    "investigation first, as long as it is not decided.",
                    case=case.name,
                )
                for case in self
                if case.state not in ("draft", "investigating") and changed_vals(case, written)
            ]
        )

    # What follows -----------------------------------------------------------------------------

    @api.model
    def _addressee_group(self):
        return LEAD

    def _on_draft(self):
        self._link_failures()

    def _on_investigating(self):
        """What failed while it was not open is its evidence, too."""
        self.activity_unlink([TO_DO])
        self._link_failures()

    def _on_proposed(self):
        """Somebody who may approve it is asked to."""
        for case in self:
            approver = case._approver()
            if approver:
                case.activity_schedule(
                    TO_DO,
                    summary=case.with_context(lang=approver.lang).env._("Approve the proposal"),
                    note=case.proposal,
                    user_id=approver.id,
                )

    def _approver(self):
        """:return: one user who may approve, or nobody"""
        self.ensure_one()
        people = self._addressee_managers() - self.proposed_user_id
        if self.scope == "style":
            people = people.filtered(lambda user: user.has_group(DIRECTOR))
        return people.filtered(self._is_readable_by)[:1]

    def _on_decided(self):
        """Whoever proposed it and whoever is responsible hear of it; stores are not asked any
        more."""
        self.activity_unlink([TO_DO])
        self.answer_ids.sudo().activity_unlink([TO_DO])
        for case in self:
            people = (case.proposed_user_id | case.user_id).filtered(case._is_readable_by)
            case.message_post(
                body=self.env._("The proposal is approved: %(proposal)s", proposal=case.proposal),
                partner_ids=people.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )

    def _on_cancelled(self):
        self.activity_unlink([TO_DO])
        self.answer_ids.sudo().activity_unlink([TO_DO])

    @api.ondelete(at_uninstall=False)
    def _check_deletable(self):
        refuse(
            [
                self.env._(
                    "%(case)s is not new any more: it is kept. Cancel it instead.", case=case.name
                )
                for case in self
                if case.state not in ("draft", "cancelled")
            ]
        )
