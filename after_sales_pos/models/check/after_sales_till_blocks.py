from collections import defaultdict

from odoo import models
from odoo.fields import Command

from ..request.after_sales_till import by_origin


class AfterSalesTill(models.AbstractModel):
    """What stands against the wishes of a ticket, in sentences that say what to change."""

    _inherit = "after.sales.till"

    def _blocks(self, request):
        """:return: dict, see :class:`Request`"""
        checked = [
            wish
            for wish in request.wishes
            if not (request.claimed_later and wish.origin._is_claimed_later(wish))
        ]
        taken = self._blocks_claim(request.ticket, checked)
        credited = self._blocks_credited(request.wishes)
        owed = self._blocks_owed(request.wishes)
        withheld = self._blocks_deduction(request)
        return {
            wish.key: [
                *taken.get(wish.key, wish.problems),
                *credited[wish.key],
                *owed.get(wish.key, ()),
                *withheld[wish.key],
                *wish.origin._blocks_origin(wish),
                *self._blocks_choice(wish),
                *wish.origin._blocks_price(wish),
            ]
            for wish in request.wishes
        }

    def _blocks_choice(self, wish):
        names = {"product": wish.product.display_name}
        checks = {
            self._reason_sentence(wish.product): not wish.reason,
            self.env._("%(product)s: choose its condition.", **names): (
                self.config.after_sales_ask_grade and not wish.grade and wish.row.credits
            ),
            self.env._(
                "%(product)s: the reason “%(reason)s” needs a photo. Take one.",
                reason=wish.reason.name or "",
                **names,
            ): wish.reason.photo_required and not wish.photos,
            self.env._(
                "%(product)s: this till does not offer that. Choose another way.", **names
            ): wish.resolution not in self._offered_resolutions(),
            self.env._(
                "%(product)s was paid in %(currency)s, which this till does not pay out. Send it "
                "to the centre.",
                currency=wish.line.currency_id.name or "",
                **names,
            ): wish.line and wish.is_money and wish.line.currency_id != self.currency,
        }
        return [sentence for sentence, wrong in checks.items() if wrong]

    def _reason_sentence(self, product):
        return self.env._("%(product)s: choose a reason.", product=product.display_name)

    def _blocks_payment(self, wish):
        """What is paid out neither here nor by a ticket."""
        is_payable = wish.is_money and wish.payer._is_payable
        if self.config.after_sales_returns and is_payable and self._is_offered(wish.row):
            return []
        return [
            self.env._(
                "%(product)s: this is not paid out at %(till)s. Choose another resolution.",
                product=wish.product.display_name,
                till=self.config.name,
            )
        ]

    # The very units ---------------------------------------------------------------------------

    def _blocks_claim(self, ticket, wishes):
        """What stands against taking the very units of the wishes.

        :return: dict key → list of sentences
        """
        bound = [wish for wish in wishes if not wish.is_unbound]
        left, of_lots = self._quantities_left(ticket, bound), self._blocks_lots(ticket, bound)
        taken = defaultdict(float)
        problems = {wish.key: [] for wish in wishes}
        for wish in bound:
            taken[wish.unit] += wish.quantity
            problems[wish.key] = [
                *wish.problems,
                *self._blocks_quantity(wish, taken[wish.unit], left.get(wish.unit, 0.0), ticket),
                *wish.origin._blocks_paid_ahead(wish),
                *of_lots[wish.key],
            ]
        return problems

    def _quantities_left(self, ticket, wishes):
        """:return: dict unit of a wish → what of it may still come back"""
        return {
            (origin._kind, item["line"].id, item["product"].id): item["left"]
            for origin, own in by_origin(wishes).items()
            for item in origin._items_of(own, ticket)
        }

    def _blocks_quantity(self, wish, taken, left, ticket):
        """:param taken: by this wish and those before it; ``left``: what may still come back"""
        uom = wish.product.uom_id
        if not wish.origin._has_sale or uom.compare(taken, left) <= 0:
            return []
        if left:
            return [
                self.env._(
                    "%(product)s: only %(left)g %(unit)s may still come back. Lower the quantity.",
                    product=wish.product.display_name,
                    left=left,
                    unit=uom.name,
                )
            ]
        item = {"key": "", "line": wish.line, "product": wish.product, "left": 0.0, "sold": 1.0}
        return [
            self.env._(
                "%(product)s: nothing more of it may come back on this sale (%(holders)s). "
                "Remove it.",
                product=wish.product.display_name,
                holders=", ".join(wish.origin._taken_words([item], ticket)[""]) or "-",
            )
        ]

    def _wish_lots(self, ticket, wishes):
        """:return: dict key → lots that may still come back with the wish's line"""
        lots = {wish.key: self.env["stock.lot"] for wish in wishes}
        tracked = [wish for wish in wishes if wish.product.tracking != "none"]
        for origin, own in by_origin(tracked).items():
            free = origin._free_lots(own[0].line.union(*(wish.line for wish in own)), ticket)
            lots.update({wish.key: free[wish.line] for wish in own if wish.line})
        return lots

    def _blocks_lots(self, ticket, wishes):
        """:return: dict key → list of sentences on serial numbers and lots"""
        free, of_quantity = self._wish_lots(ticket, wishes), {}
        for origin, own in by_origin(wishes).items():
            of_quantity.update(origin._blocks_lot_quantity(own, ticket))
        return {
            wish.key: self._blocks_lot(wish, free[wish.key]) + of_quantity.get(wish.key, [])
            for wish in wishes
        }

    def _blocks_lot(self, wish, free):
        """A serial number per unit, each sold with the line and free.

        :param free: lots that may still come back with the wish's line
        """
        if wish.product.tracking == "none" or not wish.origin._has_sale:
            return []
        named = set(wish.data["lots"])
        if wish.product.tracking == "serial" and len(named) != wish.quantity:
            return [
                self.env._(
                    "%(product)s: scan the serial number of each unit.",
                    product=wish.product.display_name,
                )
            ]
        wrong = wish.lots - free
        if not wrong:
            return []
        names = {
            "product": wish.product.display_name,
            "names": ", ".join(wrong.mapped("name")),
            "free": ", ".join(free.mapped("name")) or "-",
        }
        if wish.product.tracking == "lot":
            return [
                self.env._(
                    "%(product)s: lot %(names)s was not sold here, or all of it came back already. "
                    "Choose one of: %(free)s.",
                    **names,
                )
            ]
        return [
            self.env._(
                "%(product)s: serial number %(names)s was not sold here, already came back, or "
                "is on another ticket. Choose one of: %(free)s.",
                **names,
            )
        ]

    # What the back office credited ------------------------------------------------------------

    def _blocks_credited(self, wishes):
        """What it credited or billed anew of a sale: a till pays nothing for it a second time,
        and nothing of a bill that is open.

        :return: dict key → list of sentences
        """
        problems = {wish.key: [] for wish in wishes}
        paid, payers = {}, defaultdict(list)
        for wish in wishes:
            if wish.row.credits:
                payers[wish.payer].append(wish)
        for payer, own in payers.items():
            paid = payer._paid_quantities(own)
            for wish in own:
                if not paid.get(wish.key, wish.quantity):
                    problems[wish.key].append(self._credited_sentence(wish))
                if wish.key in paid:
                    bills = payer._open_bills(wish.sold_line)
                    problems[wish.key] += [self._open_bill_sentence(wish, bill) for bill in bills]
        return problems

    def _credited_sentence(self, wish):
        return self.env._(
            "%(product)s of %(sale)s was credited with %(notes)s before it came back, so nothing "
            "more is paid for it. Send it to the centre: that takes it in and pays nothing.",
            product=wish.product.display_name,
            sale=wish.payer._sale_row(wish.document)["name"],
            notes=", ".join(wish.payer._credit_notes(wish.sold_line).mapped("name")),
        )

    def _open_bill_sentence(self, wish, bill):
        return self.env._(
            "%(product)s: %(bill)s is not fully paid, so what comes back lowers what the "
            "customer owes, and nothing is paid out. Send the goods to the centre instead.",
            product=wish.product.display_name,
            bill=bill.name,
        )

    # What was sold on account -----------------------------------------------------------------

    def _blocks_owed(self, wishes):
        """What was sold on a customer's account and is not paid: to bring it back lowers what the
        customer owes, and gives neither money nor store credit.

        :return: dict key → list of sentences
        """
        if "pay_later" in self.config.payment_method_ids.mapped("type"):
            wishes = [wish for wish in wishes if wish.row.credit_product]
        paying = [wish for wish in wishes if wish.row.pays and wish.receipt_line]
        receipts = self.env["pos.order"].union(*(wish.document for wish in paying))
        payments = self.env["pos.payment"].search(
            [("pos_order_id", "in", receipts.ids), ("payment_method_id.journal_id", "=", False)]
        )
        owed = {
            payment.pos_order_id: payment.payment_method_id.name
            for payment in payments
            if payment._after_sales_owed()
        }
        return {
            wish.key: [
                self.env._(
                    "%(product)s was sold on %(method)s and is not paid yet: no money is given for "
                    "it. Pay it back by %(method)s where a till has that, or send it to the "
                    "centre: the customer owes that much less.",
                    product=wish.product.display_name,
                    method=owed[wish.document],
                )
            ]
            for wish in paying
            if wish.document in owed
        }

    # What is withheld from a withdrawal -------------------------------------------------------

    def _blocks_deduction(self, request):
        """Only what the goods lost by handling is withheld, with the cashier's words and a photo.

        :return: dict key → list of sentences
        """
        problems = {wish.key: [] for wish in request.wishes}
        cut = [wish for wish in request.wishes if self._is_withdrawal_cut(request, wish)]
        if not cut:
            return problems
        photographed = self.env["after.sales.reservation"]._photographed_keys(request.ticket)
        for wish in cut:
            if wish.data["description"].strip() and wish.key in photographed:
                continue
            law = self._withdrawal_of(request.verdicts[wish.key])
            problems[wish.key].append(
                self.env._(
                    "%(product)s: the customer withdrew and gets all back (%(article)s). Only "
                    "what the goods lost by handling is withheld: write what was done to them, "
                    "and take a photo of it.",
                    product=wish.product.display_name,
                    article=law._deduction_source().name,
                )
            )
        return problems

    def _is_withdrawal_cut(self, request, wish):
        """Whether this gives less than all for what the law lets the customer give back."""
        law = self._withdrawal_of(request.verdicts[wish.key])
        return wish.row.credits and law.withdrawal and request.terms[wish.key][0] < 100.0

    def _withdrawal_of(self, verdict):
        """:return: ``after.sales.policy`` by which the wish is owed, or none"""
        return self.env["after.sales.policy"].browse(verdict.get("statutory_policy_id") or [])

    def _prepare_deduction_vals(self, wish, photos):
        """Why goods that were graded down are not paid back in full.

        :param photos: dict key of a wish → ``ir.attachment`` that the cashier took
        :return: dict for ``after.sales.disposition``
        """
        if not wish.grade or wish.grade.refund_percent >= 100.0:
            return {}
        taken = photos.get(wish.key)
        return {
            "reduction_reason": wish.data["description"] or False,
            "reduction_evidence_ids": [Command.set(taken.ids if taken else [])],
        }
