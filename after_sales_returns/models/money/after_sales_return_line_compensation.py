from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from ...tools import refuse


class AfterSalesReturnLine(models.Model):
    """How much may be given beyond the price: of each return by its policy, and of what was sold
    over all its returns."""

    _inherit = "after.sales.return.line"

    def _compensation_cap(self, quantity):
        """:return: the highest compensation for ``quantity`` of this line, untaxed"""
        self.ensure_one()
        paid = self.price_paid_unit * quantity
        return self.currency_id.round(paid * self.policy_compensation_percent / 100.0)

    def _sold_quantity(self):
        """How many were sold in all, in the unit of this line; of what is not known to be sold
        how many come back."""
        self.ensure_one()
        sold = self.sale_line_id.sudo()
        if not sold:
            return self.quantity
        quantity = sold.product_uom_qty + sold.after_sales_qty_lowered
        if self.product_id == sold.product_id:
            return sold.product_uom_id._compute_quantity(quantity, self.product_uom_id, round=False)
        parts = sold._after_sales_kit_quantities().get(self.product_id, 0.0)
        return self.product_id.uom_id._compute_quantity(
            quantity * parts, self.product_uom_id, round=False
        )

    def _check_compensation(self):
        """Refuse what is proposed beyond the caps. The sold lines are written first, so that
        two settlements at once collide there.

        :raise UserError: a sentence for each line beyond its cap
        """
        self._claim()
        parts = self._compensations()
        refuse(
            [
                sentence
                for line in self
                for sentence in line._compensation_problems(parts[line._compensation_key()])
            ]
        )

    def _compensations(self):
        """:return: dict key as of ``_compensation_key`` → all dispositions that give a
        compensation for what these lines are about"""
        dispositions = self.env["after.sales.disposition"].sudo()
        found = defaultdict(dispositions.browse)
        same = Domain.OR(
            Domain([(f"line_id.{name}", "in", origins.ids)])
            for name in self._origin_fields()
            if (origins := self[name])
        )
        domain = Domain("compensation_amount", ">", 0) & Domain("state", "!=", "cancelled")
        for part in dispositions.search(domain & (same | Domain("line_id", "in", self.ids))):
            found[part.line_id._compensation_key()] |= part
        return found

    def _compensation_key(self):
        """What was sold, by whatever document, and of which product."""
        self.ensure_one()
        origins = tuple(self[name].id for name in sorted(self._origin_fields()))
        return (origins, self.product_id.id) if any(origins) else ("line", self.id)

    def _compensation_problems(self, parts):
        """:param parts: all dispositions of what was sold here that give a compensation
        :return: list of sentences"""
        self.ensure_one()
        caps = {
            part: self._compensation_cap(part.quantity) for part in parts if part.line_id == self
        }
        problems = [
            self._over_compensation_sentence(part.compensation_amount, cap, part)
            for part, cap in caps.items()
            if self.currency_id.compare_amounts(part.compensation_amount, cap) > 0
        ]
        total = sum(parts.mapped("compensation_amount"))
        cap = self._compensation_cap(self._sold_quantity())
        if not problems and self.currency_id.compare_amounts(total, cap) > 0:
            problems.append(self._over_compensation_sentence(total, cap, parts))
        return problems

    def _over_compensation_sentence(self, amount, cap, parts):
        names = {
            **self._names(),
            "policy": self.policy_id.sudo().name or self.env._("no policy"),
            "amount": self.currency_id.format(amount),
            "cap": self.currency_id.format(cap),
            "percent": self.policy_compensation_percent,
            "returns": ", ".join(parts.return_id.mapped("name")),
        }
        if not self.policy_compensation_percent:
            return self.env._(
                "%(return)s, %(product)s: %(policy)s allows nothing beyond the price. Take the "
                "compensation of %(amount)s back, or set how much the policy allows before the "
                "return is requested.",
                **names,
            )
        return self.env._(
            "%(return)s, %(product)s: %(amount)s of compensation with %(returns)s, but %(policy)s "
            "allows %(cap)s, %(percent)g %% of the price paid. Lower it.",
            **names,
        )
