from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from odoo import models
from odoo.exceptions import MissingError, UserError

from ...till_input import Junk, read_id, read_list, read_number, read_text

# More than any uuid.
TICKET_LENGTH = 100
# What else a wish names, wherever its goods come from.
NAMES = {
    "product_id": "product.product",
    "exchange_product_id": "product.product",
    "reason_id": "after.sales.reason",
    "grade_id": "after.sales.grade",
}
# How each value is read; what no screen sends beside them is dropped.
READERS = {
    **dict.fromkeys(NAMES, read_id),
    "key": read_text,
    "kind": read_text,
    "line_id": read_id,
    "quantity": read_number,
    "lots": lambda names: [name.strip() for name in read_list(names) if name.strip()],
    "resolution": read_text,
    "description": read_text,
    "exchange_delivery": read_text,
    "photos": read_id,
    "price_unit": read_number,
    "name": read_text,
}


@dataclass(slots=True, eq=False)
class Wish:
    """One returned item as the cashier chose it, its ids checked. ``data`` is what the till sent,
    as ``READERS`` read it; ``origin`` is where its goods come from; ``line`` is empty without
    receipt; ``quantity`` is in the product's unit; ``price`` is what a manager fixed per unit
    with taxes; ``problems`` are sentences on what the cashier still has to change."""

    key: str
    origin: models.Model
    line: models.Model
    product: models.Model
    quantity: float
    price: float
    lots: models.Model
    reason: models.Model
    grade: models.Model
    resolution: str
    exchange_product: models.Model
    photos: int
    data: dict
    problems: list = field(default_factory=list)

    @property
    def units(self):
        """Pairs (serial number or lot, or none; quantity) that it consists of."""
        if self.product.tracking == "serial" and self.lots:
            return [(lot, 1.0) for lot in self.lots]
        return [(self.lots[:1], self.quantity)]

    @property
    def row(self):
        """What holds for its resolution: a row of ``after.sales.resolution``."""
        return self.product.env["after.sales.resolution"]._row(self.resolution)

    @property
    def policy_resolution(self):
        """The word of the policies for what the till does: the centre decides on a refund
        later, and it is one that is rejected."""
        asked = self.row.asked_as or self.resolution
        lines = self.product.env["after.sales.return.line"]
        return asked if asked in lines._fields["resolution"].get_values(lines.env) else "none"

    @property
    def is_money(self):
        """Whether it is paid out or settled with the ticket; else it is carried out at once."""
        return self.origin._kind in self.row.ticket

    @property
    def is_unbound(self):
        """Whether it may be anything, also nothing that we sold: what is not taken back, and the
        customer's own."""
        return self.row.left or (self.row.own and not self.origin._has_sale)

    @property
    def unit(self):
        """What wishes share that take of the same sold unit."""
        return self.origin._kind, self.line.id, self.product.id

    # See the methods of ``after.sales.origin``.

    @property
    def sold_line(self):
        return self.origin._sold_line(self)

    @property
    def receipt_line(self):
        return self.origin._receipt_line(self)

    @property
    def asked_line(self):
        return self.origin._asked_line(self)

    @property
    def document(self):
        return self.origin._document(self)

    @property
    def payer(self):
        return self.origin._payer(self)


@dataclass(eq=False)
class Request:
    """What a till is asked for a ticket. What follows from the wishes is worked out once, when
    somebody looks at it."""

    # Whether the return order that is made next claims what receipts sold, which checks the
    # quantities once more; whether the cashier's limit is checked here.
    claimed_later = False
    limited = True

    till: models.Model
    ticket: str
    wishes: list = field(default_factory=list)

    @cached_property
    def prices(self):
        """dict key → (untaxed, tax included) price paid per unit"""
        return {
            key: pair
            for origin, wishes in by_origin(self.wishes).items()
            for key, pair in origin._prices(wishes).items()
        }

    @cached_property
    def verdicts(self):
        """dict key → verdict values, see ``after.sales.policy._evaluate``"""
        return self.till._verdicts(self)

    @cached_property
    def terms(self):
        """dict key → (percent of the price given back, untaxed fee of the whole quantity in the
        till's currency)"""
        return {
            wish.key: wish.origin._terms(wish, self.verdicts[wish.key], self.prices[wish.key][0])
            for wish in self.wishes
        }

    @cached_property
    def amounts(self):
        """dict key → (refund, fee withheld of it), tax included, in the till's currency: what
        each wish is worth to the customer, in whatever form; zero for what pays nothing"""
        return self.till._amounts(self)

    @cached_property
    def blocks(self):
        """dict key → list of sentences that say what to change"""
        return self.till._blocks(self)

    @cached_property
    def overrides(self):
        """dict key → list of the kinds that a manager still has to allow"""
        return self.till._overrides_needed(self)


def by_origin(wishes):
    """:return: dict origin → its wishes"""
    groups = {}
    for wish in wishes:
        groups.setdefault(wish.origin, []).append(wish)
    return groups


