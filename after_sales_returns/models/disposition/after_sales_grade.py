from odoo import api, fields, models


class AfterSalesGrade(models.Model):
    """Condition of returned goods found at sorting, with what usually follows from it."""

    _name = "after.sales.grade"
    _description = "Return Grade"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="The letter written on the goods: A, B, C or D.")
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    description = fields.Text(translate=True, help="What the sorter looks for.")
    route = fields.Selection(
        selection="_selection_route",
        string="Default Route",
        help="Where goods of this grade usually go.",
    )
    refund_percent = fields.Float(
        default=100.0,
        digits=(5, 2),
        help="Part of the price paid that is refunded for this grade. A statutory policy "
        "is not lowered by it.",
    )

    _code_unique = models.UniqueIndex("(code) WHERE active", "Two active grades share this code.")
    _refund_percent_range = models.Constraint(
        "CHECK(refund_percent BETWEEN 0 AND 100)",
        "The refund percentage of a grade lies between 0 and 100.",
    )

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """The grade with just that letter comes first: a sorter types D and presses Tab."""
        found = super().name_search(name, domain, operator, limit)
        exact = self.search([*(domain or ()), ("code", "=ilike", name or "")])
        if not exact or operator != "ilike":
            return found
        others = [pair for pair in found if pair[0] not in exact.ids]
        return [(grade.id, grade.display_name) for grade in exact.sudo()] + others

    def _selection_route(self):
        return self.env["after.sales.disposition"]._fields["route"]._description_selection(self.env)
