from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date

# What the terms say; nobody writes it.
EVALUATED = {
    "warranty_terms_id",
    "warranty_sale_line_id",
    "warranty_start",
    "warranty_until",
    "warranty_verdict",
    "warranty_reason",
    "repeat_of_id",
    "failed_repair_count",
    "past_repair_days",
    "repair_warranty_until",
}


class RepairOrder(models.Model):
    """Whether the warranty answers for a repair, until when and why.

    Evaluated from facts as long as nobody has diagnosed the item, frozen from then on. What is
    known stands in ``repair_order_warranty_facts.py``.
    """

    _inherit = "repair.order"
    _guarded = EVALUATED

    warranty_terms_id = fields.Many2one(
        "after.sales.warranty", compute="_compute_warranty", store=True, ondelete="restrict"
    )
    warranty_sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Sold With",
        compute="_compute_warranty",
        store=True,
        index="btree_not_null",
    )
    warranty_start = fields.Date(compute="_compute_warranty", store=True, help="Day one.")
    warranty_until = fields.Date(compute="_compute_warranty", store=True, help="Last day.")
    warranty_verdict = fields.Selection(
        [("in", "In warranty"), ("out", "Out of warranty"), ("unknown", "Not known")],
        compute="_compute_warranty",
        store=True,
    )
    warranty_reason = fields.Char(compute="_compute_warranty", store=True)
    repeat_of_id = fields.Many2one(
        "repair.order",
        string="Repeated Failure After",
        compute="_compute_warranty",
        store=True,
        index="btree_not_null",
        help="The last repair of this item, if it comes back within the warranty or within the "
        "warranty on that repair.",
    )
    failed_repair_count = fields.Integer(
        string="Failed Repairs",
        compute="_compute_warranty",
        store=True,
        help="Earlier repairs of this item within its warranty, whatever the defect; since the "
        "exchange if it was exchanged. Repairs that the warranty did not answer for do not count.",
    )
    past_repair_days = fields.Integer(
        string="Days in Earlier Repairs",
        compute="_compute_warranty",
        store=True,
        help="How long these repairs took, from taking in to handing back.",
    )
    repair_warranty_until = fields.Date(
        compute="_compute_repair_warranty_until",
        store=True,
        help="Until then the same defect is repaired free of charge.",
    )

    @api.depends(
        "product_id",
        "lot_id",
        "item_serial",
        "company_id",
        "after_sales_origin",
        "after_sales_disposition_id",
        "date_intake",
        "purchase_date",
        "purchase_proof_ids",
        "after_sales_defect_id",
        "cause_id",
    )
    def _compute_warranty(self):
        """The verdict follows the facts until the diagnosis, and is frozen from there on."""
        self.filtered(
            lambda repair: not repair.date_diagnosed and not repair.date_handed_back
        )._evaluate_warranty()

    @api.depends("outcome", "date_handed_back")
    def _compute_repair_warranty_until(self):
        ended = self.filtered("date_handed_back")
        (self - ended).repair_warranty_until = False
        for repair in ended:
            months = repair.warranty_terms_id.repair_months
            day = repair._local_day(repair.date_handed_back)
            given = repair.outcome == "repaired" and repair.after_sales_origin != "store"
            granted = given and months and day
            repair.repair_warranty_until = granted and day + relativedelta(months=months)

    def _evaluate_warranty(self):
        """Write on these repairs what the terms say of them today."""
        facts = self._warranty_facts()
        all_terms = self.env["after.sales.warranty"]._all_of(self.company_id)
        for repair in self:
            terms = all_terms._choose(repair.company_id, repair.product_id._origin)
            repair.update(repair._warranty_vals(facts[repair], terms))

    def _warranty_vals(self, facts, terms):
        """:return: dict of the computed fields, by ``facts`` and the ``terms`` that hold"""
        self.ensure_one()
        start, until, notes = False, False, []
        if terms and facts.delivered:
            start, until, notes = terms._period(facts)
        guard = self._repair_in_warranty(facts)
        counted = self._counted_repairs(facts, until)
        verdict, reason = self._warranty_verdict(facts, terms, until, notes, guard)
        return {
            "warranty_terms_id": terms.id,
            "warranty_sale_line_id": facts.sale_line.id,
            "warranty_start": start,
            "warranty_until": until,
            "warranty_verdict": verdict,
            "warranty_reason": reason,
            "repeat_of_id": self._repeated(facts, terms, until).id,
            "failed_repair_count": len(counted),
            "past_repair_days": sum(past.days for past in counted),
        }

    def _counted_repairs(self, facts, until):
        """The repairs that count towards the customer's remedy."""
        since = facts.exchanged or facts.delivered
        if self.after_sales_origin == "store" or not until:
            return []
        return [past for past in facts.covered_repairs if since <= past.intake <= until]

    def _repeated(self, facts, terms, until):
        """The repair that did not last, or none. One that Odoo's own Repair made has no dates:
        the terms of today tell."""
        for past in reversed(facts.past):
            ends = [past.repair.warranty_until, past.repair.repair_warranty_until]
            if not past.repair.warranty_verdict:
                months = terms.repair_months
                ends = [until, months and past.handed_back + relativedelta(months=months)]
            if any(day and facts.reported <= day for day in ends):
                return past.repair
        return self.browse()

    def _repair_in_warranty(self, facts):
        """The earlier repair whose own warranty answers for this defect, or none."""
        for past in reversed(facts.past):
            day = past.repair.repair_warranty_until
            same = past.repair.after_sales_defect_id == self.after_sales_defect_id
            if same and self.after_sales_defect_id and day and facts.reported <= day:
                return past.repair
        return self.browse()

    # The verdict ------------------------------------------------------------------------------

    def _warranty_verdict(self, facts, terms, until, notes, guard):
        """:return: (verdict, the sentence that says why)"""
        if self.after_sales_origin == "store":
            return "in", self.env._("Goods of our own are repaired free of charge.")
        covered = bool(guard) or bool(until and facts.reported <= until)
        if covered and self.cause_id and not self.cause_id.covered:
            return "out", self._cause_sentence(terms)
        if guard and not (until and facts.reported <= until):
            return "in", self._repair_warranty_sentence(guard)
        if until:
            return ("in" if covered else "out"), self._period_sentence(facts, terms, until, notes)
        return "unknown", self._unknown_sentence(terms)

    def _warranty_words(self, terms):
        """The words that every sentence on the warranty has."""
        serial = self.lot_id.name or self.item_serial
        item = self.item_name or self.product_id.display_name or self.name
        return {"terms": terms.name, "item": f"{item} ({serial})" if serial else item}

    def _day(self, day):
        return format_date(self.env, day)

    def _period_sentence(self, facts, terms, until, notes):
        words = {
            **self._warranty_words(terms),
            "until": self._day(until),
            "reported": self._day(facts.reported),
            "why": ", ".join([self._purchase_words(facts), *notes]),
        }
        if facts.reported <= until:
            return self.env._(
                "“%(terms)s” covers %(item)s until %(until)s: %(why)s; reported on %(reported)s.",
                **words,
            )
        return self.env._(
            "“%(terms)s” covered %(item)s until %(until)s: %(why)s; reported on %(reported)s, "
            "too late.",
            **words,
        )

    def _purchase_words(self, facts):
        """How the item came to its customer; to be extended."""
        if facts.sale_line:
            return self.env._(
                "delivered on %(day)s with %(order)s",
                day=self._day(facts.delivered),
                order=facts.sale_line.order_id.name,
            )
        return self.env._("bought on %s", self._day(facts.delivered))

    def _cause_sentence(self, terms):
        words = self._warranty_words(terms)
        if not terms:
            return self.env._(
                "The warranty on the repair of %(item)s does not answer for the cause “%(cause)s”.",
                item=words["item"],
                cause=self.cause_id.name,
            )
        return self.env._(
            "“%(terms)s” does not answer for the cause “%(cause)s” of %(item)s.",
            cause=self.cause_id.name,
            **words,
        )

    def _repair_warranty_sentence(self, guard):
        return self.env._(
            "The warranty on repair %(repair)s of %(item)s answers for “%(defect)s” until "
            "%(until)s.",
            repair=guard.name,
            defect=self.after_sales_defect_id.name,
            until=self._day(guard.repair_warranty_until),
            item=self._warranty_words(self.warranty_terms_id)["item"],
        )

    def _unknown_sentence(self, terms):
        words = self._warranty_words(terms)
        if not self.product_id:
            return self.env._(
                "%(item)s is no product of ours, so no warranty terms cover it.",
                item=words["item"],
            )
        if not terms:
            return self.env._("No warranty terms cover %(item)s.", item=words["item"])
        return self.env._(
            "“%(terms)s” counts from the delivery, and no sale of %(item)s is known: enter when "
            "it was bought and attach the proof of purchase.",
            **words,
        )