class AfterSalesTill(models.AbstractModel):
    """What the screen of a till sends: checked before anything else happens with it."""

    _inherit = "after.sales.till"

    def _read_request(self, ticket, wishes):
        """:param wishes: list of dict, see ``_read_wishes``
        :return: :class:`Request`"""
        return Request(self, self._read_ticket(ticket), self._read_wishes(wishes))

    def _read_ticket(self, ticket):
        """:return: str, "" for none
        :raise Junk: no ticket has this name
        """
        ticket = read_text(ticket)
        if len(ticket) > TICKET_LENGTH:
            raise Junk
        return ticket

    def _read_open_ticket(self, ticket):
        """:raise UserError: a ticket of another till, or none"""
        ticket = self._read_ticket(ticket)
        self._check_begun_here("after.sales.reservation", "ticket", ticket)
        return ticket

    def _read_own_ticket(self, ticket):
        """:raise UserError: as of ``_read_open_ticket``, also of one that is allowed or paid"""
        ticket = self._read_open_ticket(ticket)
        self._check_begun_here("after.sales.override", "ticket", ticket)
        self._check_begun_here("pos.order", "after_sales_ticket", ticket)
        return ticket

    def _check_begun_here(self, model, name, ticket):
        """:param name: of the field of ``model`` that says of which ticket it is"""
        other = self.env[model].search([(name, "=", ticket), ("config_id", "!=", self.id)], limit=1)
        if not ticket or other:
            raise UserError(
                self.env._(
                    "This ticket was begun at %(till)s. Finish it there, or begin a new one.",
                    till=other.config_id.name or self.config.name,
                )
            )

    def _read_wishes(self, wishes):
        """Turn wishes of the screen into records, none of which is another company's.

        :param wishes: list of dict, see the screen's ``return_ticket.js``
        :return: list of :class:`Wish`
        :raise UserError: something that the screen never sends
        """
        try:
            read = read_list(wishes, self._read_wish)
        except Junk:
            self._refuse_wish()
        known = self._named_records(read)
        parsed = [self._make_wish(wish, known) for wish in read]
        if len({wish.key for wish in parsed}) < len(parsed):
            self._refuse_wish()
        self._find_wish_lots(parsed)
        return parsed

    def _read_wish(self, wish):
        """:return: dict with a value for each name of ``READERS``, and its ``origin``
        :raise Junk: something that the screen never sends
        """
        if not isinstance(wish, dict):
            raise Junk
        data = {name: read(wish.get(name)) for name, read in READERS.items()}
        data["origin"] = self._origins().get(data["kind"])
        if data["origin"] is None:
            raise Junk
        return data

    def _named_records(self, wishes):
        """Read all at once what the wishes name.

        :param wishes: list of dict, see ``_read_wish``
        :return: dict model → the records that exist and are of no other company
        """
        wanted = defaultdict(set)
        for wish in wishes:
            for name, model in NAMES.items():
                wanted[model].add(wish[name])
            if wish["origin"]._has_sale:
                wanted[wish["origin"]._line_model].add(wish["line_id"])
        return {
            model: self._of_company(self.env[model].browse(ids - {0}))
            for model, ids in wanted.items()
        }

    def _of_company(self, records):
        """Those of ``records`` that exist and are of no other company."""
        try:
            records.mapped("create_date")  # reads all else, too, where they exist
        except MissingError:
            records = records.exists()
        if "company_id" not in records._fields:
            return records
        allowed = (self.env["res.company"], self.company)
        return records.filtered(lambda record: record.company_id in allowed)

    def _read_product(self, product_id):
        """:raise UserError: unknown, or another company's"""
        product = self._of_company(self.env["product.product"].browse({read_id(product_id)} - {0}))
        if not product:
            self._refuse_wish()
        return product

    def _read_customer(self, partner_id):
        """:return: ``res.partner`` of this company, or of none; empty for a walk-in customer"""
        partner_id = read_id(partner_id)
        partner = self.env["res.partner"].browse(partner_id).exists()
        known = partner and partner.company_id in (self.company, self.company.browse())
        if partner_id and not known:
            raise UserError(
                self.env._("This customer is not known any more. Choose the customer again.")
            )
        return partner

    def _make_wish(self, data, known):
        def named(model, record_id):
            records = known.get(model, self.env[model])
            return records.browse({record_id} & set(records._ids)).with_prefetch(records._ids)

        origin = data["origin"]
        line = named(origin._line_model, data["line_id"])
        product = named("product.product", data["product_id"])
        quantity = data["quantity"]
        if bool(line) != origin._has_sale or not product or not data["key"] or not quantity > 0:
            self._refuse_wish()
        return Wish(
            key=data["key"],
            origin=origin,
            line=line,
            product=product,
            quantity=quantity,
            price=origin._fixed_price(data),
            lots=self.env["stock.lot"],
            reason=named("after.sales.reason", data["reason_id"]),
            grade=named("after.sales.grade", data["grade_id"]),
            resolution=data["resolution"] or "refund",
            exchange_product=named("product.product", data["exchange_product_id"]),
            photos=data["photos"],
            data=data,
        )

    def _refuse_wish(self):
        raise UserError(
            self.env._(
                "%(till)s does not know this item any more. Remove it from the ticket and choose "
                "it again.",
                till=self.config.name,
            )
        )

    def _find_wish_lots(self, wishes):
        """The screen knows lots by name."""
        named = [wish for wish in wishes if wish.data["lots"]]
        if not named:
            return
        found = self.env["stock.lot"].search(
            [
                ("product_id", "in", [wish.product.id for wish in named]),
                ("name", "in", [name for wish in named for name in wish.data["lots"]]),
                ("company_id", "in", [False, self.company.id]),
            ]
        )
        for wish in named:
            wish.lots = found.filtered(
                lambda lot, of=wish: lot.product_id == of.product and lot.name in of.data["lots"]
            )
            missing = set(wish.data["lots"]) - set(wish.lots.mapped("name"))
            if missing:
                wish.problems.append(self._never_sold_sentence(wish, missing))

    def _never_sold_sentence(self, wish, missing):
        """:param missing: names of serial numbers, or of lots"""
        names = {"product": wish.product.display_name, "names": ", ".join(sorted(missing))}
        if wish.product.tracking == "lot":
            return self.env._(
                "%(product)s: lot %(names)s was never sold. Check the lot on the product.", **names
            )
        return self.env._(
            "%(product)s: serial number %(names)s was never sold. Check the serial number on the "
            "product.",
            **names,
        )
