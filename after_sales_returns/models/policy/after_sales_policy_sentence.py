from odoo import api, models
from odoo.tools import format_date


class AfterSalesPolicy(models.Model):
    """The sentences that explain a verdict: the rule, the dates, who pays the way back."""

    _inherit = "after.sales.policy"

    @api.model
    def _sentence(self, facts, clauses, sources=()):
        """Join translated clauses into one sentence; its sources end it.

        :param sources: iterable of ``after.sales.source``, empty ones among them
        """
        sentence, *others = [*clauses, *self._presumption_clauses(facts)]
        for clause in others:
            sentence = self.env._("%(sentence)s; %(clause)s", sentence=sentence, clause=clause)
        presumed = [facts.presumption.source_id] if facts.presumption else []
        cited = self.env["after.sales.source"].union(*sources, *presumed)
        if not cited:
            return self.env._("%(sentence)s.", sentence=sentence)
        return self.env._(
            "%(sentence)s (%(sources)s).",
            sentence=sentence,
            sources=self._enumerate(cited.mapped("name")),
        )

    def _clause_sources(self, facts, tags, categories=None):
        """Return what this policy cites of goods with these tags, or of these categories: its
        own source where it says nothing of them."""
        self.ensure_one()
        tag_ids = facts.tag_ids & set(tags._ids)
        categ_ids = facts.categ_ids & set(categories._ids) if categories else ()
        cited = self.clause_ids.filtered(
            lambda clause: clause.product_tag_id.id in tag_ids or clause.categ_id.id in categ_ids
        )
        return cited.source_id or self.source_id

    @api.model
    def _enumerate(self, words):
        listing, *others = words
        for word in others:
            listing = self.env._("%(listing)s, %(word)s", listing=listing, word=word)
        return listing

    @api.model
    def _day(self, day):
        return format_date(self.env, day)

    @api.model
    def _resolution_label(self, resolution):
        labels = dict(
            self.env["after.sales.return.line"]
            ._fields["resolution"]
            ._description_selection(self.env)
        )
        if resolution in (False, "none"):
            return self.env._("Return")
        return labels.get(resolution, resolution)

    # Granted ---------------------------------------------------------------------------------

    def _granted_sentence(self, facts, offer, terms, deadline, raised):
        self.ensure_one()
        clauses = [self._period_clause(facts, offer, deadline)]
        if facts.line.return_id.transport != "store":
            clauses.append(self._payer_clause(terms))
        clauses += self._money_clauses(facts, terms)
        clauses += self._condition_clauses(facts)
        if raised:
            clauses.append(
                self.env._(
                    "not worse than %(policies)s",
                    policies=self._enumerate([f"“{other.policy.name}”" for other in raised]),
                )
            )
        if offer.notes:
            clauses += [*offer.notes, self.env._("customer service decides")]
        return self._sentence(facts, clauses, self._granted_sources(facts, offer, raised))

    def _granted_sources(self, facts, offer, raised):
        sources = [offer.window._source()]
        if self._is_sealed(facts):
            sources.append(self._clause_sources(facts, self.sealed_tag_ids))
        return sources + [other.window._source() for other in raised]

    def _period_clause(self, facts, offer, deadline):
        wish = self._resolution_label(facts.wish)
        if not deadline and self.trigger == "day_after_last_delivery" and facts.sale["delivery"]:
            return self.env._(
                "“%(policy)s”: %(resolution)s, the period begins when all of the order has come",
                policy=self.name,
                resolution=wish,
            )
        if not deadline:
            return self.env._(
                "“%(policy)s”: %(resolution)s, the period has not begun yet",
                policy=self.name,
                resolution=wish,
            )
        if deadline != offer.deadline:
            return self.env._(
                "“%(policy)s”: %(resolution)s until %(deadline)s",
                policy=self.name,
                resolution=wish,
                deadline=self._day(deadline),
            )
        return self.env._(
            "“%(policy)s”: %(resolution)s until %(deadline)s, counted from %(start)s",
            policy=self.name,
            resolution=wish,
            deadline=self._day(deadline),
            start=self._day(offer.start),
        )

    @api.model
    def _payer_clause(self, terms):
        if terms["return_payer"] == "company":
            return self.env._("the seller pays the way back")
        return self.env._("the customer pays the way back")

    @api.model
    def _money_clauses(self, facts, terms):
        clauses = []
        if terms["policy_refund_percent"] < 100.0:
            clauses.append(
                self.env._(
                    "%(percent)g%% of the price is refunded",
                    percent=terms["policy_refund_percent"],
                )
            )
        if terms["policy_fee_percent"]:
            clauses.append(
                self.env._(
                    "%(percent)g%% of the price is withheld as a restocking fee",
                    percent=terms["policy_fee_percent"],
                )
            )
        if terms["policy_fee_fixed"]:
            clauses.append(
                self.env._(
                    "%(fee)s per unit are withheld as a restocking fee",
                    fee=facts.line.currency_id.format(terms["policy_fee_fixed"]),
                )
            )
        return clauses

    def _condition_clauses(self, facts):
        conditions = self._condition_labels()
        if self._is_sealed(facts):
            conditions.append(self.env._("Seal unbroken"))
        if not conditions:
            return []
        return [
            self.env._(
                "the goods are checked for: %(conditions)s",
                conditions=self._enumerate(conditions),
            )
        ]

    def _is_sealed(self, facts):
        return not facts.tag_ids.isdisjoint(self._scope()["sealed_tag_ids"])

    # Not granted -----------------------------------------------------------------------------

    def _missed_sentence(self, facts, offer, others):
        """Explain a wish that came too late (``offer``), or that this policy does not offer.

        :param others: what is still possible instead, an iterable of offers
        """
        self.ensure_one()
        wish = self._resolution_label(facts.wish)
        if offer:
            clause = self.env._(
                "“%(policy)s”: %(resolution)s was possible until %(deadline)s, counted from "
                "%(start)s",
                policy=self.name,
                resolution=wish,
                deadline=self._day(offer.deadline),
                start=self._day(offer.start),
            )
        else:
            clause = self.env._(
                "“%(policy)s” does not offer: %(resolution)s", policy=self.name, resolution=wish
            )
        source = offer.window._source() if offer else self.source_id
        return self._sentence(facts, [clause, *self._alternative_clauses(others)], [source])

    @api.model
    def _alternative_clauses(self, others):
        alternatives = [
            self.env._(
                "%(resolution)s until %(deadline)s",
                resolution=self._resolution_label(offer.window.resolution),
                deadline=self._day(offer.deadline),
            )
            if offer.deadline
            else self._resolution_label(offer.window.resolution)
            for offer in others
        ]
        if not alternatives:
            return []
        return [
            self.env._(
                "still possible: %(alternatives)s", alternatives=self._enumerate(alternatives)
            )
        ]

    def _excluded_sentence(self, facts):
        self.ensure_one()
        return self._sentence(
            facts,
            [
                self.env._(
                    "“%(policy)s”: %(product)s is excluded from return",
                    policy=self.name,
                    product=facts.product.display_name,
                )
            ],
            [self.source_id],
        )

    def _exception_sentence(self, facts):
        self.ensure_one()
        grounds = [tag.name for tag in self.excluded_tag_ids if tag.id in facts.tag_ids]
        grounds += [
            categ.display_name for categ in self.excluded_categ_ids if categ.id in facts.categ_ids
        ]
        return self._sentence(
            facts,
            [
                self.env._(
                    "“%(policy)s” makes an exception for %(product)s: %(grounds)s",
                    policy=self.name,
                    product=facts.product.display_name,
                    grounds=self._enumerate(grounds),
                )
            ],
            [self._clause_sources(facts, self.excluded_tag_ids, self.excluded_categ_ids)],
        )

    @api.model
    def _no_receipt_sentence(self, facts):
        return self._sentence(facts, [self.env._("Without receipt a manager decides")])

    @api.model
    def _uncovered_sentence(self, facts):
        return self._sentence(
            facts,
            [
                self.env._(
                    "No policy covers %(product)s sold on %(date)s",
                    product=facts.product.display_name,
                    date=self._day(facts.sale["order"]),
                ),
                self.env._("customer service decides"),
            ],
        )
