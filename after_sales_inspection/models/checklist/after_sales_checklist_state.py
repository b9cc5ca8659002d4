from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

from odoo.addons.after_sales_returns.tools import (
    only_one,
    refuse,
    refuse_computed,
    without_defaults,
)

# What a person may decide next. Whatever writes the state goes through ``_write_state``.
TRANSITIONS = {
    "draft": ("in_use",),
    "in_use": ("replaced",),
    "replaced": (),
}
# What says how an inspection is filled in; for which goods a checklist is meant may change.
FIXED = {"name", "occasion", "company_id", "fails_from", "instructions", "item_ids", "rule_ids"}
GUARDED = {"state", "origin_id"}


class AfterSalesChecklist(models.Model):
    """Versions: what is in use does not change, so that an inspection can be read as it was
    filled in. Whoever wants to change it makes the next version, which replaces it when it is put
    in use."""

    _inherit = "after.sales.checklist"

    state = fields.Selection(
        [("draft", "Draft"), ("in_use", "In use"), ("replaced", "Replaced")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
    )
    version = fields.Integer(compute="_compute_version", store=True)
    origin_id = fields.Many2one(
        "after.sales.checklist",
        string="First Version",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    version_ids = fields.Many2many(
        "after.sales.checklist", compute="_compute_version_ids", string="Versions"
    )

    _one_in_use = models.UniqueIndex(
        "(COALESCE(origin_id, id)) WHERE state = 'in_use'",
        "One version of a checklist is in use at a time.",
    )

    def _after_sales_links(self):
        return super()._after_sales_links() | {"origin_id"}

    @api.depends("origin_id")
    def _compute_version(self):
        for checklist in self:
            others = checklist._versions() - checklist if checklist.origin_id else self.browse()
            checklist.version = max(others.mapped("version"), default=0) + 1

    @api.depends("origin_id")
    def _compute_version_ids(self):
        for checklist in self:
            checklist.version_ids = checklist._versions()

    def _versions(self):
        """:return: all versions of these checklists, in whatever state"""
        first = self._first_versions()
        every = self.with_context(active_test=False)
        return every.search(["|", ("id", "in", first.ids), ("origin_id", "in", first.ids)])

    def _first_versions(self):
        return self.browse([checklist.origin_id.id or checklist.id for checklist in self])

    @ormcache("self.id")
    def _version_facts(self):
        """What of a version an inspection asks for with each answer; it does not change any more.

        :return: (from which severity on it fails, tuple of the rules, see ``_facts``)
        """
        checklist = self.sudo()
        return checklist.fails_from, checklist.rule_ids._facts()

    @ormcache("self.id", "self.env.lang")
    def _version_outcomes(self):
        """:return: dict id of a rule → str, what it proposes (see ``_outcome``)"""
        return {rule.id: rule._outcome() for rule in self.sudo().rule_ids}

    # Buttons ----------------------------------------------------------------------------------

    def action_use(self):
        self.write({"state": "in_use"})
        return True

    def action_replace(self):
        """Have it used no more, without another one."""
        self.write({"state": "replaced"})
        return True

    def action_new_version(self):
        """A draft with all that this version has, or the one that is there already.

        :return: action that opens it
        """
        only_one(self)
        self.check_access("write")
        draft = self._versions().filtered(lambda version: version.state == "draft")
        return (draft[:1] or self._create_next_version())._get_records_action()

    def _create_next_version(self):
        draft = self.copy()
        for lang, _name in self.env["res.lang"].get_installed():
            draft.with_context(lang=lang).name = self.with_context(lang=lang).name
        draft.sudo().origin_id = self._first_versions()
        return draft

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if "name" in (default or {}):
            return vals_list
        return [
            {**vals, "name": self.env._("%(name)s (copy)", name=checklist.name)}
            for checklist, vals in zip(self, vals_list, strict=True)
        ]

    # The guard ----------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self = without_defaults(self, GUARDED)
        refuse_computed(self, vals_list)
        if any(vals.get("state", "draft") != "draft" for vals in vals_list):
            raise UserError(
                self.env._(
                    "A new checklist starts as a draft. Create it without a state, then put it in "
                    "use."
                )
            )
        return super().create(vals_list)

    def write(self, vals):
        refuse_computed(self, [vals])
        if FIXED & set(vals):
            self._check_open()
        if "state" not in vals:
            return super().write(vals)
        target = vals["state"]
        others = {name: value for name, value in vals.items() if name != "state"}
        if others:
            self.write(others)
        self.filtered(lambda checklist: checklist.state != target)._write_state(target)
        return True

    def _write_state(self, target):
        """Write the state: the only place that does."""
        self._check_transition(target)
        if target == "in_use":
            self._versions().filtered(lambda one: one.state == "in_use")._write_state("replaced")
            # The database looks at each row as it is written: what is replaced goes first.
            self.flush_model(["state"])
        super().write({"state": target})

    def _check_transition(self, target):
        """:raise UserError: a sentence for each checklist that may not move to ``target``"""
        labels = dict(self._fields["state"]._description_selection(self.env))
        problems = []
        for checklist in self:
            if target not in TRANSITIONS[checklist.state]:
                problems.append(
                    self.env._(
                        "%(checklist)s is %(state)s and cannot become %(target)s. Make a new "
                        "version.",
                        checklist=checklist.display_name,
                        state=labels[checklist.state],
                        target=labels[target],
                    )
                )
            elif target == "in_use":
                problems += checklist._use_problems()
        refuse(problems)

    def _use_problems(self):
        """:return: list of sentences: what stands against using the checklist"""
        self.ensure_one()
        if not self.item_ids:
            return [
                self.env._(
                    "%(checklist)s has no item. Add what is to be looked at.",
                    checklist=self.display_name,
                )
            ]
        return [problem for item in self.item_ids for problem in item._problems()]

    def _check_open(self):
        """:raise UserError: a sentence for each checklist that does not change any more"""
        refuse(
            [
                self.env._(
                    "%(checklist)s is in use, or was: what was inspected with it stays readable. "
                    "Make a new version, change that, and put it in use.",
                    checklist=checklist.display_name,
                )
                for checklist in self
                if checklist.state != "draft"
            ]
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._check_open()
