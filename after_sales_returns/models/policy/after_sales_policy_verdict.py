from dataclasses import dataclass
from datetime import date

from odoo import api, models

from .after_sales_policy import SETTLE_AT
from .after_sales_policy_facts import Facts

SETTLE_RANK = {value: rank for rank, (value, _label) in enumerate(SETTLE_AT)}


@dataclass(slots=True, eq=False)
class Case:
    """A line, and what the policies that cover it say: the first exclusion, the first grant
    with an exception for it, and everything that the other grants offer."""

    facts: Facts
    exclusion: models.Model
    barred: models.Model
    offers: list


class AfterSalesPolicy(models.Model):
    _inherit = "after.sales.policy"

    def _evaluate(self, lines, date=None):
        """Say for each line whether it may come back, on which terms and why.

        Nothing is written, and the number of queries does not depend on the number of lines,
        so it also answers "what if": ``policies._evaluate(lines, date)`` judges by these
        policies only, be they archived; ``env["after.sales.policy"]._evaluate(lines)`` by all
        active ones.

        :param lines: return lines, saved or not, of any orders and companies
        :param date date: day to judge on; by default today where the customer is
        :return: dict line → dict with ``verdict``, ``verdict_reason`` (in the language of the
            environment), ``policy_id``, ``statutory_policy_id`` (by which the wish is owed,
            whatever grants more), ``deadline`` (date or False), ``settle_at``, ``return_payer``,
            ``delivery_back``, ``policy_refund_percent`` and ``policy_fee_percent`` (0..100),
            ``policy_fee_fixed`` (per unit, untaxed, in the line's currency),
            ``policy_compensation_percent`` (of the price paid, not negative), ``presumed_until``
            (date or False: until then a defect is presumed) and ``automatic`` (the request needs
            no approval by a person)
        """
        judge, lines = self.sudo(), lines.sudo()
        policies = judge or judge._search_active(lines.company_id | self.env.company)
        facts_list = policies._facts(lines, date)
        cases = [policies._case(facts) for facts in facts_list]
        judge._postpone([offer for case in cases for offer in case.offers])
        if any(offer.policy._has_history_limit() for case in cases for offer in case.offers):
            judge._add_history(facts_list)
        verdicts = {line: judge._verdict(case) for line, case in zip(lines, cases, strict=True)}
        judge._add_promotions(verdicts)
        return verdicts

    # Which policies cover a line -------------------------------------------------------------

    def _case(self, facts):
        covering = self.filtered(lambda policy: facts.sale and policy._covers(facts))
        grants = covering.filtered(lambda policy: policy.effect == "grant")
        facts.presumption = grants._find_presumption(facts)
        barred = grants.filtered(lambda policy: policy._makes_exception(facts))
        return Case(
            facts=facts,
            exclusion=(covering - grants)[:1],
            barred=barred[:1],
            offers=[offer for grant in grants - barred for offer in grant._offers(facts)],
        )

    def _covers(self, facts):
        """Whether the scope of this policy includes the line. Extend it for other scopes."""
        self.ensure_one()
        return (
            self._covers_sale(facts)
            and self._covers_product(facts.categ_ids, facts.tag_ids)
            and self._covers_reason(facts)
            and self._overlaps("partner_category_ids", facts.partner_tag_ids)
            and self.price_min <= facts.price
            and (not self.price_max or facts.price <= self.price_max)
        )

    def _covers_sale(self, facts):
        sold = facts.sale["order"] or facts.today
        return (
            (not self.company_id or self.company_id == facts.company)
            and self.sale_channel in (False, facts.sale["channel"])
            and (not self.date_from or self.date_from <= sold)
            and (not self.date_to or sold <= self.date_to)
        )

    def _covers_product(self, categ_ids, tag_ids):
        return self._overlaps("categ_ids", categ_ids) and self._overlaps("product_tag_ids", tag_ids)

    def _covers_reason(self, facts):
        if self.reason_kind and facts.fault != (self.reason_kind == "fault"):
            return False
        return self._overlaps("reason_ids", frozenset(facts.reason._ids))

    def _overlaps(self, name, present_ids):
        """Whether the policy names one of ``present_ids`` in the field ``name``, or none at all."""
        named = self._scope()[name]
        return not named or not present_ids.isdisjoint(named)

    def _makes_exception(self, facts):
        """Whether the line falls under the grant's own exceptions."""
        scope = self._scope()
        return not (
            facts.categ_ids.isdisjoint(scope["excluded_categ_ids"])
            and facts.tag_ids.isdisjoint(scope["excluded_tag_ids"])
        )

    # On which terms --------------------------------------------------------------------------

    @api.model
    def _attraction(self, offer, facts):
        """Return how good an offer is for the customer, to compare: money back, who pays the
        way, whether it is certain, until when, when the money comes, whether it is law."""
        terms = offer.terms
        percent = terms["policy_refund_percent"] - terms["policy_fee_percent"]
        price = facts.price * (facts.sale.get("rate") or 1.0)
        return (
            round(price * percent / 100.0 - terms["policy_fee_fixed"], 6),
            terms["return_payer"] == "company",
            not offer.notes,
            offer.last_day,
            -SETTLE_RANK[terms["settle_at"]],
            offer.policy.statutory,
        )

    @api.model
    def _raise_to_law(self, best, statutory):
        """Lift the terms of the best offer to what the law grants, each on its own.

        :return: (terms, deadline, the statutory offers that it did not fulfil by itself)
        """
        terms, day = dict(best.terms), best.last_day
        better = {
            "policy_refund_percent": max,
            "policy_fee_percent": min,
            "policy_fee_fixed": min,
            "delivery_back": max,
            "policy_compensation_percent": max,
            "settle_at": lambda one, other: min(one, other, key=SETTLE_RANK.get),
            "return_payer": lambda one, other: "company" if "company" in (one, other) else one,
        }
        raised = []
        for offer in statutory:
            lifted = {
                name: choose(terms[name], offer.terms[name]) for name, choose in better.items()
            }
            if lifted != terms or offer.last_day > day:
                raised.append(offer)
            terms, day = lifted, max(day, offer.last_day)
        return terms, False if day == date.max else day, raised

    # The verdict -----------------------------------------------------------------------------

    @api.model
    def _verdict(self, case):
        """Judge one line by what the policies say of it; see ``_evaluate``."""
        facts = case.facts
        if not facts.sale:
            return self._no_policy_verdict(facts, "review", self._no_receipt_sentence(facts))
        offers = case.offers
        if case.exclusion:
            offers = [offer for offer in offers if offer.policy.statutory]
        wished = self._wished_offers(offers, facts.wish)
        granted = [offer for offer in wished if offer.last_day >= facts.today]
        if granted:
            return self._granted_verdict(facts, granted)
        if case.exclusion:
            sentence = case.exclusion._excluded_sentence(facts)
            return self._no_policy_verdict(facts, "refused", sentence, case.exclusion)
        if offers:
            return self._missed_verdict(facts, wished, offers)
        if case.barred:
            sentence = case.barred._exception_sentence(facts)
            return self._no_policy_verdict(facts, "refused", sentence, case.barred)
        return self._no_policy_verdict(facts, "review", self._uncovered_sentence(facts))

    @api.model
    def _wished_offers(self, offers, wish):
        """Return, of each policy, the offer that serves the wish. Who wants nothing in return
        is served by whatever is open longest."""
        by_policy = {}
        for offer in offers:
            by_policy.setdefault(offer.policy, []).append(offer)
        wished = []
        for own in by_policy.values():
            by_resolution = {offer.window.resolution: offer for offer in own}
            names = [wish, *self.env["after.sales.resolution"]._row(wish).windows]
            found = next((by_resolution[name] for name in names if name in by_resolution), None)
            if not found and wish in (False, "none"):
                found = max(own, key=lambda offer: offer.last_day)
            wished += [found] if found else []
        return wished

    @api.model
    def _granted_verdict(self, facts, granted):
        for offer in granted:
            offer.notes = offer.policy._review_notes(facts, offer)
        if any(offer.policy.statutory and not offer.notes for offer in granted):
            # What the law gives at once does not wait for somebody's goodwill.
            granted = [offer for offer in granted if not offer.notes]
        best = max(granted, key=lambda offer: self._attraction(offer, facts))
        # A right that still needs a decision does not lengthen what is granted without one.
        statutory = [
            offer for offer in granted if offer.policy.statutory and (best.notes or not offer.notes)
        ]
        terms, deadline, raised = self._raise_to_law(best, statutory)
        return {
            **terms,
            **self._presumed_vals(facts),
            "verdict": "review" if best.notes else "eligible",
            "verdict_reason": best.policy._granted_sentence(facts, best, terms, deadline, raised),
            "policy_id": best.policy.id,
            "statutory_policy_id": self._owed_policy(statutory).id,
            "deadline": deadline,
            "automatic": not best.notes and best.policy.decision == "automatic",
        }

    @api.model
    def _owed_policy(self, offers):
        """Return the statutory policy by which the wish is owed: a withdrawal above all."""
        best = max(offers, key=lambda one: (one.policy.withdrawal, one.last_day), default=None)
        return best.policy if best else self.browse()

    @api.model
    def _missed_verdict(self, facts, wished, offers):
        """The wish came too late or is not offered; name what is still possible instead."""
        last = max(wished or offers, key=lambda offer: offer.last_day)
        other = {}
        for offer in offers:
            known = other.get(offer.window.resolution, offer)
            if offer not in wished and offer.last_day >= max(facts.today, known.last_day):
                other[offer.window.resolution] = offer
        sentence = last.policy._missed_sentence(facts, last if wished else None, other.values())
        return {
            **self._no_policy_verdict(facts, "refused", sentence, last.policy),
            "deadline": last.deadline if wished else False,
        }

    @api.model
    def _no_policy_verdict(self, facts, verdict, sentence, policy=None):
        policy = policy or self.browse()
        return {
            **policy._terms(facts),
            **self._presumed_vals(facts),
            "verdict": verdict,
            "verdict_reason": sentence,
            "policy_id": policy.id,
            "statutory_policy_id": False,
            "deadline": False,
            "automatic": False,
        }

    # When a person decides -------------------------------------------------------------------

    def _has_history_limit(self):
        self.ensure_one()
        return bool(self.max_returns or self.max_return_rate)

    def _exceeded_limits(self, facts):
        """Return the names of the limits beyond which a person decides."""
        self.ensure_one()
        past = facts.history
        exceeded = set()
        if (
            self.max_amount
            and facts.company.currency_id.compare_amounts(facts.amount, self.max_amount) > 0
        ):
            exceeded.add("amount")
        if self.max_returns and past.get("returns", 0) >= self.max_returns:
            exceeded.add("returns")
        if self.max_return_rate and past.get("delivered"):
            rate = 100.0 * past.get("returned", 0.0) / past["delivered"]
            exceeded |= {"rate"} if rate > self.max_return_rate else set()
        return exceeded

    def _review_notes(self, facts, offer):
        """Return why a person decides on this offer, as clauses; none if the policy may."""
        self.ensure_one()
        exceeded = self._exceeded_limits(facts)
        reasons = {
            self.env._("photos are missing"): self.condition_photos and not facts.photos,
            self.env._("the amount is above the limit"): "amount" in exceeded,
            self.env._("the customer returned often in the last twelve months"): (
                "returns" in exceeded
            ),
            self.env._("the customer's return rate is above the limit"): "rate" in exceeded,
            self.env._("this resolution needs a decision"): offer.window.ask_person,
        }
        notes = [note for note, applies in reasons.items() if applies]
        if not notes and self.decision == "person":
            notes.append(self.env._("this policy needs a decision"))
        return notes
