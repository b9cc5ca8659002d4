from odoo import models
from odoo.fields import Command


class AfterSalesTill(models.AbstractModel):
    """What a till withholds from a withdrawal: only what the goods lost by handling, with the
    cashier's words and a photo."""

    _inherit = "after.sales.till"

    def _deduction_problems(self, ticket, wishes, verdicts):
        """:return: dict key → list of sentences"""
        problems = {wish.key: [] for wish in wishes}
        cut = [wish for wish in wishes if self._is_withdrawal_cut(wish, verdicts[wish.key])]
        if not cut:
            return problems
        photographed = self.env["after.sales.reservation"]._photographed_keys(ticket)
        for wish in cut:
            if wish.data["description"].strip() and wish.key in photographed:
                continue
            law = self._withdrawal_of(verdicts[wish.key])
            problems[wish.key].append(
                self.env._(
                    "%(product)s: the customer withdrew and gets all back (%(article)s). Only "
                    "what the goods lost by handling is withheld: write what was done to them, "
                    "and take a photo of it.",
                    product=wish.product.display_name,
                    article=law._deduction_source().name,
                )
            )
        return problems

    def _is_withdrawal_cut(self, wish, verdict):
        """Whether this gives less than all for what the law lets the customer give back."""
        if not wish.row.credits or not self._withdrawal_of(verdict).withdrawal:
            return False
        return self._wish_terms(wish, verdict, 0.0)[0] < 100.0

    def _withdrawal_of(self, verdict):
        """:return: ``after.sales.policy`` by which the wish is owed, or none"""
        return self.env["after.sales.policy"].browse(verdict.get("statutory_policy_id") or [])

    def _prepare_deduction_vals(self, wish, photos):
        """Why goods that were graded down are not paid back in full.

        :param photos: dict key of a wish → ``ir.attachment`` that the cashier took
        :return: dict for ``after.sales.disposition``
        """
        if not wish.grade or wish.grade.refund_percent >= 100.0:
            return {}
        taken = photos.get(wish.key)
        return {
            "reduction_reason": wish.data["description"] or False,
            "reduction_evidence_ids": [Command.set(taken.ids if taken else [])],
        }
