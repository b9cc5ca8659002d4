import json
from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.after_sales_returns.tools import refuse

OWN = ("credit", "settlement", "card")


class PosOrder(models.Model):
    """What must hold of what an order brings back, of the lines that pay it, and of all orders of
    a ticket together: the cashier's limit, and what money is paid back with."""

    _inherit = "pos.order"

    @api.model
    def _after_sales_check_online(self, returned):
        """:raise UserError: a sentence for each thing that stands against it"""
        returned.wishes = returned.till._read_wishes(returned.sent)
        rules = self._after_sales_till_blocks(returned)
        refuse([text for key, texts in returned.blocks.items() for text in texts + rules[key]])
        returned.quote = returned.till._quote(returned, returned.wishes)

    @api.model
    def _after_sales_till_blocks(self, returned):
        """What this till does not pay out, or not without a manager; the limit is the ticket's.

        :return: dict key → list of sentences
        """
        till = returned.till
        return {
            wish.key: till._blocks_payment(wish)
            + till._override_problems(wish, returned.overrides[wish.key])
            for wish in returned.wishes
        }

    def _after_sales_check_quoted(self, returned):
        """The till pays back what the server says, to the cent, and nothing else."""
        self.ensure_one()
        sold = {wish.key: wish.receipt_line.id for wish in returned.claimable}
        quoted = sorted(
            self._after_sales_line_fingerprint(
                {**vals, "sold": vals["role"] == "goods" and sold.get(vals["key"])},
                vals["tax_ids"],
            )
            for vals in returned.quoted_lines
        )
        sent = sorted(
            self._after_sales_line_fingerprint(
                line._after_sales_sent(), line.tax_ids_after_fiscal_position.ids
            )
            for line in self.lines
            if line.after_sales_role != "settlement"
        )
        total = self.lines._after_sales_amount()
        if quoted != sent or self.currency_id.compare_amounts(total, self.amount_total):
            raise UserError(
                self.env._(
                    "%(order)s: what is paid back is not what the receipts say, perhaps because "
                    "something was returned meanwhile. Go back to the returned items, confirm "
                    "them again, and pay the ticket.",
                    order=self.pos_reference or self.name,
                )
            )

    def _after_sales_line_fingerprint(self, vals, tax_ids):
        """What makes two lines the same; :return: tuple"""
        return (
            str(vals["key"]),
            str(vals["role"]),
            vals["product_id"],
            round(vals["qty"], 4),
            round(vals["price_unit"], 4),
            round(vals["discount"], 4),
            round(vals["amount"], 2),
            vals["origin_line_id"] or 0,
            vals["sold"] or 0,
            tuple(sorted(tax_ids)),
            self._after_sales_extra_tax_fingerprint(vals["extra_tax_data"]),
        )

    def _after_sales_extra_tax_fingerprint(self, data):
        """:return: str; a browser sends ``-10.0`` as ``-10``"""
        as_floats = json.loads(json.dumps(data or False), parse_int=float)
        return json.dumps(as_floats, sort_keys=True)

    # All orders of a ticket -------------------------------------------------------------------

    def _check_after_sales_ticket(self, ticket):
        """:raise UserError: above the limit, or another tender, without a manager's word; the
        whole ticket is undone"""
        returns = self.filtered("after_sales_return_ids")
        self._after_sales_check_exchanged(returns)
        returns = returns.filtered(
            lambda order: not any(order.after_sales_return_ids.mapped("pos_offline"))
        )
        if not returns:
            return
        till = returns[0].config_id._after_sales_till
        problems = [
            returns._after_sales_find_limit_problem(till, ticket),
            self._after_sales_find_tender_problem(till, returns, ticket),
        ]
        refuse([text for text in problems if text])

    def _after_sales_check_exchanged(self, returns):
        """What the policy lets exchange it may not let pay back."""
        lines = returns.after_sales_return_ids.filtered(
            lambda order: not order.pos_offline
        ).line_ids
        new = self.lines.filtered(lambda line: not line.after_sales_role and line.qty > 0)
        exchanged = lines.filtered(
            lambda line: line._resolution_row().new_goods and line in self.lines.after_sales_line_id
        )
        if exchanged and not new:
            raise UserError(
                self.env._(
                    "%(products)s is exchanged, but there are no new goods on the ticket. Add "
                    "them, or choose to pay it back.",
                    products=", ".join(exchanged.product_id.mapped("display_name")),
                )
            )
        rest = -sum(self.mapped("amount_total"))
        if exchanged and self[:1].currency_id.compare_amounts(rest, 0.0) > 0:
            self._after_sales_check_rest_of_exchange(returns, exchanged, rest)

    def _after_sales_check_rest_of_exchange(self, returns, exchanged, rest):
        """:param exchanged: return lines that new goods were given for
        :param rest: what is paid out beside the new goods
        """
        bound = exchanged.filtered(lambda line: not line._may_be_paid_back())
        paid = returns._after_sales_paid_back()
        paid += bound.pos_refund_line_ids._after_sales_amount()
        currency = self[:1].currency_id
        if bound and currency.compare_amounts(rest, max(0.0, paid) + currency.rounding) > 0:
            raise UserError(
                self.env._(
                    "%(products)s may only be exchanged, and %(rest)s would be paid out. Add new "
                    "goods worth that, or choose to pay it back and call a manager.",
                    products=", ".join(bound.product_id.mapped("display_name")),
                    rest=currency.format(rest),
                )
            )

    def _after_sales_paid_back(self):
        """What these orders give the customer, in whatever form; positive, tax included."""
        lines = self.lines.filtered(
            lambda line: (
                (line.after_sales_role or line.order_id.after_sales_request)
                and line.after_sales_role not in OWN
            )
        )
        return -lines._after_sales_amount()

    def _after_sales_find_limit_problem(self, till, ticket):
        """:return: a sentence, or None"""
        limit, amount = till.config.after_sales_max_amount, self._after_sales_paid_back()
        if not limit or till.currency.compare_amounts(amount, limit) <= 0:
            return None
        units = sum(self.after_sales_return_ids.line_ids.mapped("quantity"))
        if till._find_overrides(ticket, "limit")._covers_total(amount, units):
            return None
        return self.env._(
            "%(amount)s is above the limit of %(limit)s that a cashier pays back at %(till)s. "
            "Call a manager to allow it.",
            amount=till.currency.format(amount),
            limit=till.currency.format(limit),
            till=till.config.name,
        )

    def _after_sales_find_tender_problem(self, till, returns, ticket):
        """:return: a sentence, or None"""
        tenders = returns._after_sales_ticket_tenders(till, self)
        paid = defaultdict(float)
        for payment in self.payment_ids:
            paid[payment.payment_method_id] -= payment.amount
        owed = self._after_sales_find_owed_problem(till, paid, tenders)
        if owed or till.config.after_sales_other_tender == "yes":
            return owed
        allowed, originals = defaultdict(float), defaultdict(float)
        for tender in tenders:
            originals[tender["original"] or tender["name"]] -= tender["amount"]
            if not tender["is_other"]:
                allowed[tender["payment_method_id"]] -= tender["amount"]
        for method, amount in paid.items():
            is_same = not self._after_sales_is_paid_beyond(till, amount, allowed[method.id])
            if not is_same and not self._after_sales_is_tender_allowed(
                till, ticket, method, amount
            ):
                return self._after_sales_other_tender_sentence(till, method, amount, originals)
        return None

    def _after_sales_find_owed_problem(self, till, paid, tenders):
        """What was sold on account and is not paid lowers what the customer owes: nobody gets
        money for it, whatever a manager says.

        :param paid: dict payment method → what it pays out
        :param tenders: list of dict, see ``_after_sales_ticket_tenders``
        :return: a sentence, or None
        """
        if not any(tender["is_owed"] for tender in tenders):
            return None
        money = sum(amount for method, amount in paid.items() if method.type != "pay_later")
        due = -sum(tender["amount"] for tender in tenders if not tender["is_owed"])
        if not self._after_sales_is_paid_beyond(till, money, due):
            return None
        return self._after_sales_owed_sentence(till, tenders)

    def _after_sales_other_tender_sentence(self, till, method, amount, originals):
        names = {
            "amount": till.currency.format(amount),
            "method": method.name,
            "originals": ", ".join(
                f"{name} ({till.currency.format(due)})" for name, due in originals.items()
            ),
        }
        if till.config.after_sales_other_tender == "no":
            return self.env._(
                "%(amount)s cannot be paid back by %(method)s: it was paid by %(originals)s, and "
                "%(till)s pays back the same way only. Pay it back so, or give store credit.",
                till=till.config.name,
                **names,
            )
        return self.env._(
            "%(amount)s cannot be paid back by %(method)s: it was paid by %(originals)s. Pay it "
            "back the same way, or call a manager to allow another.",
            **names,
        )

    def _after_sales_ticket_tenders(self, till, ticket):
        """How the rest of a ticket is to be paid back: what is left after the new goods, in
        proportion to what the returned ones were paid with.

        :param ticket: all orders of the ticket of these returns
        :return: list of dict, see ``_spread_tenders``
        """
        tenders = []
        for order in self:
            own = order.lines.filtered(lambda line: line.after_sales_role != "settlement")
            total = own._after_sales_amount()
            origin = order.lines.refunded_orderline_id.order_id[:1]
            sales = order.after_sales_return_ids.line_ids.sale_line_id
            fallback = "bank" if sales else "cash"
            tenders += till._spread_tenders(origin, total, fallback, but=ticket)
        return ticket._after_sales_share_tenders(till, tenders)

    def _after_sales_share_tenders(self, till, tenders):
        """What is paid out on each when only what the ticket pays of their sum is, for new goods
        take the rest: in proportion, the last one takes what rounding leaves; as the screen does.

        :param tenders: list of dict, see ``_spread_tenders``
        :return: list of dict
        """
        currency, total = till.currency, sum(self.mapped("amount_total"))
        whole, left = sum(tender["amount"] for tender in tenders), currency.round(total)
        if not whole or currency.compare_amounts(total, 0.0) >= 0:
            return []
        shared = []
        for tender in tenders:
            part = currency.round(total * tender["amount"] / whole)
            part = left if tender is tenders[-1] else part
            left = currency.round(left - part)
            shared.append({**tender, "amount": part})
        return shared

    def _after_sales_is_paid_beyond(self, till, amount, allowed):
        """Whether more is paid out than may be, but for what rounding may add."""
        coins = till.config.rounding_method.rounding if till.config.cash_rounding else 0.0
        beyond = amount - max(0.0, allowed) - max(coins, till.currency.rounding)
        return (
            till.currency.compare_amounts(amount, 0.0) > 0
            and till.currency.compare_amounts(beyond, 0.0) > 0
        )

    def _after_sales_is_tender_allowed(self, till, ticket, method, amount):
        """Whether a manager lets so much be paid out by another means than the original."""
        return till.config.after_sales_other_tender == "manager" and (
            till._find_overrides(ticket, "tender")._covers_tender(method, amount)
        )

    def _after_sales_owed_sentence(self, till, tenders):
        """:param tenders: list of dict, see ``_spread_tenders``"""
        owed = [tender for tender in tenders if tender["is_owed"]]
        return self.env._(
            "%(amount)s was sold on %(method)s and is not paid yet, so no money is given for it. "
            "Take it back where a till has that way of paying, or send the goods to the centre: "
            "the customer owes that much less.",
            amount=till.currency.format(-sum(tender["amount"] for tender in owed)),
            method=", ".join(dict.fromkeys(tender["original"] for tender in owed)),
        )
