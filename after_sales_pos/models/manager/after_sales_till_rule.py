from odoo import models


class AfterSalesTill(models.AbstractModel):
    """What this till may pay out, and what needs a manager."""

    _inherit = "after.sales.till"

    def _find_overrides(self, ticket, kind=None):
        """:return: ``after.sales.override`` that a manager gave for this ticket here; of one kind
        or of all"""
        found = self.env["after.sales.override"].search(
            [("ticket", "=", ticket), ("config_id", "=", self.id)]
        )
        return found.filtered(lambda override: override.kind == kind) if kind else found

    def _is_tender_allowed(self, ticket, method, amount):
        """Whether a manager lets so much be paid out by another means than the original."""
        return self.config.after_sales_other_tender == "manager" and (
            self._find_overrides(ticket, "tender")._covers_tender(method, amount)
        )

    def _override_problems(self, wish, overrides):
        """:param overrides: kinds that a manager still has to allow
        :return: list of sentences"""
        if not overrides:
            return []
        labels = dict(
            self.env["after.sales.override"]._fields["kind"]._description_selection(self.env)
        )
        return [
            self.env._(
                "%(product)s: a manager has to allow this first (%(kind)s). Call one to the till.",
                kind=labels[kind],
                product=wish.product.display_name,
            )
            for kind in overrides
        ]
