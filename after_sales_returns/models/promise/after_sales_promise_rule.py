from odoo import api, fields, models, tools


class AfterSalesPromiseRule(models.Model):
    """How fast a step is to be done, and for whom: the first rule that matches counts, so
    special ones stand above general ones. A step without a rule is promised to nobody.

    An addon adds its steps by ``selection_add`` on ``step`` (its own documents say when they
    begin and end: ``_promise_facts`` of the mixin).
    """

    _name = "after.sales.promise.rule"
    _description = "After-Sales Promise Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for every company.")
    step = fields.Selection(
        [
            ("first_answer", "First answer"),
            ("decision", "Decision"),
            ("receipt_confirmed", "Receipt confirmed"),
            ("sorting", "Sorting"),
            ("settlement", "Settlement"),
            ("repayment", "Money back"),
        ],
        required=True,
    )
    team_id = fields.Many2one("after.sales.team", ondelete="cascade", help="Empty: every team.")
    channel = fields.Selection(selection="_selection_channel", help="Empty: every channel.")
    partner_category_ids = fields.Many2many(
        "res.partner.category",
        "after_sales_promise_rule_category_rel",
        "rule_id",
        "category_id",
        string="Customer Tags",
        help="Customers with one of these tags. Empty: every customer.",
    )
    priority = fields.Selection(selection="_selection_priority", help="Empty: every priority.")
    policy_id = fields.Many2one(
        "after.sales.policy",
        string="Owed by Policy",
        ondelete="cascade",
        help="Return orders with a line that this policy grants by law. Empty: every one.",
    )
    source_id = fields.Many2one(
        "after.sales.source", ondelete="restrict", help="The law that asks for it."
    )
    days = fields.Integer(
        help="Instead of hours, as laws count: due with the end of so many days after the day on "
        "which it began, where the customer is. One that ends on a day without working hours is "
        "due with the next working day. 0: the hours count."
    )
    hours = fields.Float(
        required=True, default=48.0, help="How long the step may take, from its beginning."
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Hours",
        ondelete="restrict",
        help="Only these working hours count. Empty: all hours, day and night.",
    )
    warn_hours = fields.Float(
        string="Warn Before",
        default=4.0,
        help="Hours before the due time, counted like them, at which the responsible is warned. "
        "0: no warning.",
    )

    _hours_positive = models.Constraint(
        "CHECK(hours > 0)",
        "A promise needs more than 0 hours. Archive the rule to promise nothing.",
    )
    _days_positive = models.Constraint(
        "CHECK(days >= 0)", "A promise of days needs one at least; 0 counts its hours."
    )
    _warn_hours_within = models.Constraint(
        "CHECK(warn_hours >= 0 AND warn_hours < GREATEST(hours, days * 24))",
        "A warning comes after the step began and before it is due: fewer hours than the promise.",
    )

    def _selection_channel(self):
        return self.env["after.sales.return"]._fields["channel"]._description_selection(self.env)

    def _selection_priority(self):
        return self.env["after.sales.return"]._fields["priority"]._description_selection(self.env)

    def _leave_step(self, gone):
        """The ``ondelete`` of a step that goes with the addon that brought it: what was promised
        of its documents goes with its rules.

        :param str gone: the value of ``step``
        """
        promises = self.env["after.sales.promise"].sudo().search([("step", "=", gone)])
        (promises.warn_activity_id | promises.escalation_activity_id).unlink()
        promises.unlink()
        self.sudo().unlink()

    @api.model
    def _search_rules(self, companies):
        """:return: the rules that may count for documents of ``companies``, in order"""
        rules = self.sudo().browse(self._tagged_in_order())
        return rules.filtered(lambda rule: not rule.company_id or rule.company_id in companies)

    @api.model
    @tools.ormcache(cache="stable")
    def _tagged_in_order(self):
        """:return: dict of the ids of the rules that count, in order → whether one is only for
        customers with a tag. They change rarely, and every document asks for them at each of its
        steps."""
        rules = self.sudo().with_context(active_test=False).search([("active", "=", True)])
        return {rule.id: bool(rule.partner_category_ids) for rule in rules}

    def _first_match(self, step, scope):
        """The rule of these that counts, or none.

        :param dict scope: what ``_promise_scope`` says of the document
        """
        for rule in self:
            if rule.step == step and rule._matches(scope):
                return rule
        return self.browse()

    def _matches(self, scope):
        self.ensure_one()
        same = all(
            not self[name] or self[name] == scope.get(name)
            for name in ("company_id", "team_id", "channel", "priority")
        )
        owed = not self.policy_id or self.policy_id in scope.get("policy_ids", ())
        return same and owed and self._matches_tags(scope.get("partner_id"))

    def _matches_tags(self, partner):
        if not self._tagged_in_order().get(self.id):
            return True
        tags = (partner | partner.commercial_partner_id).category_id if partner else None
        return bool(tags and tags & self.partner_category_ids)

    # What is known of them without a query --------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        result = super().create(vals_list)
        self.env.registry.clear_cache("stable")
        return result

    def write(self, vals):
        result = super().write(vals)
        if {"active", "sequence", "partner_category_ids"} & vals.keys():
            self.env.registry.clear_cache("stable")
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache("stable")
        return result


class AfterSalesPolicy(models.Model):
    _inherit = "after.sales.policy"

    def unlink(self):
        """The database deletes the rules of a policy with it."""
        result = super().unlink()
        self.env.registry.clear_cache("stable")
        return result


class ResPartnerCategory(models.Model):
    _inherit = "res.partner.category"

    def unlink(self):
        """A rule for this tag alone is for everybody then."""
        result = super().unlink()
        self.env.registry.clear_cache("stable")
        return result
