from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

FAULT_CATEGORIES = ("quality", "wrong_item", "transport", "missing_part")
# A customer's past that limits look at.
HISTORY = relativedelta(months=12)
CLAIMING = ("requested", "approved", "closed")


@dataclass(slots=True, eq=False)
class Facts:
    """What the policies need to know of one return line. Amounts are in company currency.

    ``presumption`` is the rule by which a defect is presumed on that day, see
    ``after_sales_policy_presumed.py``; None if there is none.
    """

    line: models.Model
    today: date
    company: models.Model
    partner: models.Model
    product: models.Model
    country: models.Model
    categ_ids: frozenset
    tag_ids: frozenset
    partner_tag_ids: frozenset
    reason: models.Model
    fault: bool
    wish: str | bool
    photos: bool
    price: float
    amount: float
    sale: dict = field(default_factory=dict)
    presumption: models.Model | None = None
    history: dict = field(default_factory=dict)


class AfterSalesPolicy(models.Model):
    _inherit = "after.sales.policy"

    def _facts(self, lines, today=None):
        """Read what the policies need of these lines, in a number of queries that does not
        depend on how many there are.

        :param lines: return lines, saved or not
        :param date today: the day to judge on; by default the current day, see ``_zone``
        :return: list of :class:`Facts`, in the order of the lines
        """
        sales, zones = self._sale_facts(lines), self._zones(lines)
        return [
            self._line_facts(
                line, sales.get(line, {}), today or fields.Date.context_today(zones[line])
            )
            for line in lines
        ]

    def _line_facts(self, line, sale, today):
        product, partner = line.product_id._origin, line.partner_id._origin
        price = line.price_paid_unit / (sale.get("rate") or 1.0)
        path = product.categ_id.parent_path or ""
        return Facts(
            line=line,
            today=today,
            company=line.company_id or self.env.company,
            partner=partner.commercial_partner_id,
            product=product,
            country=self._country(partner, line.company_id or self.env.company),
            categ_ids=frozenset(int(number) for number in path.split("/") if number),
            tag_ids=frozenset(product.all_product_tag_ids.ids),
            partner_tag_ids=frozenset(
                partner.category_id.ids + partner.commercial_partner_id.category_id.ids
            ),
            reason=line.reason_id,
            fault=self._is_fault(line.reason_id),
            wish=line.resolution,
            photos=bool(line.photo_ids),
            price=price,
            amount=price * line.quantity,
            sale=sale,
        )

    @api.model
    def _country(self, partner, company):
        """Where the customer lives, else where the company is."""
        own = partner.country_id or partner.commercial_partner_id.country_id
        return own or company.country_id

    @api.model
    def _is_fault(self, reason):
        """Whether someone else than the customer answers for this reason of return."""
        if reason.liable_party:
            return reason.liable_party != "customer"
        return reason.category in FAULT_CATEGORIES

    # The sale --------------------------------------------------------------------------------

    def _sale_facts(self, lines):
        """Return what is known of the sale of each line; a line left out has no receipt.

        Extend it for sales that are not sales orders.

        :return: dict line → dict with ``channel`` (see ``_sale_channel``), ``rate`` (units of
            the line's currency per unit of company currency), the dates ``order`` and
            ``invoice`` in the zone of ``_zone``, False as long as unknown, and what
            ``_delivery_facts`` says
        """
        lines = lines.filtered("sale_line_id")
        if not lines:
            return {}
        zones, delivered = self._zones(lines), self._delivery_facts(lines)
        invoiced = self._invoice_dates(lines.sale_line_id._origin)
        result = {}
        for line in lines:
            sale_line = line.sale_line_id._origin
            result[line] = {
                "channel": self._sale_channel(line),
                "rate": sale_line.order_id.currency_rate,
                "order": self._local_date(zones[line], sale_line.order_id.date_order),
                "invoice": invoiced.get(sale_line, False),
                **delivered[line],
            }
        return result

    @api.model
    def _sale_channel(self, line):
        """Return through what the line was sold: "distance" or "store"."""
        return "distance"

    def _invoice_dates(self, sale_lines):
        """:return: dict sale line → date of its first posted customer invoice"""
        groups = self.env["account.move.line"]._read_group(
            [
                ("sale_line_ids", "in", sale_lines.ids),
                ("parent_state", "=", "posted"),
                ("move_type", "in", ("out_invoice", "out_receipt")),
            ],
            ["sale_line_ids"],
            ["invoice_date:min"],
        )
        return dict(groups)

    @api.model
    def _local_date(self, local, moment):
        return fields.Date.context_today(local, moment) if moment else False

    # The customer ----------------------------------------------------------------------------

    def _add_history(self, facts_list):
        """Put the customer's last twelve months into each of these facts."""
        until = max(facts.today for facts in facts_list)
        # Days east and west of UTC: what was asked for today is part of the past.
        margin = timedelta(days=1)
        period = (
            datetime.combine(until - HISTORY, time.min),
            datetime.combine(until + margin, time.max),
        )
        partners = self.env["res.partner"].union(*(facts.partner for facts in facts_list))
        companies = self.env["res.company"].union(*(facts.company for facts in facts_list))
        history = self._customer_history(partners, companies, *period)
        for facts in facts_list:
            facts.history = dict(history[facts.company, facts.partner])
            requested = facts.line.return_id.date_requested
            if facts.line.return_id.state in CLAIMING and requested:
                facts.history["returns"] -= period[0] <= requested <= period[1]

    def _customer_history(self, partners, companies, since, until):
        """Return how much these customers got and returned between two moments.

        Extend it for deliveries that do not come from sales orders.

        :param partners: commercial partners
        :return: dict (company, commercial partner) → dict with ``returns`` (number of return
            orders requested), ``delivered`` and ``returned`` (quantities)
        """
        history = defaultdict(lambda: {"returns": 0, "delivered": 0.0, "returned": 0.0})
        for name, (model, partner, moment, aggregate, domain) in self._history_sources().items():
            customer = f"{partner}.commercial_partner_id"
            groups = self.env[model]._read_group(
                Domain(customer, "in", partners.ids)
                & Domain("company_id", "in", companies.ids)
                & Domain(moment, ">=", since)
                & Domain(moment, "<=", until)
                & domain,
                ["company_id", customer],
                [aggregate],
            )
            for company, commercial_partner, value in groups:
                history[company, commercial_partner][name] = value
        return history

    @api.model
    def _history_sources(self):
        """What counts as a customer's past: name → (model, path to the partner, date field,
        aggregate, domain)."""
        claiming = Domain("state", "in", CLAIMING)
        delivered = (
            Domain("state", "=", "done")
            & Domain("location_dest_id.usage", "=", "customer")
            & Domain("after_sales_disposition_id", "=", False)
        )
        return {
            "returns": (
                "after.sales.return",
                "partner_id",
                "date_requested",
                "__count",
                claiming,
            ),
            "returned": (
                "after.sales.return.line",
                "return_id.partner_id",
                "return_id.date_requested",
                "quantity_received:sum",
                claiming,
            ),
            "delivered": (
                "stock.move",
                "sale_line_id.order_partner_id",
                "date",
                "quantity:sum",
                delivered,
            ),
        }
