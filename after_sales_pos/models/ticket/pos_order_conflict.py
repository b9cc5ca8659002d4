from odoo import api, models
from odoo.exceptions import UserError

from .pos_order_ticket_check import OWN


class PosOrder(models.Model):
    """Returns that a till made without connection: the goods are taken and the money is paid, so
    the order is kept whatever stands against it, and somebody is asked to clear it up."""

    _inherit = "pos.order"

    # Before ---------------------------------------------------------------------------------

    @api.model
    def _judge_offline(self, returned, wishes, order):
        """Note what stands against it instead of refusing it.

        :param wishes: list of dict as sent by the till
        :param dict order: as sent by the till; a line that is claimed in part is split
        """
        till = returned.till
        for wish in wishes:
            with self._noting(returned):
                returned.wishes += till._read_wishes([wish])
        with self._noting(returned):
            self._split_offline(returned, order)
        for wish in returned.wishes:
            self._pay_offline(returned, wish)
        with self._noting(returned):
            verdicts = returned.verdicts = till._verdicts(returned.wishes)
            taken = till._claim_problems(returned.ticket, returned.wishes)
            returned.unclaimed = {key for key, sentences in taken.items() if sentences}
            rules = self._till_rule_problems(returned, verdicts)
            credited = till._credited_problems(
                [wish for wish in returned.wishes if returned.is_claimable(wish)]
            )
            for wish in returned.wishes:
                sentences = taken[wish.key] + rules[wish.key] + credited.get(wish.key, [])
                sentences += till._no_receipt_problems(wish)
                self._note_conflicts(returned, wish.key, sentences)
            returned.terms = till._terms(returned.wishes, verdicts)
            claimable = [wish for wish in returned.wishes if returned.is_claimable(wish)]
            returned.quote = till._quote(claimable, returned.terms)

    @api.model
    def _pay_offline(self, returned, wish):
        """A till without connection pays back or exchanges, or gives what else the table allows,
        whatever the order says."""
        if not wish.row.offline:
            sentence = self.env._(
                "%(product)s: without connection a till pays back or exchanges, nothing else.",
                product=wish.product.display_name,
            )
            self._note_conflicts(returned, wish.key, [sentence])
            wish.resolution = "refund"

    def _noting(self, returned):
        """A savepoint that turns a refusal into a conflict."""
        return _Noting(self.env.cr, returned)

    @api.model
    def _note_conflicts(self, returned, key, sentences):
        returned.conflicts.setdefault(key, []).extend(sentences)

    # After ----------------------------------------------------------------------------------

    def _record_offline(self, returned):
        """Make the return order: with its claims, else only with what is claimed, else without
        any claim, else with nothing but the question what this is."""
        self._note_other_amount(returned)
        every = returned.wishes
        for give_up in (None, self._drop_unclaimed, self._drop_claims, self._drop_wishes):
            with self._noting(returned):
                returned.wishes = every
                if give_up:
                    give_up(returned)
                if returned.wishes:
                    self._record_wishes(returned)
                else:
                    self._record_riddle(returned)
                return

    def _note_other_amount(self, returned):
        lines = self.lines.filtered(
            lambda line: (
                line.after_sales_key not in returned.unclaimed and line.after_sales_role not in OWN
            )
        )
        quoted = [line for quote in returned.quote.get("orders", ()) for line in quote["lines"]]
        paid = -lines._after_sales_amount()
        due = -sum(line["amount"] for line in quoted if line["role"] not in OWN)
        if self.currency_id.compare_amounts(paid, due):
            sentence = self.env._(
                "%(paid)s was given back; by the receipt it would be %(due)s.",
                paid=self.currency_id.format(paid),
                due=self.currency_id.format(due),
            )
            self._note_conflicts(returned, "", [sentence])

    def _drop_unclaimed(self, returned):
        """A serial number that lies in a store already is not received once more."""
        claimed = [wish for wish in returned.wishes if returned.is_claimable(wish)]
        returned.wishes = claimed or returned.wishes

    def _drop_claims(self, returned):
        returned.unclaimed = {wish.key for wish in returned.wishes}
        self.lines.refunded_orderline_id = False

    def _drop_wishes(self, returned):
        returned.wishes = []
        self.lines.refunded_orderline_id = False

    def _record_riddle(self, returned):
        """Nothing is known of what came back: a return order without lines asks."""
        self._note_conflicts(returned, "", [self.env._("It does not say what came back.")])
        order = self.env["after.sales.return"].create(
            self._prepare_till_return_vals(returned, [], {})
        )
        self._tell_of_conflicts(returned, order)

    def _tell_of_conflicts(self, returned, orders):
        sentences = [text for texts in returned.conflicts.values() for text in texts]
        sentences += self._offline_limit_problems(returned)
        if not returned.offline or not sentences:
            return
        receipts = {
            till_sale.pos_reference or till_sale.name
            for wish in returned.wishes
            for till_sale in returned.till._origin_of(wish)
            if till_sale._name == "pos.order"
        }
        for order in orders:
            order._tell_of_offline(
                self.env._(
                    "%(cashier)s took back %(goods)s at %(till)s (%(store)s) without connection, "
                    "return %(return)s, paid by %(order)s, receipt %(receipt)s: %(problems)s Check "
                    "the goods and the customer, then close this.",
                    cashier=returned.cashier,
                    goods=", ".join(wish.product.display_name for wish in returned.wishes) or "?",
                    till=returned.till.config.name,
                    store=returned.till.warehouse.name,
                    order=self.pos_reference or self.name,
                    receipt=", ".join(sorted(receipts)) or "?",
                    problems=" ".join(dict.fromkeys(sentences)),
                    **{"return": order.name},
                )
            )

    def _offline_limit_problems(self, returned):
        """The limit is the ticket's: its orders come one after the other."""
        if not returned.offline:
            return []
        orders = self | self.search([("after_sales_ticket", "=", returned.ticket)])
        limit, amount = (
            returned.till.config.after_sales_offline_max,
            orders._after_sales_paid_back(),
        )
        if self.currency_id.compare_amounts(amount, limit) <= 0:
            return []
        return [
            self.env._(
                "%(amount)s were paid back; without connection %(till)s may pay back %(limit)s.",
                amount=self.currency_id.format(amount),
                till=returned.till.config.name,
                limit=self.currency_id.format(limit),
            )
        ]


class _Noting:
    """Undoes what was begun when a refusal ends it, and keeps its sentences."""

    def __init__(self, cursor, returned):
        self.savepoint, self.returned = cursor.savepoint(), returned

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        refused = kind is not None and issubclass(kind, UserError)
        self.savepoint.close(rollback=kind is not None)
        if refused:
            self.returned.conflicts.setdefault("", []).append(str(error))
        return refused
