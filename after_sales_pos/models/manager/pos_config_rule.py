from odoo import models


class PosConfig(models.Model):
    """What this till may pay out, and what needs a manager."""

    _inherit = "pos.config"

    def _find_overrides(self, ticket, kind=None):
        """:return: ``after.sales.override`` that a manager gave for this ticket here; of one kind
        or of all"""
        found = self.env["after.sales.override"].search(
            [("ticket", "=", ticket), ("config_id", "=", self.id)]
        )
        return found.filtered(lambda override: override.kind == kind) if kind else found

    def _is_tender_allowed(self, ticket, method, amount):
        """Whether a manager lets so much be paid out by another means than the original."""
        return self.after_sales_other_tender == "manager" and (
            self._find_overrides(ticket, "tender")._covers_tender(method, amount)
        )

    def _till_rule_problems(self, wish, overrides):
        """:param overrides: kinds that a manager still has to allow; the limit is the ticket's
        :return: list of sentences"""
        self.ensure_one()
        names = {"till": self.name, "product": wish.product.display_name}
        problems = []
        is_paid = wish.is_money and self._is_resolution_offered(wish.resolution)
        if not self.after_sales_returns or not is_paid:
            problems.append(
                self.env._(
                    "%(product)s: this is not paid out at %(till)s. Choose another resolution.",
                    **names,
                )
            )
        if wish.kind == "none" and self.after_sales_no_receipt == "no":
            problems.append(
                self.env._(
                    "%(product)s: %(till)s takes nothing back without a receipt. Look for the "
                    "receipt or the order.",
                    **names,
                )
            )
        return problems + self._override_problems(
            wish, [kind for kind in overrides if kind != "limit"]
        )

    def _override_problems(self, wish, overrides):
        """:param overrides: kinds that a manager still has to allow; :return: list of sentences"""
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
