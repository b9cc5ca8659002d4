from collections import defaultdict

from odoo import models

from ...till_input import till_call

VERDICT = (
    "verdict",
    "verdict_reason",
    "deadline",
    "presumed_until",
    "policy_refund_percent",
    "policy_fee_percent",
    "policy_fee_fixed",
)


class PosConfig(models.Model):
    """What stands against the wishes on a ticket, and what they are worth."""

    _inherit = "pos.config"

    @till_call
    def after_sales_judge(self, ticket, wishes):
        """Judge what the cashier chose.

        :param wishes: list of dict, see :class:`Wish`
        :return: dict key → dict with ``verdict``, ``verdict_reason``, ``deadline`` (ISO date or
            False), ``amount`` (refund, tax included), ``fee`` (withheld of it), ``overrides``
            (kinds that a manager still has to allow) and ``problems`` (sentences)
        """
        till = self._check_till()
        ticket = till._read_ticket(ticket)
        parsed = till._after_sales_wishes(wishes)
        verdicts = till._after_sales_wish_verdicts(parsed)
        amounts = till._after_sales_amounts(parsed, verdicts)
        needed = till._after_sales_overrides(ticket, parsed, verdicts, amounts)
        problems = till._after_sales_wish_problems(ticket, parsed, verdicts)
        return {
            wish.key: {
                **till._after_sales_told_verdict(wish, verdicts[wish.key]),
                "amount": amounts[wish.key][0],
                "fee": amounts[wish.key][1],
                "overrides": needed[wish.key],
                "problems": problems[wish.key],
            }
            for wish in parsed
        }

    # Verdict --------------------------------------------------------------------------------

    def _after_sales_told_verdict(self, _wish, verdict):
        """What the cashier is told of a verdict; to be extended.

        :return: dict with ``verdict``, ``verdict_reason`` and ``deadline``
        """
        return {
            "verdict": verdict["verdict"],
            "verdict_reason": verdict["verdict_reason"],
            "deadline": verdict["deadline"] and str(verdict["deadline"]),
        }

    def _after_sales_wish_verdicts(self, wishes):
        """:return: dict key → verdict values, see ``after.sales.policy._evaluate``"""
        asked = [wish for wish in wishes if wish.kind == "return"]
        verdicts = self._after_sales_asked_verdicts(asked)
        prices = self._after_sales_wish_prices(wishes)
        by_partner = defaultdict(dict)
        for wish in wishes:
            if wish.kind != "return":
                partner = wish.line.order_id.partner_id if wish.line else wish.line.browse()
                vals = self._after_sales_judged_vals(wish, prices[wish.key][0])
                by_partner[partner][wish.key] = vals
        for partner, vals_by_key in by_partner.items():
            verdicts.update(self._after_sales_verdicts(partner, vals_by_key))
        return verdicts

    def _after_sales_asked_verdicts(self, wishes):
        """What was asked for before was judged then. Something else than that is judged now, as
        of the day on which the customer asked."""
        verdicts, by_day = {}, defaultdict(dict)
        for wish in wishes:
            resolution = self._after_sales_judged_resolution(wish.resolution)
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

    def _after_sales_judged_vals(self, wish, price):
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
            "currency_id": (line.currency_id or self.currency_id).id,
            "quantity": wish.quantity,
            "reason_id": wish.reason.id,
            "resolution": self._after_sales_judged_resolution(wish.resolution),
            "photo_ids": photos,
            **({names[wish.kind]: line.id} if wish.kind in names else {}),
        }

    def _after_sales_judged_resolution(self, resolution):
        """The word of the policies for what the till does: the centre decides on a refund
        later, and it is one that is rejected."""
        asked = self.env["after.sales.resolution"]._row(resolution).asked_as or resolution
        known = self.env["after.sales.return.line"]._fields["resolution"].get_values(self.env)
        return asked if asked in known else "none"

    # A manager's word -----------------------------------------------------------------------

    def _after_sales_overrides(self, ticket, wishes, verdicts, amounts):
        """:param amounts: dict, see ``_after_sales_amounts``; None where the limit is checked
            elsewhere
        :return: dict key → list of the kinds that a manager still has to allow
        """
        given = self._find_overrides(ticket)
        is_beyond = amounts is not None and self._is_beyond_limit(given, wishes, amounts)
        if given and amounts is None:
            amounts = self._after_sales_amounts(wishes, verdicts)
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
        limit = self.after_sales_max_amount
        if not limit or self.currency_id.compare_amounts(total, limit) <= 0:
            return False
        units = sum(wish.quantity for wish in wishes)
        own = given.filtered(lambda override: override.kind == "limit")
        return not own._covers_total(total, units)

    def _is_against_policy(self, wish, verdict):
        """Whether a manager has to allow it. What was approved before was decided on; what the
        policy wants looked at, the centre looks at."""
        asked = self._after_sales_judged_resolution(wish.resolution)
        approved = (
            wish.kind == "return"
            and wish.line.state == "approved"
            and wish.line.resolution == asked
        )
        return wish.kind != "none" and not approved and verdict in wish.row.manager_at
