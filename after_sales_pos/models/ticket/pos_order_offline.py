from dataclasses import replace
from uuid import uuid4

from odoo import api, models
from odoo.exceptions import UserError

from .pos_order_check import OWN

SPLIT = ("qty", "price_subtotal", "price_subtotal_incl")


class PosOrder(models.Model):
    """Returns that a till made without connection: the goods are taken and the money is paid, so
    the order is kept whatever stands against it, and somebody is asked to clear it up."""

    _inherit = "pos.order"

    # Before ---------------------------------------------------------------------------------

    @api.model
    def _after_sales_check_offline(self, returned, order):
        """Note what stands against it instead of refusing it.

        :param dict order: as sent by the till; a line that is claimed in part is split
        """
        till = returned.till
        for sent in returned.sent:
            with _Collecting(self.env.cr, returned):
                returned.wishes += till._read_wishes([sent])
        with _Collecting(self.env.cr, returned):
            self._after_sales_split_offline(returned, order)
        for wish in returned.wishes:
            self._after_sales_pay_offline(returned, wish)
        with _Collecting(self.env.cr, returned):
            taken = till._blocks_claim(returned.ticket, returned.wishes)
            returned.unclaimed = {key for key, sentences in taken.items() if sentences}
            rules = self._after_sales_till_blocks(returned)
            credited = till._blocks_credited(returned.claimable)
            for wish in returned.wishes:
                sentences = taken[wish.key] + rules[wish.key] + credited.get(wish.key, [])
                returned.conflicts[wish.key] += sentences + wish.origin._blocks_origin(wish)
            returned.quote = till._quote(returned, returned.claimable)

    @api.model
    def _after_sales_pay_offline(self, returned, wish):
        """A till without connection pays back or exchanges, or gives what else the table allows,
        whatever the order says."""
        if not wish.row.offline:
            sentence = self.env._(
                "%(product)s: without connection a till pays back or exchanges, nothing else.",
                product=wish.product.display_name,
            )
            returned.conflicts[wish.key].append(sentence)
            wish.resolution = "refund"

    # After ----------------------------------------------------------------------------------

    def _after_sales_record_offline(self, returned):
        """Make the return order: with its claims, else only with what is claimed, else without
        any claim, else with nothing but the question what this is."""
        self._after_sales_note_other_amount(returned)
        every = returned.wishes
        for give_up in (
            None,
            self._after_sales_drop_unclaimed,
            self._after_sales_drop_claims,
            self._after_sales_drop_wishes,
        ):
            with _Collecting(self.env.cr, returned):
                returned.wishes = every
                if give_up:
                    give_up(returned)
                if returned.wishes:
                    orders = self._after_sales_record_wishes(returned)
                else:
                    orders = self._after_sales_record_unknown(returned)
                self._after_sales_tell_of_conflicts(returned, orders)
                return

    def _after_sales_note_other_amount(self, returned):
        lines = self.lines.filtered(
            lambda line: (
                line.after_sales_key not in returned.unclaimed and line.after_sales_role not in OWN
            )
        )
        paid = -lines._after_sales_amount()
        due = -sum(line["amount"] for line in returned.quoted_lines if line["role"] not in OWN)
        if self.currency_id.compare_amounts(paid, due):
            sentence = self.env._(
                "%(paid)s was given back; by the receipt it would be %(due)s.",
                paid=self.currency_id.format(paid),
                due=self.currency_id.format(due),
            )
            returned.conflicts[""].append(sentence)

    def _after_sales_drop_unclaimed(self, returned):
        """A serial number that lies in a store already is not received once more."""
        returned.wishes = returned.claimable or returned.wishes

    def _after_sales_drop_claims(self, returned):
        returned.unclaimed = {wish.key for wish in returned.wishes}
        self.lines.refunded_orderline_id = False

    def _after_sales_drop_wishes(self, returned):
        returned.wishes = []
        self.lines.refunded_orderline_id = False

    def _after_sales_record_unknown(self, returned):
        """Nothing is known of what came back: a return order without lines asks."""
        returned.conflicts[""].append(self.env._("It does not say what came back."))
        return self.env["after.sales.return"].create(
            self._after_sales_prepare_till_return_vals(returned, [], {})
        )

    def _after_sales_tell_of_conflicts(self, returned, orders):
        sentences = [text for texts in returned.conflicts.values() for text in texts]
        sentences += self._after_sales_offline_limit_problems(returned)
        if not sentences:
            return
        receipts = {
            wish.receipt_line._after_sales_receipt_name()
            for wish in returned.wishes
            if wish.receipt_line
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

    def _after_sales_offline_limit_problems(self, returned):
        """The limit is the ticket's: its orders come one after the other."""
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

    # What others left of it -------------------------------------------------------------------

    @api.model
    def _after_sales_split_offline(self, returned, order):
        """Make two wishes of one that is claimed in part, and two lines of the order's line.

        :param returned: :class:`TillReturn`; the rests are added to its wishes
        :param dict order: as sent by the till, changed
        """
        till = returned.till
        wishes = [wish for wish in returned.wishes if wish.origin._may_be_split]
        left = till._quantities_left(returned.ticket, wishes)
        free = till._wish_lots(returned.ticket, wishes)
        for wish in wishes:
            unit = wish.unit
            kept = wish.lots & free[wish.key]
            have = min(left.get(unit, 0.0), wish.quantity)
            if wish.product.tracking == "serial":
                have = min(have, len(kept))
            left[unit] = left.get(unit, 0.0) - have
            uom = wish.product.uom_id
            if uom.compare(have, 0.0) > 0 and uom.compare(have, wish.quantity) < 0:
                self._after_sales_split_wish(returned, order, wish, have, kept)

    @api.model
    def _after_sales_split_wish(self, returned, order, wish, have, kept):
        """:param have: how much of it is left; ``kept``: the serial numbers that are"""
        is_serial = wish.product.tracking == "serial"
        named = kept.sorted()[: int(have)] if is_serial else wish.lots
        rest = replace(
            wish,
            key=f"{wish.key}-rest",
            quantity=wish.quantity - have,
            lots=wish.lots - named if is_serial else wish.lots,
            problems=[],
        )
        names = set(named.mapped("name"))
        if is_serial:
            rest.data = {**wish.data, "lots": [n for n in wish.data["lots"] if n not in names]}
        if not self._after_sales_split_till_line(order, wish, rest, names if is_serial else None):
            return
        if is_serial:
            wish.data = {**wish.data, "lots": sorted(names)}
        wish.quantity, wish.lots = have, named
        returned.wishes.append(rest)

    @api.model
    def _after_sales_split_till_line(self, order, wish, rest, names):
        """:param names: of the serial numbers that stay with the first line; None: all of both
        :return: whether the order has one line of the wish that was split
        """
        found = [
            line
            for line in order["lines"]
            if line[0] == 0
            and line[2].get("after_sales_key") == wish.key
            and line[2].get("after_sales_role") == "goods"
        ]
        if len(found) != 1:
            return False
        vals = found[0][2]
        share = rest.quantity / wish.quantity
        other = {**vals, "uuid": str(uuid4()), "after_sales_key": rest.key}
        other.pop("id", None)
        for name in SPLIT:
            amount = (vals.get(name) or 0.0) * share
            other[name] = amount if name == "qty" else wish.line.currency_id.round(amount)
            vals[name] = (vals.get(name) or 0.0) - other[name]
        if names is not None:
            packs = vals.get("pack_lot_ids") or []
            vals["pack_lot_ids"] = [one for one in packs if one[2].get("lot_name") in names]
            other["pack_lot_ids"] = [one for one in packs if one[2].get("lot_name") not in names]
        order["lines"].append([0, 0, other])
        return True


class _Collecting:
    """Undoes what was begun when a refusal ends it, and keeps its sentences."""

    def __init__(self, cursor, returned):
        self.savepoint, self.returned = cursor.savepoint(), returned

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        refused = kind is not None and issubclass(kind, UserError)
        self.savepoint.close(rollback=kind is not None)
        if refused:
            self.returned.conflicts[""].append(str(error))
        return refused
