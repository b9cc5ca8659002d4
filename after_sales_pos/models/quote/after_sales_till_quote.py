from collections import defaultdict

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.after_sales_returns.tools import refuse


class AfterSalesTill(models.AbstractModel):
    """What a ticket comes to: the very lines and tenders of the orders that pay returns out."""

    _inherit = "after.sales.till"

    def _quote_ticket(self, ticket, wishes):
        """What ``after_sales_quote`` of the till answers."""
        ticket = self._read_ticket(ticket)
        parsed = self._read_wishes(wishes)
        verdicts = self._verdicts(parsed)
        self._check_quotable(ticket, parsed, verdicts)
        return self._quote(parsed, self._terms(parsed, verdicts))

    def _check_quotable(self, ticket, wishes, verdicts):
        problems = self._wish_problems(ticket, wishes, verdicts)
        refuse([sentence for sentences in problems.values() for sentence in sentences])
        refuse([text for wish in wishes for text in self._not_paid_here_problems(wish)])

    def _quote(self, wishes, terms):
        """The quote of parsed wishes; see ``after_sales_quote``.

        :param terms: dict, see ``_terms``
        """
        orders = []
        for origin, group in self._by_origin(wishes).items():
            lines = self._quote_lines(origin, group, terms)
            orders.append(self._quote_order(origin, group, lines))
        return {
            "orders": orders,
            "exchanges": self._quote_exchanges(wishes, orders, terms),
            "settlement_product_id": self.company.after_sales_settlement_product_id.id,
        }

    def _by_origin(self, wishes):
        """Core refunds one receipt per order. :return: dict origin record → wishes"""
        groups = defaultdict(list)
        for wish in wishes:
            groups[self._origin_of(wish)].append(wish)
        return groups

    def _origin_of(self, wish):
        """:return: the receipt, sales order or return order that the goods come from; an empty
        receipt without one"""
        line = self._sold_line(wish)
        if line:
            return line.order_id
        return wish.line.return_id if wish.kind == "return" else self.env["pos.order"]

    def _sold_line(self, wish):
        """:return: the receipt's or sales order's line, empty if there is none"""
        if wish.kind == "return":
            return wish.line.pos_line_id or wish.line.sale_line_id
        return wish.line

    # Terms ------------------------------------------------------------------------------------

    def _terms(self, wishes, verdicts):
        """:param verdicts: dict, see ``_verdicts``
        :return: dict key → (percent of the price given back, untaxed fee of the whole quantity
            in the till's currency)
        """
        prices = self._wish_prices(wishes)
        return {
            wish.key: self._wish_terms(wish, verdicts[wish.key], prices[wish.key][0])
            for wish in wishes
        }

    def _wish_terms(self, wish, verdict, price):
        if wish.kind == "none":
            return 100.0, 0.0
        policy = self.env["after.sales.policy"].browse(verdict.get("policy_id") or [])
        percent = policy._granted_percent(verdict, wish.grade, wish.reason)
        fee = policy._restocking_fee(verdict, wish.resolution, wish.quantity, price, self.currency)
        return percent, fee

    # Orders -----------------------------------------------------------------------------------

    def _quote_order(self, origin, wishes, lines):
        """:return: dict of one order that pays back: ``origin_kind``, ``origin_id``, ``name``,
        ``partner_id``, ``to_invoice``, ``fiscal_position_id``, ``pricelist_id``, ``lines``,
        ``total`` (negative), ``tenders`` (dict each), ``tender_override``"""
        till_sale = origin if origin._name == "pos.order" else self.env["pos.order"]
        total = self.currency.round(sum(line["amount"] for line in lines))
        # What was bought at a distance was not paid in cash.
        fallback = "bank" if origin._name == "sale.order" else "cash"
        tenders = self._quote_tenders(till_sale, total, fallback)
        return {
            "origin_kind": {"pos.order": "pos", "sale.order": "sale"}.get(origin._name, "return"),
            "origin_id": origin.id,
            "name": (till_sale.pos_reference if till_sale else origin.name) or "",
            "partner_id": self._quote_partner(origin, wishes).id,
            "to_invoice": bool(till_sale.account_move),
            "fiscal_position_id": self._quote_fiscal_position(origin).id,
            "pricelist_id": till_sale.pricelist_id.id,
            "lines": lines,
            "total": total,
            "tenders": tenders,
            "tender_override": any(tender["is_other"] for tender in tenders),
        }

    def _quote_fiscal_position(self, origin):
        """Without receipt the goods are taken to be sold at a till like this one."""
        if origin._name == "pos.order":
            return origin.fiscal_position_id if origin else self.config.default_fiscal_position_id
        return self.env["account.fiscal.position"]

    def _quote_partner(self, origin, wishes):
        if wishes[0].kind == "return":
            partner = wishes[0].line.return_id.partner_id
            walk_in = self.env.ref("after_sales_pos.partner_walk_in", raise_if_not_found=False)
            return partner.browse() if partner == walk_in else partner
        return origin.partner_id

    def _quote_lines(self, origin, wishes, terms):
        """:return: list of dict, see ``_quote_line``"""
        if origin._name == "sale.order":
            lines = self._quote_payouts(wishes, terms)
        elif origin:
            lines = self._quote_receipt(origin, wishes, terms)
        else:
            lines = [self._quote_given(wish) for wish in wishes]
        return lines + self._quote_credits(wishes, lines)

    def _quote_line(self, wish, role, product, total, **vals):
        """One line of an order that pays back.

        :param total: tax included, negative for what the customer gets
        :param vals: values of the line; ``taxes`` (records) and ``tax_amounts`` (dict tax id →
            (base, tax)) that it has to come to
        :return: dict with ``key``, ``role``, ``product_id``, ``qty``, ``price_unit``,
            ``discount``, ``tax_ids``, ``lots``, ``name``, ``extra_tax_data``, ``origin_line_id``,
            ``amount``
        """
        taxes = vals.pop("taxes", self.env["account.tax"])
        amounts = vals.pop("tax_amounts", None)
        quantity = vals.pop("qty", 1.0 if total > 0 else -1.0)
        price = vals.pop("price_unit", None)
        if price is None:
            price = self.env["pos.order.line"]._after_sales_price_unit(
                taxes, total, quantity, self.currency, product
            )
        line = {
            "key": wish.key,
            "role": role,
            "product_id": product.id,
            "qty": quantity,
            "price_unit": price,
            "discount": 0.0,
            "tax_ids": taxes.ids,
            "lots": [],
            "name": product.display_name,
            "extra_tax_data": False,
            "origin_line_id": False,
            "amount": total,
            **vals,
        }
        if taxes:
            line["extra_tax_data"] = self._exact_taxes(line, taxes, product, amounts)
        return line

    def _exact_taxes(self, line, taxes, product, amounts):
        """:return: dict for ``extra_tax_data``, False where the price alone comes to that"""
        price = line["price_unit"] * (1.0 - line["discount"] / 100.0)
        totals, reached = taxes._after_sales_amounts_at(price, line["qty"], self.currency, product)
        amounts = amounts or reached
        # Rounded on the whole order, a cent could move to any line of it.
        is_alone = self.company.tax_calculation_rounding_method == "round_per_line"
        pairs = [(total, line["amount"]) for total in totals]
        for tax_id, wanted in amounts.items():
            pairs += zip(wanted, reached.get(tax_id, (0.0, 0.0)), strict=True)
        if is_alone and all(self.currency.is_zero(one - other) for one, other in pairs):
            return False
        return self.env["pos.order.line"]._after_sales_exact_taxes(line, self.currency, amounts)

    def _quote_given(self, wish):
        """Goods without receipt, at the price that a manager fixed, tax included."""
        price = wish.price
        if not price > 0:
            raise UserError(
                self.env._(
                    "%(product)s has no receipt: a manager enters the price to pay back.",
                    product=wish.product.display_name,
                )
            )
        return self._quote_line(
            wish,
            "goods",
            wish.product,
            -self.currency.round(price * wish.quantity),
            qty=-wish.quantity,
            taxes=self._taxes_today(wish.product),
            lots=wish.lots.mapped("name"),
        )

    def _quote_credits(self, wishes, lines):
        """What is given instead of money, such as what goes on the customer's eWallet."""
        credits = []
        for wish in wishes:
            amount = sum(line["amount"] for line in lines if line["key"] == wish.key)
            product = self._credit_product(wish.row)
            if product and amount < 0:
                given, label = -self.currency.round(amount), self.env._(wish.row.done)
                credits.append(self._quote_line(wish, "credit", product, given, name=label))
        return credits
