from collections import defaultdict

from odoo import models

from .worth import Cut, Share, Standing


class PosOrderLine(models.Model):
    """What a unit of a receipt in a customer's hands is worth: what was paid, after its part of the
    discounts; once the back office credited the receipt's invoice or billed it anew, what the
    documents leave. Units come from the goods, money from the documents, and they are divided
    late: each part is the difference of two running totals, so that all parts together give back
    what was paid, to the cent."""

    _inherit = "pos.order.line"

    # Discounts and prices -------------------------------------------------------------------------

    def _is_after_sales_discount(self):
        """Whether this line lowers the price of others: a promotion or a discount on the whole
        receipt. Gift cards and eWallets pay, they lower no price."""
        self.ensure_one()
        payment = self.sudo().reward_id.program_id.is_payment_program
        return (
            self.qty * self.price_unit < 0
            and not self.refunded_orderline_id
            and not self.after_sales_role
            and not payment
        )

    def _after_sales_discounted_lines(self):
        """The lines of the receipt that this discount line lowers: a line per set of taxes, and
        a reward may be limited to some products."""
        self.ensure_one()
        reward = self.sudo().reward_id
        lines = self.order_id.lines.filtered(
            lambda line: line.price_subtotal > 0 and not line.is_reward_line
        )
        if reward.reward_type == "product":
            products = reward.reward_product_ids
            lines = lines.filtered(lambda line: line.product_id in products) or lines
        elif reward.discount_applicability == "specific":
            lines = lines.filtered_domain(
                [("product_id", "any", reward._get_discount_product_domain())]
            )
        elif reward.discount_applicability == "cheapest":
            lines = lines.sorted("price_unit")[:1]
        taxes = self.tax_ids._after_sales_discountable()
        same = lines.filtered(lambda line: line.tax_ids._after_sales_discountable() == taxes)
        return same or lines

    def _after_sales_discount_shares(self):
        """The part of each discount on the receipt that falls on each of these lines.

        :return: dict line → dict discount line → :class:`Share` of the discount's amount
        """
        shares = defaultdict(dict)
        for order in self.order_id:
            for discount in order.lines.filtered(lambda line: line._is_after_sales_discount()):
                lines = discount._after_sales_discounted_lines()
                for line, share in lines._after_sales_divided().items():
                    if line in self:
                        shares[line][discount] = share
        return shares

    def _after_sales_divided(self):
        """:return: dict line → :class:`Share` of what lowers all of these lines, by their price"""
        total, before, shares = sum(self.mapped("price_subtotal")), 0.0, {}
        for line in self if total else ():
            share = Share((before + line.price_subtotal) / total, before / total)
            before += line.price_subtotal
            shares[line] = share
        return shares

    def _after_sales_unit_prices(self):
        """:return: dict line → (untaxed, tax included) price paid per unit, after the line's own
        discount and its share of the discounts on the receipt, in the receipt's currency; what
        the back office credited of it or billed anew considered"""
        shares = self._after_sales_discount_shares()
        prices = {line: one.price() for line, one in self._after_sales_standing().items()}
        for line in self - self.browse().union(*prices):
            parts = [(line, 1.0), *shares[line].items()]
            prices[line] = tuple(
                sum(part[name] * share for part, share in parts) / line.qty if line.qty else 0.0
                for name in ("price_subtotal", "price_subtotal_incl")
            )
        return prices

    # What is still paid for -----------------------------------------------------------------------

    def _after_sales_standing(self):
        """:return: dict line → :class:`Standing`; empty where receipts are what was paid"""
        bills = self._after_sales_bills()
        lines = self.filtered(lambda line: line in bills and line.qty > 0)
        if not lines:
            return {}
        shares = lines._after_sales_discount_shares()
        given = defaultdict(list)
        for one in lines._after_sales_given(shares):
            given[one.sold].append(one)
        credited, idle = lines._after_sales_returned_units(), lines._after_sales_unpaid_units()
        standing = {}
        for line in lines:
            paid = line._after_sales_billed_units(bills[line]) - credited[line]
            held = line.qty - credited[line] - idle[line]
            standing[line] = Standing(
                currency=line.currency_id,
                units=max(0.0, paid),
                free=max(0.0, held - max(0.0, paid)),
                left=line._after_sales_left(bills, shares[line], given[line]),
                notes=self.env["account.move"].union(
                    *(bill.move for bill in bills[line] if bill.is_credit)
                ),
            )
        return standing

    def _after_sales_credited_sentences(self):
        """:return: dict line → what the screen says of credit notes of the back office"""
        return {
            line: self.env._(
                "Credited with %(notes)s: %(paid)g of them are paid for.",
                notes=", ".join(one.notes.mapped("name")),
                paid=one.units,
            )
            for line, one in self._after_sales_standing().items()
            if one.notes
        }

    def _after_sales_billed_units(self, bills):
        """Units that were billed and not credited as such."""
        return sum(bill.units for bill in bills if not bill.is_cut)

    def _after_sales_unpaid_units(self):
        """Units that came back and gave nothing, for they had been credited: by a return order,
        or by Odoo's return of the transfer.

        :return: dict line → units
        """
        unpaid = defaultdict(float)
        sold = self._after_sales_sold_quantities()
        for line in self:
            parts = line.sudo().after_sales_line_ids.disposition_ids.filtered(
                lambda part: (
                    part.state == "settled"
                    and (part._resolution_row().credits or part.resolution == "none")
                    and not part._route_row().to_customer
                )
            )
            unpaid[line] += sum(part._sale_quantity() - part.quantity_credited for part in parts)
            if (line.id, line.product_id.id) in sold:
                unpaid[line] += line.qty - sold[line.id, line.product_id.id]
        return unpaid

    def _after_sales_left(self, bills, shares, given):
        """:param bills: dict line → list of :class:`Bill`
        :param shares: dict discount on this line → :class:`Share` of it
        :param given: list of :class:`Given` of this line
        :return: dict source → dict name → what is left of it, see :class:`Standing`
        """
        parts = self.sudo().after_sales_line_ids.disposition_ids
        worthless = sum(
            part.quantity_credited for part in parts.filtered(lambda part: not part.refund_percent)
        )
        left = {}
        paying = 1.0 - worthless / self.qty
        for source, share in {self: Share(), **shares}.items():
            own = left[source] = defaultdict(float)
            for bill in bills[source]:
                for name, amount in bill.amounts.items():
                    own[name] += share.of(amount, self.currency_id) * paying
        for one in given:
            for name, amount in one.amounts.items() if one.source in left and one.percent else ():
                left[one.source][name] -= amount * 100.0 / one.percent
        return {
            source: {
                name: max(amount, 0.0) if source == self else min(amount, 0.0)
                for name, amount in own.items()
            }
            for source, own in left.items()
        }

    # What comes back ------------------------------------------------------------------------------

    def _after_sales_units(self, product, quantity):
        """``quantity`` of ``product`` in units of this line; of a kit's component its share."""
        self.ensure_one()
        if product == self.product_id:
            return quantity
        return quantity * self._after_sales_kit_shares().get(self, {}).get(product, 1.0)

    def _after_sales_returned_units(self):
        """:return: dict line → units whose sale was taken back so far"""
        returned = defaultdict(float)
        for line in self:
            parts = line.sudo().after_sales_line_ids.disposition_ids
            returned[line] = sum(parts.mapped("quantity_credited"))
        for refund in self._after_sales_plain_refunds():
            returned[refund.refunded_orderline_id] += max(0.0, -refund.qty)
        return returned

    def _after_sales_cutter(self):
        """:return: function (line, units, percent) → what comes back of it: a :class:`Cut` of the
        receipt, or a :class:`Slice` of what the back office made of it. Each call comes after
        the one before.
        """
        standing, before = self._after_sales_standing(), self._after_sales_returned_units()
        sold = self._after_sales_sold_amounts()

        def cut(line, units, percent):
            if line in standing:
                return standing[line].take(units, percent)
            before[line] += units
            return Cut(line, sold, before[line] - units, units, percent)

        return cut

    def _after_sales_worth_back(self, but=None):
        """:param but: document that does not count
        :return: (worth of what came back of these lines, whoever took it, what of it was given
            as store credit); positive
        """
        sold = self.filtered(lambda line: line.qty > 0)
        given = sold._after_sales_given(sold._after_sales_discount_shares())
        given = [one for one in given if one.document != but]
        return tuple(
            sum(one.amounts["total"] for one in group)
            for group in (given, [one for one in given if one.is_credit])
        )
