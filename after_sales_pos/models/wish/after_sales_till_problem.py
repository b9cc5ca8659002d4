from collections import defaultdict

from odoo import models


class AfterSalesTill(models.AbstractModel):
    """What the cashier still has to change, in sentences."""

    _inherit = "after.sales.till"

    def _wish_problems(self, ticket, wishes, verdicts, claimed_later=False):
        """:param verdicts: dict, see ``_verdicts``
        :param claimed_later: the return order that is made next claims what receipts sold,
            which checks the quantities once more
        :return: dict key → list of sentences
        """
        checked = [wish for wish in wishes if not (claimed_later and self._is_claim_enough(wish))]
        taken = self._claim_problems(ticket, checked)
        credited = self._credited_problems(wishes)
        owed = self._owed_problems(wishes)
        withheld = self._deduction_problems(ticket, wishes, verdicts)
        return {
            wish.key: [
                *taken.get(wish.key, wish.problems),
                *credited[wish.key],
                *owed.get(wish.key, ()),
                *withheld[wish.key],
                *self._choice_problems(wish),
            ]
            for wish in wishes
        }

    def _is_claim_enough(self, wish):
        return wish.kind == "pos" and wish.product.tracking == "none"

    def _claim_problems(self, ticket, wishes):
        """What stands against taking the very units of the wishes.

        :return: dict key → list of sentences
        """
        left, free = (
            self._quantities_left(ticket, wishes),
            self._wish_lots(ticket, wishes),
        )
        of_lots = self._lot_quantity_problems(ticket, wishes)
        taken = defaultdict(float)
        problems = {}
        for wish in wishes:
            if self._is_unbound(wish):
                problems[wish.key] = []
                continue
            taken[self._sold_unit(wish)] += wish.quantity
            problems[wish.key] = [
                *wish.problems,
                *self._quantity_problems(wish, taken, left, ticket),
                *self._paid_ahead_problems(wish),
                *self._lot_problems(wish, free[wish.key]),
                *of_lots[wish.key],
            ]
        return problems

    def _is_unbound(self, wish):
        """Whether it may be anything, also nothing that we sold: what is not taken back, and the
        customer's own."""
        return wish.row.left or (wish.row.own and wish.kind == "none")

    def _sold_unit(self, wish):
        """What wishes share that take of the same sold unit."""
        return wish.kind, wish.line.id, wish.product.id

    def _quantities_left(self, ticket, wishes):
        """:return: dict (kind, line id, product id) → what may still come back"""
        left = {}
        for kind in ("pos", "sale", "return"):
            lines = [wish.line for wish in wishes if wish.kind == kind]
            if not lines:
                continue
            sold = lines[0].union(*lines)
            sales = sold.return_id if kind == "return" else sold.order_id
            for sale in sales:
                for item in getattr(self, f"_{kind}_items")(sale, ticket):
                    left[kind, item["line"].id, item["product"].id] = item["left"]
        return left

    def _quantity_problems(self, wish, taken, left, ticket):
        unit = self._sold_unit(wish)
        uom = wish.product.uom_id
        if wish.kind == "none" or uom.compare(taken[unit], left.get(unit, 0.0)) <= 0:
            return []
        item = {"key": unit, "line": wish.line, "product": wish.product, "left": 0.0, "sold": 1.0}
        holders = ", ".join(self._taken_words(wish.kind, [item], ticket)[unit])
        if not left.get(unit):
            return [
                self.env._(
                    "%(product)s: nothing more of it may come back on this sale (%(holders)s). "
                    "Remove it.",
                    product=wish.product.display_name,
                    holders=holders or "-",
                )
            ]
        return [
            self.env._(
                "%(product)s: only %(left)g %(unit)s may still come back. Lower the quantity.",
                product=wish.product.display_name,
                left=left[unit],
                unit=uom.name,
            )
        ]

    def _paid_ahead_problems(self, wish):
        """What was asked for before may be paid before it comes."""
        ahead = wish.line.quantity_advanced if wish.kind == "return" else 0.0
        if not ahead or not wish.row.credits:
            return []
        return [
            self.env._(
                "%(product)s was paid back already with %(return)s. Send it to the centre: that "
                "takes it in and pays nothing.",
                **{"return": wish.line.return_id.name},
                product=wish.product.display_name,
            )
        ]

    def _choice_problems(self, wish):
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
            self.env._("%(product)s: enter the price that is paid back.", **names): (
                wish.kind == "none" and wish.is_money and not wish.data["price_unit"]
            ),
        }
        problems = self._no_receipt_problems(wish)
        problems += [sentence for sentence, wrong in checks.items() if wrong]
        return problems + self._price_problems(wish)

    def _no_receipt_problems(self, wish):
        refused = wish.kind == "none" and self.config.after_sales_no_receipt == "no"
        if not refused or self._is_unbound(wish):
            return []
        return [
            self.env._(
                "%(product)s: this till takes nothing without a receipt. Look for the sale.",
                product=wish.product.display_name,
            )
        ]

    def _not_paid_here_problems(self, wish):
        """What is paid out neither here nor by a ticket."""
        if self.config.after_sales_returns and wish.is_money and self._is_offered(wish.row):
            return []
        return [
            self.env._(
                "%(product)s: this is not paid out at %(till)s. Choose another resolution.",
                product=wish.product.display_name,
                till=self.config.name,
            )
        ]

    def _reason_sentence(self, product):
        return self.env._("%(product)s: choose a reason.", product=product.display_name)

    def _price_problems(self, wish):
        """Nobody knows what was paid: it is at most what the product costs here today."""
        if wish.kind != "none" or not wish.is_money:
            return []
        most = self.currency.round(self._today_prices(wish.product)[wish.product])
        if not most or self.currency.compare_amounts(wish.price, most) <= 0:
            return []
        return [
            self.env._(
                "%(product)s: without receipt at most its price of today is paid back, %(price)s. "
                "Lower the price, or look for the receipt.",
                product=wish.product.display_name,
                price=self.currency.format(most),
            )
        ]

    def _lot_problems(self, wish, free):
        """A serial number per unit, each sold with the line and free.

        :param free: lots that may still come back with the wish's line
        """
        if wish.product.tracking == "none" or wish.kind == "none":
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

    def _wish_lots(self, ticket, wishes):
        """:return: dict key → lots that may still come back with the wish's line"""
        empty = self.env["stock.lot"]
        tracked = [wish for wish in wishes if wish.product.tracking != "none"]
        pos_lines, sale_lines = (
            self.env[model].union(*(wish.line for wish in tracked if wish.kind == kind))
            for kind, model in (("pos", "pos.order.line"), ("sale", "sale.order.line"))
        )
        lots = {}
        if pos_lines:
            lots |= self._free_lots(pos_lines._after_sales_sold_lots(), ticket)
        if sale_lines:
            lots |= self._free_lots(self._order_lots(sale_lines), ticket)
        for wish in tracked:
            if wish.kind == "return":
                lots[wish.line] = wish.line.lot_ids or wish.line._sold_lots()
        return {wish.key: lots.get(wish.line, empty) for wish in wishes}
