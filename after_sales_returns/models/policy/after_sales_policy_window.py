from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class AfterSalesPolicyWindow(models.Model):
    """How long a policy grants one resolution, counted from the policy's first day."""

    _name = "after.sales.policy.window"
    _description = "Return Policy Window"
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one("after.sales.policy", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    resolution = fields.Selection(
        selection="_selection_resolution", required=True, help="What the customer may ask for."
    )
    window_days = fields.Integer(
        string="Days", help="Length of the period; months and days add up."
    )
    window_months = fields.Integer(
        string="Months", help="For periods that a law counts in months or years: 24 for two years."
    )
    ask_person = fields.Boolean(
        string="A Person Decides",
        help="Even within the period this resolution needs a decision, for example because it "
        "is only owed when a repair has failed.",
    )

    source_id = fields.Many2one(
        "after.sales.source",
        ondelete="restrict",
        help="Cited instead of the policy's own.",
    )

    _length_positive = models.Constraint(
        "CHECK(window_days >= 0 AND window_months >= 0)",
        "The window of a return policy cannot be negative. Enter zero to withdraw a resolution.",
    )
    _resolution_unique = models.Constraint(
        "UNIQUE(policy_id, resolution)",
        "A return policy has two windows for the same resolution. Keep one of them.",
    )

    @api.depends("resolution", "window_days", "window_months")
    def _compute_display_name(self):
        labels = dict(self._fields["resolution"]._description_selection(self.env))
        for window in self:
            lengths = {
                self.env._("%(months)s months", months=window.window_months): window.window_months,
                self.env._("%(days)s days", days=window.window_days): window.window_days,
            }
            words = [labels.get(window.resolution, "")]
            words += [length for length, entered in lengths.items() if entered]
            window.display_name = " ".join(words)

    def _selection_resolution(self):
        return (
            self.env["after.sales.return.line"]
            ._fields["resolution"]
            ._description_selection(self.env)
        )

    def _source(self):
        """The article that grants this resolution."""
        self.ensure_one()
        return self.source_id or self.policy_id.source_id

    def _filtered_offered(self):
        """The windows that are open at all: a length of zero withdraws a resolution."""
        return self.filtered(lambda window: window.window_days or window.window_months)

    def _last_day(self, first_day):
        """Return the last day of a period whose day one is ``first_day``.

        Months end with the day of the same number as the one before day one, or with the last
        day of a shorter month (for example Regulation (EEC, Euratom) 1182/71 Art. 3(2)(c)).
        """
        self.ensure_one()
        length = relativedelta(months=self.window_months, days=self.window_days)
        return first_day - timedelta(days=1) + length
