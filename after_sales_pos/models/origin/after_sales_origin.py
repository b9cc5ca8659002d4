from collections import defaultdict

from odoo import fields, models
from odoo.tools import format_date

from odoo.addons.after_sales_returns.tools import overclaimed_lots


class AfterSalesOrigin(models.AbstractModel):
    """Where goods come from that somebody brings to a till: one contract for every origin.

    As of ``after.sales.till``, a record has the id of the ``pos.config``. This model says what
    holds for goods that a line of ours sold; each origin says what differs. A wish that was asked
    for before is paid back as what its goods were sold with, its ``payer``.
    """

    _name = "after.sales.origin"
    _description = "Origin of Returned Goods"

    # The word of the screen.
    _kind = None
    # The sale that the screen shows, the line that a wish names, its field for the sale, and what
    # return lines or reservations call it.
    _sale_model = None
    _line_model = "pos.order.line"
    _sale_name = "order_id"
    _line_name = None
    # Whether a document of ours proves what was sold.
    _has_sale = True
    # Whether a till without connection may have taken back more than others left of it.
    _may_be_split = False
    # Whether a till can pay it back.
    _is_payable = True

    @property
    def till(self):
        return self.env["after.sales.till"].browse(self.ids)

    # The sale as the screen shows it ----------------------------------------------------------

    def _sale_row(self, sale):
        """:return: dict with ``name``, ``date`` (UTC), ``store`` and ``total``"""
        raise NotImplementedError

    def _is_invoiced(self, sale):
        return any(move.state == "posted" for move in sale.invoice_ids)

    def _items(self, sale, ticket):
        """What of the sale may be chosen.

        :return: list of dicts with ``key``, ``line``, ``product``, ``sold`` and ``left``
            (quantities), ``price`` (tax included), ``net`` (untaxed), ``currency``, ``lots``,
            ``date``, ``is_kit_part`` and, where there is one, ``credited`` (a sentence on what
            the back office credited), ``reason`` and ``resolution`` (asked for before)
        """
        raise NotImplementedError

    def _items_of(self, wishes, ticket):
        """:return: list of dict as of ``_items``, of all sales that the wishes are of"""
        lines = self.env[self._line_model].union(*(wish.line for wish in wishes))
        return [item for sale in lines[self._sale_name] for item in self._items(sale, ticket)]

    def _item_verdicts(self, sale, items):
        """As for goods that the customer does not want any more, paid back.

        :return: dict key of the item → verdict values, see ``after.sales.policy._evaluate``
        """
        reason = self.env["after.sales.reason"].search(
            [("category", "=", "change_of_mind")], limit=1
        )
        return self.till._evaluate_sold(
            sale.partner_id,
            {
                item["key"]: {
                    "product_id": item["product"].id,
                    "product_uom_id": item["product"].uom_id.id,
                    "price_paid_unit": item["net"],
                    "currency_id": item["currency"].id,
                    self._line_name: item["line"].id,
                    "quantity": item["left"] or item["sold"],
                    "reason_id": reason.id,
                    "resolution": "refund",
                }
                for item in items
            },
        )

    # Who has what may not come back any more --------------------------------------------------

    def _taken_words(self, items, ticket):
        """The number, the day and the person of each return, and the till that holds it.

        :param items: list of dict, see ``_items``
        :return: dict key of an item → list of sentences; without those that may all come back
        """
        short = [
            item for item in items if item["product"].uom_id.compare(item["left"], item["sold"]) < 0
        ]
        if not short:
            return {}
        lines = short[0]["line"].union(*(item["line"] for item in short))
        claims, refunds = self._claims_on(lines), self._refunds_of(lines)
        held = self.env["after.sales.reservation"]._live_on(self._line_name, lines, ticket)
        words = {}
        for item in short:
            key = (item["line"].id, item["product"])
            own = held.filtered(
                lambda one, key=key: (one[self._line_name].id, one.product_id) == key
            )
            words[item["key"]] = [
                *map(self._claim_words, claims[key]),
                *map(self._refund_words, refunds[item["line"].id]),
                *own._holder_names(),
            ]
        return words

    def _claims_on(self, lines):
        """:return: dict (line id, product) → list of the ``after.sales.return.line`` that take
        something of what was sold"""
        return defaultdict(list)

    def _refunds_of(self, lines):
        """:return: dict line id → list of the lines of plain refunds"""
        return defaultdict(list)

    def _claim_words(self, claim):
        order = claim.return_id
        day = claim.return_id.date_received or order.date_requested or order.create_date
        names = {
            "return": order.name,
            "quantity": claim.quantity_claimed,
            "who": order.pos_cashier or order.user_id.name or order.create_uid.name,
            "day": self._day_words(day),
        }
        if claim.product_uom_id.is_zero(claim.quantity_received):
            return self.env._("%(return)s asks for %(quantity)g since %(day)s (%(who)s)", **names)
        return self.env._("%(return)s took %(quantity)g back on %(day)s (%(who)s)", **names)

    def _refund_words(self, refund):
        order = refund.order_id
        return self.env._(
            "refund %(number)s took %(quantity)g back on %(day)s (%(who)s)",
            number=order.pos_reference or order.name,
            quantity=-refund.qty,
            day=self._day_words(order.date_order),
            who=order.user_id.name,
        )

    def _day_words(self, moment):
        """:return: the day of a moment in UTC where the till stands"""
        return format_date(self.env, fields.Datetime.context_timestamp(self, moment).date())

    # What a wish is of ------------------------------------------------------------------------

    def _sold_line(self, wish):
        """:return: the receipt's or sales order's line, empty if there is none"""
        return wish.line

    def _receipt_line(self, wish):
        """:return: the ``pos.order.line`` that it gives back, empty if there is none"""
        return self.env["pos.order.line"]

    def _asked_line(self, wish):
        """:return: the ``after.sales.return.line`` that it was asked for with before, or none"""
        return self.env["after.sales.return.line"]

    def _document(self, wish):
        """:return: the receipt, sales order or return order that the goods come from; an empty
        receipt without one"""
        return wish.sold_line.order_id

    def _payer(self, wish):
        """:return: the origin whose documents pay it back"""
        return self

    def _customer(self, wish):
        """:return: ``res.partner`` who bought it or asked for it, if that is known"""
        return wish.line.order_id.partner_id

    def _quote_partner(self, wish):
        """:return: ``res.partner`` on the order that pays it back"""
        return wish.document.partner_id

    def _return_partner(self, wish, partner):
        """:param partner: of the order that paid it back
        :return: whose return order it is"""
        return partner

    def _prepare_sold_vals(self, wish):
        """:return: dict for an ``after.sales.return.line``: what its goods were sold with"""
        return {self._line_name: wish.line.id}

    def _fixed_price(self, data):
        """:param data: dict of a wish, see ``READERS``
        :return: what a manager fixes, per unit with taxes; 0 where the sale tells the price"""
        return 0.0

    def _prices(self, wishes):
        """Prices paid per unit of each wish's product, after every discount of its sale.

        :return: dict key → (untaxed, tax included)
        """
        raise NotImplementedError

    def _decided_verdicts(self, wishes):
        """:return: dict key → verdict values of what was decided before; the policies are asked
        about all others"""
        return {}

    def _terms(self, wish, verdict, price):
        """:param price: untaxed, per unit
        :return: (percent of the price given back, untaxed fee of the whole quantity in the till's
            currency)
        """
        policy = self.env["after.sales.policy"].browse(verdict.get("policy_id") or [])
        percent = policy._granted_percent(verdict, wish.grade, wish.reason)
        fee = policy._restocking_fee(
            verdict, wish.resolution, wish.quantity, price, self.till.currency
        )
        return percent, fee

    # What stands against it -------------------------------------------------------------------

    def _is_claimed_later(self, wish):
        """Whether the return order that a ticket makes claims it, and no more needs to be asked."""
        return False

    def _check_free(self, ticket, wanted):
        """:param wanted: dict (line id, product id) → quantity in the product's unit
        :raise UserError: something is claimed by others"""
        lines = self.env[self._line_model].browse(list({key[0] for key in wanted}))
        lines._check_after_sales_wanted(ticket, wanted)

    def _blocks_origin(self, wish):
        """:return: list of sentences against taking anything that comes from here"""
        return []

    def _blocks_price(self, wish):
        """:return: list of sentences against the price that a manager fixed"""
        return []

    def _blocks_paid_ahead(self, wish):
        """:return: list of sentences against paying what was paid before it came"""
        return []

    def _overrides(self, wish, verdict):
        """:return: list of the kinds that a manager has to allow"""
        return ["policy"] if verdict["verdict"] in wish.row.manager_at else []

    # Serial numbers and lots ------------------------------------------------------------------

    def _free_lots(self, lines, ticket):
        """Of what was sold and did not come back, without serials that an open return claims or
        another till holds.

        :return: dict line → ``stock.lot`` that may come back
        """
        lots = lines._after_sales_sold_lots()
        serials = self.env["stock.lot"].union(*lots.values())
        serials = serials.filtered(lambda lot: lot.product_id.tracking == "serial")
        held = self.env["after.sales.reservation"]._live_on("lot_ids", serials, ticket).lot_ids
        taken = serials.filtered("after_sales_line_id") | held
        return {line: sold - taken for line, sold in lots.items()}

    def _blocks_lot_quantity(self, wishes, ticket):
        """Of a lot no more comes back than was sold of it.

        :return: dict key of a wish → list of sentences
        """
        problems, groups = {}, defaultdict(list)
        for wish in wishes:
            if wish.product.tracking == "lot" and wish.lots:
                groups[wish.line, wish.product].append(wish)
        for (line, product), own in groups.items():
            claims = self._lot_claims(ticket, line, product)
            claims += [(wish.lots, wish.quantity, self.env._("this ticket")) for wish in own]
            free = line._after_sales_lot_balances()[line]
            problems[own[-1].key] = [
                self._lot_quantity_sentence(product, *found)
                for found in overclaimed_lots(product.uom_id, free, claims)
            ]
        return problems

    def _lot_claims(self, ticket, line, product):
        """What others take of the lots of a sold line: open returns and other tills' tickets; as
        for ``overclaimed_lots``"""
        returns = line.sudo().after_sales_line_ids.filtered(
            lambda one: one.product_id == product and one.quantity_claimed > 0
        )
        held = self.env["after.sales.reservation"].sudo()._live_on(self._line_name, line, ticket)
        return [(one.lot_ids, one._open_lot_claim(), one.return_id.name) for one in returns] + [
            (one.lot_ids, one.quantity, ", ".join(one._holder_names()))
            for one in held
            if one.product_id == product
        ]

    def _lot_quantity_sentence(self, product, lots, have, need, names):
        return self.env._(
            "%(product)s: of %(lots)s %(have)g may come back, but %(need)g are taken: %(names)s. "
            "Lower the quantity, or name the lot that it is.",
            product=product.display_name,
            lots=", ".join(lots.mapped("name")),
            have=have,
            need=need,
            names=", ".join(names),
        )

    # What the back office credited ------------------------------------------------------------

    def _paid_quantities(self, wishes):
        """How much of each wish is still paid for. Units that were credited before come first,
        and give nothing.

        :param wishes: those that this origin pays back
        :return: dict key → quantity in the product's unit, of sales that the back office credited
        """
        return {}

    def _credit_notes(self, line):
        """:return: ``account.move`` by which the back office credited a sold line"""
        raise NotImplementedError

    def _open_bills(self, line):
        """:return: ``account.move`` that bill the line anew and are not fully paid; of a sales
        order its credit note tells"""
        return self.env["account.move"]
