from collections import defaultdict

from odoo import models

VERDICT = (
    "verdict",
    "verdict_reason",
    "deadline",
    "presumed_until",
    "policy_refund_percent",
    "policy_fee_percent",
    "policy_fee_fixed",
)


class AfterSalesTill(models.AbstractModel):
    """What stands against the wishes on a ticket, and what they are worth."""

    _inherit = "after.sales.till"

    def _evaluate(self, ticket, wishes):
        """What ``after_sales_judge`` of the till answers."""
        ticket = self._read_ticket(ticket)
        parsed = self._read_wishes(wishes)
        verdicts = self._verdicts(parsed)
        amounts = self._amounts(parsed, verdicts)
        needed = self._overrides_needed(ticket, parsed, verdicts, amounts)
        problems = self._wish_problems(ticket, parsed, verdicts)
        return {
            wish.key: {
                **self._told_verdict(wish, verdicts[wish.key]),
                "amount": amounts[wish.key][0],
                "fee": amounts[wish.key][1],
                "overrides": needed[wish.key],
                "problems": problems[wish.key],
            }
            for wish in parsed
        }

    # Verdict --------------------------------------------------------------------------------

    def _told_verdict(self, _wish, verdict):
        """What the cashier is told of a verdict; to be extended.

        :return: dict with ``verdict``, ``verdict_reason`` and ``deadline``
        """
        return {
            "verdict": verdict["verdict"],
            "verdict_reason": verdict["verdict_reason"],
            "deadline": verdict["deadline"] and str(verdict["deadline"]),
        }

    def _verdicts(self, wishes):
        """:return: dict key → verdict values, see ``after.sales.policy._evaluate``"""
        asked = [wish for wish in wishes if wish.kind == "return"]
        verdicts = self._asked_verdicts(asked)
        prices = self._wish_prices(wishes)
        by_partner = defaultdict(dict)
        for wish in wishes:
            if wish.kind != "return":
                partner = wish.line.order_id.partner_id if wish.line else wish.line.browse()
                vals = self._prepare_evaluated_vals(wish, prices[wish.key][0])
                by_partner[partner][wish.key] = vals
        for partner, vals_by_key in by_partner.items():
            verdicts.update(self._evaluate_sold(partner, vals_by_key))
        return verdicts

    def _asked_verdicts(self, wishes):
        """What was asked for before was judged then. Something else than that is judged now, as
        of the day on which the customer asked."""
        verdicts, by_day = {}, defaultdict(dict)
        for wish in wishes:
            resolution = self._policy_resolution(wish.resolution)
            if resolution == wish.line.resolution:
                verdicts[wish.key] = {
                    **{name: wish.line[name] for name in VERDICT},
                    "policy_id": wish.line.policy_id.id,
                    "statutory_policy_id": wish.line.statutory_policy_id.id,
                }
            else:
                day = wish.line._day_requested()
                other = wish.line.new({"resolution": resolution}, origin=wish.line)
                by_day[day][wish.key] = other
        for day, lines in by_day.items():
            judged = self.env["after.sales.return.line"].union(*lines.values())
            found = self.env["after.sales.policy"]._evaluate(judged, day)
            verdicts.update({key: found[line] for key, line in lines.items()})
        return verdicts

    def _prepare_evaluated_vals(self, wish, price):
        """:param price: untaxed, per unit
        :return: dict of values of the return line that this wish would make
        """
        line = wish.line
        photos = [(0, 0, {"name": "photo"})] if wish.photos else []
        names = {"pos": "pos_line_id", "sale": "sale_line_id"}
        return {
            "product_id": wish.product.id,
            "product_uom_id": wish.product.uom_id.id,
            "price_paid_unit": price,
            "currency_id": (line.currency_id or self.currency).id,
            "quantity": wish.quantity,
            "reason_id": wish.reason.id,
            "resolution": self._policy_resolution(wish.resolution),
            "photo_ids": photos,
            **({names[wish.kind]: line.id} if wish.kind in names else {}),
        }

    def _policy_resolution(self, resolution):
        """The word of the policies for what the till does: the centre decides on a refund
        later, and it is one that is rejected."""
        asked = self.env["after.sales.resolution"]._row(resolution).asked_as or resolution
        known = self.env["after.sales.return.line"]._fields["resolution"].get_values(self.env)
        return asked if asked in known else "none"

    # A manager's word -----------------------------------------------------------------------

    def _overrides_needed(self, ticket, wishes, verdicts, amounts):
        """:param amounts: dict, see ``_amounts``; None where the limit is checked
            elsewhere
        :return: dict key → list of the kinds that a manager still has to allow
        """
        given = self._find_overrides(ticket)
        is_beyond = amounts is not None and self._is_beyond_limit(given, wishes, amounts)
        if given and amounts is None:
            amounts = self._amounts(wishes, verdicts)
        covered = {
            kind: own._covered(wishes, amounts) for kind, own in given.grouped("kind").items()
        }
        needed = {}
        for wish in wishes:
            kinds = {
                "no_receipt": wish.kind == "none" and bool(wish.row.manager_at),
                "policy": self._is_against_policy(wish, verdicts[wish.key]["verdict"]),
            }
            needed[wish.key] = [
                kind
                for kind, is_so in kinds.items()
                if is_so and wish.key not in covered.get(kind, ())
            ] + ["limit"] * (wish.row.credits and is_beyond)
        return needed

    def _is_beyond_limit(self, given, wishes, amounts):
        """Whether the ticket pays back more than the cashier may, and than a manager allowed.

        :param given: ``after.sales.override`` of the ticket
        """
        total = sum(amount for amount, _fee in amounts.values())
        limit = self.config.after_sales_max_amount
        if not limit or self.currency.compare_amounts(total, limit) <= 0:
            return False
        units = sum(wish.quantity for wish in wishes)
        own = given.filtered(lambda override: override.kind == "limit")
        return not own._covers_total(total, units)

    def _is_against_policy(self, wish, verdict):
        """Whether a manager has to allow it. What was approved before was decided on; what the
        policy wants looked at, the centre looks at."""
        asked = self._policy_resolution(wish.resolution)
        approved = (
            wish.kind == "return"
            and wish.line.state == "approved"
            and wish.line.resolution == asked
        )
        return wish.kind != "none" and not approved and verdict in wish.row.manager_at
