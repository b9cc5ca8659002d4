from odoo import api, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.after_sales_returns.tools import refuse, without_defaults

# How Odoo's own state may move. Odoo's buttons write it without looking where it was.
TRANSITIONS = {
    "draft": ("confirmed", "cancel"),
    "confirmed": ("under_repair", "cancel"),
    "under_repair": ("done", "cancel"),
    "done": (),
    "cancel": ("draft",),
}
# They follow the buttons; nobody writes them. Computed fields of Odoo's are not among them: it
# lets people write some, like the serial.
GUARDED = {
    "state",
    "after_sales_disposition_id",
    "after_sales_return_id",
    "after_sales_stage",
    "after_sales_workshop_id",
    "date_intake",
    "date_diagnosed",
    "quote_state",
    "date_work_done",
    "check_state",
    "date_ready",
    "date_handed_back",
    "outcome",
    "outcome_reason",
    "goods_location_id",
    "hand_back_code",
    "hand_back_failures",
    "hand_back_to",
}
# How an item ends that nobody gets.
GONE = ("lost", "scrapped", "disposed")
WORKING = ("after_sales_repair.group_repair_technician",)
IN_STOCK = "stock.group_stock_user"
SERVING = (
    "after_sales_returns.group_after_sales_store",
    "after_sales_repair.group_repair_technician",
)


class RepairOrder(models.Model):
    """The guard of the state: what Odoo's buttons leave open is checked where it is written,
    so that a button, an import and RPC are stopped by the same sentence."""

    _inherit = "repair.order"
    _guarded = GUARDED

    @api.model_create_multi
    def create(self, vals_list):
        self = without_defaults(self, self._guarded_names())
        for vals in vals_list:
            if vals.get("state") == "draft":
                del vals["state"]
        self._check_guarded(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        if not self:
            # Odoo writes the state of no repair when somebody takes a line off any sales order.
            return super().write(vals)
        self._check_guarded([vals])
        if "state" in vals:
            self._check_transition(vals["state"])
        result = super().write(vals)
        if "state" in vals:
            self._on_state(vals["state"])
        return result

    def _check_guarded(self, vals_list):
        names = self._guarded_names() & set().union(*vals_list)
        if names and not self.env.su:
            raise UserError(
                self.env._(
                    "%(fields)s of a repair follows its buttons and is not written by hand.",
                    fields=", ".join(sorted(names)),
                )
            )

    @api.model
    def _guarded_names(self):
        """Names of the fields that only the steps write: each file says its own in ``_guarded``.
        What this suite computes and stores is among them, what Odoo computes is not."""
        said = (vars(parent).get("_guarded", ()) for parent in type(self).__mro__)
        return set().union(*said) | {
            name
            for name, field in self._fields.items()
            if field.compute and field.store and field.readonly and "repair" not in field._modules
        }

    def _check_transition(self, target):
        labels = dict(self._fields["state"]._description_selection(self.env))
        moving = self.filtered(lambda repair: repair.state != target)
        able = moving.filtered(lambda repair: target in TRANSITIONS[repair.state])
        problems = [
            self.env._(
                "%(repair)s (%(item)s) is %(state)s and cannot become %(target)s.",
                **repair._names(),
                state=labels[repair.state],
                target=labels[target],
            )
            for repair in moving - able
        ]
        refuse(problems + able._problems_of(target))

    def _problems_of(self, target):
        """:return: list of sentences that stand against these repairs becoming ``target``: each
        by itself (``_<target>_problems``), and what they are to each other"""
        return [problem for repair in self for problem in getattr(repair, f"_{target}_problems")()]

    def _check_role(self, groups):
        """:raise AccessError: unless the user may write these repairs and has one of the groups"""
        self.check_access("write")
        if not self.env.su and not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(
                self.env._("This step of a repair needs another role: ask your workshop lead.")
            )

    @api.model
    def _works_as_in_odoo(self):
        """Whether the user repairs by the rights that Odoo gives, and has no role of ours."""
        user = self.env.user
        return user.has_group(IN_STOCK) and not any(user.has_group(group) for group in SERVING)

    def _is_odoos_own(self):
        """Whether such a user goes on with it as in Odoo: no workshop took a step on it, so that
        nobody has to diagnose, quote and check it."""
        self.ensure_one()
        if not self._works_as_in_odoo():
            return False
        if self._has_own_step():
            return False
        return self.begun_in_odoo or not (self.date_diagnosed or self.quote_state != "none")

    def _has_own_step(self):
        """Whether it is a return order's, or a step was taken that Odoo's Repair has not."""
        return bool(self.date_work_done or self.after_sales_disposition_id)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_taken_in(self):
        refuse(
            [
                self.env._(
                    "%(repair)s (%(item)s) was taken in and is not deleted: the item would be "
                    "lost. Cancel it and hand the item back.",
                    **repair._names(),
                )
                for repair in self
                if repair.date_intake
            ]
        )

    # What each state asks for; subjects add to it ----------------------------------------------

    def _draft_problems(self):
        """A cancelled repair is taken up again as long as its item is here."""
        self.ensure_one()
        if self.date_handed_back or self.outcome in ("not_repairable", *GONE):
            return [
                self.env._(
                    "%(repair)s (%(item)s) has ended and is not taken up again. Take the item in "
                    "anew.",
                    **self._names(),
                )
            ]
        return []

    def _confirmed_problems(self):
        return []

    def _under_repair_problems(self):
        self.ensure_one()
        return self._unanswered_problems() or self._item_problems()

    def _unanswered_problems(self):
        self.ensure_one()
        if self.quote_state not in ("draft", "sent", "declined", "expired"):
            return []
        labels = dict(self._fields["quote_state"]._description_selection(self.env))
        return [
            self.env._(
                "%(repair)s (%(item)s): the customer has not accepted quotation %(quotation)s "
                "(%(state)s). Wait for the answer, or send a new quotation.",
                quotation=self.sudo().sale_order_id.name,
                state=labels[self.quote_state],
                **self._names(),
            )
        ]

    def _done_problems(self):
        return self._away_problems()

    def _away_problems(self):
        """:return: list of sentences: somebody else has the item, so that nothing ends here"""
        return []

    def _cancel_problems(self):
        """What is cancelled goes back as it is, so it must be here."""
        self.ensure_one()
        return self._away_problems() + self._item_problems()

    # What follows; subjects add to it --------------------------------------------------------

    def _on_state(self, state):
        getattr(self, f"_on_{state}")()

    def _on_intake(self):
        """The items were taken in."""

    def _on_handed_back(self):
        """The items left our hands."""

    def _on_draft(self):
        """The item stays here after all."""
        self.sudo().write(
            {
                "date_ready": False,
                "outcome": False,
                "outcome_reason": False,
                "hand_back_code": False,
            }
        )

    def _on_confirmed(self):
        pass

    def _on_under_repair(self):
        pass

    def _on_done(self):
        pass

    def _on_cancel(self):
        pass
