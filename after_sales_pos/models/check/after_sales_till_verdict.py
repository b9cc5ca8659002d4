from collections import defaultdict

from odoo import models

from ..request.after_sales_till import by_origin


class AfterSalesTill(models.AbstractModel):
    """What the policies say of what a customer brings to a till, what it is worth, and what a
    manager has to allow."""

    _inherit = "after.sales.till"

    def _evaluate_request(self, request):
        """What ``after_sales_evaluate`` of the till answers."""
        return {
            wish.key: {
                **self._told_verdict(wish, request.verdicts[wish.key]),
                "amount": request.amounts[wish.key][0],
                "fee": request.amounts[wish.key][1],
                "overrides": request.overrides[wish.key],
                "problems": request.blocks[wish.key],
            }
            for wish in request.wishes
        }

    # Verdict ----------------------------------------------------------------------------------

    def _told_verdict(self, _wish, verdict):
        """What the cashier is told of a verdict; to be extended.

        :return: dict with ``verdict``, ``verdict_reason`` and ``deadline``
        """
        return {
            "verdict": verdict["verdict"],
            "verdict_reason": verdict["verdict_reason"],
            "deadline": verdict["deadline"] and str(verdict["deadline"]),
        }

    def _verdicts(self, request):
        """:return: dict key → verdict values, see ``after.sales.policy._evaluate``"""
        verdicts, by_customer = {}, defaultdict(dict)
        for origin, wishes in by_origin(request.wishes).items():
            verdicts.update(origin._decided_verdicts(wishes))
        for wish in request.wishes:
            if wish.key not in verdicts:
                vals = self._prepare_evaluated_vals(wish, request.prices[wish.key][0])
                by_customer[wish.origin._customer(wish)][wish.key] = vals
        for customer, vals_by_key in by_customer.items():
            verdicts.update(self._evaluate_sold(customer, vals_by_key))
        return verdicts

    def _prepare_evaluated_vals(self, wish, price):
        """:param price: untaxed, per unit
        :return: dict of values of the return line that this wish would make
        """
        return {
            "product_id": wish.product.id,
            "product_uom_id": wish.product.uom_id.id,
            "price_paid_unit": price,
            "currency_id": (wish.line.currency_id or self.currency).id,
            "quantity": wish.quantity,
            "reason_id": wish.reason.id,
            "resolution": wish.policy_resolution,
            "photo_ids": [(0, 0, {"name": "photo"})] if wish.photos else [],
            **wish.origin._prepare_sold_vals(wish),
        }

    def _evaluate_sold(self, partner, vals_by_key):
        """Evaluate lines of a return that does not exist.

        :param partner: the customer, or nobody
        :param vals_by_key: dict key → values of an ``after.sales.return.line``
        :return: dict key → verdict values, see ``after.sales.policy._evaluate``
        """
        order = self.env["after.sales.return"].new(
            {
                "partner_id": (partner or self.env["res.partner"]._after_sales_walk_in()).id,
                "company_id": self.company.id,
                "channel": "store",
                "transport": "store",
                "warehouse_id": self.warehouse.id,
            }
        )
        lines = {
            key: self.env["after.sales.return.line"].new({**vals, "return_id": order.id})
            for key, vals in vals_by_key.items()
        }
        everything = self.env["after.sales.return.line"].union(*lines.values())
        verdicts = self.env["after.sales.policy"]._evaluate(everything)
        return {key: verdicts[line] for key, line in lines.items()}

    # Worth ------------------------------------------------------------------------------------

    def _amounts(self, request):
        """:return: dict, see :class:`Request`"""
        amounts = {wish.key: (0.0, 0.0) for wish in request.wishes}
        documents = defaultdict(list)
        for wish in request.wishes:
            if wish.row.credits:
                documents[wish.document].append(wish)
        for document, wishes in documents.items():
            amounts.update(wishes[0].payer._amounts(document, wishes, request))
        return amounts

    # A manager's word -------------------------------------------------------------------------

    def _overrides_needed(self, request):
        """:return: dict, see :class:`Request`"""
        given = self._find_overrides(request.ticket)
        is_beyond = request.limited and self._is_beyond_limit(given, request)
        covered = {
            kind: own._covered(request.wishes, request.amounts)
            for kind, own in given.grouped("kind").items()
        }
        needed = {}
        for wish in request.wishes:
            kinds = wish.origin._overrides(wish, request.verdicts[wish.key])
            needed[wish.key] = [kind for kind in kinds if wish.key not in covered.get(kind, ())] + [
                "limit"
            ] * (wish.row.credits and is_beyond)
        return needed

    def _is_beyond_limit(self, given, request):
        """Whether the ticket pays back more than the cashier may, and than a manager allowed.

        :param given: ``after.sales.override`` of the ticket
        """
        total = sum(amount for amount, _fee in request.amounts.values())
        limit = self.config.after_sales_max_amount
        if not limit or self.currency.compare_amounts(total, limit) <= 0:
            return False
        units = sum(wish.quantity for wish in request.wishes)
        own = given.filtered(lambda override: override.kind == "limit")
        return not own._covers_total(total, units)
