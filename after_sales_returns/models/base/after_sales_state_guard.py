from odoo import api, models
from odoo.exceptions import UserError

from ...tools import refuse, refuse_computed, without_defaults


class AfterSalesStateGuard(models.AbstractModel):
    """A ``state`` that moves by a table of transitions, whoever writes it.

    A button writes the state and nothing else, and so may an import or RPC. The one guard,
    ``_write_state``, checks the transition (``_<state>_problems``), writes, and carries out what
    follows (``_on_<state>``), where a model has such methods.
    """

    _name = "after.sales.state.guard.mixin"
    _description = "State That Moves by Steps"
    _inherit = ["after.sales.link.guard.mixin"]
    # State → those that may come next; the first is that of a new record.
    _transitions = {}
    # Names of fields that follow the steps: nobody writes them.
    _following = frozenset()

    def _after_sales_links(self):
        return super()._after_sales_links() | self._following

    @api.model_create_multi
    def create(self, vals_list):
        self = without_defaults(self, self._following | {"state"})
        refuse_computed(self, vals_list)
        begin = next(iter(self._transitions))
        if any(vals.get("state", begin) != begin for vals in vals_list):
            raise UserError(
                self.env._(
                    "A new document (%(kind)s) is %(state)s. Create it without a state, then use "
                    "its buttons.",
                    kind=self.env["ir.model"]._get(self._name).name,
                    state=self._state_labels()[begin],
                )
            )
        return super().create(vals_list)

    def write(self, vals):
        refuse_computed(self, [vals])
        if "state" not in vals:
            return super().write(vals)
        others = {name: value for name, value in vals.items() if name != "state"}
        if others:
            super().write(others)
        target = vals["state"]
        self.filtered(lambda one: one.state != target)._write_state(target)
        return True

    def _write_state(self, target):
        """Write the state: the only place that does."""
        if not self:
            return
        self._check_transition(target)
        self.check_access("write")
        super(AfterSalesStateGuard, self.sudo()).write(
            {"state": target, **self._state_vals(target)}
        )
        self._carry_out(target)

    def _state_vals(self, target):
        """:return: dict of what is written together with the state"""
        return {}

    def _carry_out(self, target):
        """What follows from a state that these have just reached."""
        follow = getattr(self, f"_on_{target}", None)
        if follow:
            follow()

    def _check_transition(self, target):
        """Raise one error with a sentence for each record that may not move to ``target``."""
        labels, problems = self._state_labels(), []
        for record in self:
            if target not in self._transitions[record.state]:
                problems.append(
                    self.env._(
                        "%(document)s is %(state)s and cannot become %(target)s.",
                        document=record.display_name,
                        state=labels[record.state],
                        target=labels.get(target, target),
                    )
                )
            elif hasattr(record, f"_{target}_problems"):
                problems += getattr(record, f"_{target}_problems")()
        refuse(problems)

    def _state_labels(self):
        return dict(self._fields["state"]._description_selection(self.env))
