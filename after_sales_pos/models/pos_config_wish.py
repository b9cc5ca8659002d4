from dataclasses import dataclass, field

from odoo import models
from odoo.exceptions import UserError

LINES = {
    "pos": "pos.order.line",
    "sale": "sale.order.line",
    "return": "after.sales.return.line",
}
# Paid out or settled with the ticket; the others are carried out at once.
MONEY = {
    "pos": ("refund", "store_credit", "exchange"),
    "none": ("refund", "store_credit", "exchange"),
    "sale": ("refund", "exchange"),
    "return": ("refund", "exchange"),
}


@dataclass(slots=True, eq=False)
class Wish:
    """One returned item as the cashier chose it, its ids checked. ``line`` is empty without
    receipt; ``quantity`` is in the product's unit; ``problems`` are sentences on what the
    cashier still has to change."""

    key: str
    kind: str
    line: models.Model
    product: models.Model
    quantity: float
    lots: models.Model
    reason: models.Model
    grade: models.Model
    resolution: str
    exchange_product: models.Model
    photos: int
    data: dict
    problems: list = field(default_factory=list)

    @property
    def is_money(self):
        return self.resolution in MONEY[self.kind]


class PosConfig(models.Model):
    """What the screen of a till sends: checked before anything else happens with it."""

    _inherit = "pos.config"

    def _after_sales_wishes(self, wishes):
        """Turn wishes of the screen into records, none of which is another company's.

        :param wishes: list of dict, see the screen's ``return_ticket.js``
        :return: list of :class:`Wish`
        :raise UserError: something that the screen never sends
        """
        parsed = [self._after_sales_wish(wish) for wish in wishes]
        if len({wish.key for wish in parsed}) < len(parsed):
            self._refuse_wish()
        return parsed

    def _after_sales_wish(self, data):
        try:
            kind, quantity = data["kind"], float(data["quantity"])
            line = self._after_sales_record(LINES.get(kind), data["line_id"])
            product = self._after_sales_record("product.product", data["product_id"])
        except (KeyError, TypeError, ValueError):
            self._refuse_wish()
        unknown = kind not in MONEY or bool(line) != (kind in LINES)
        if unknown or not product or not data.get("key") or not quantity > 0:
            self._refuse_wish()
        wish = Wish(
            key=str(data["key"]),
            kind=kind,
            line=line,
            product=product,
            quantity=quantity,
            lots=self.env["stock.lot"],
            reason=self._after_sales_record("after.sales.reason", data.get("reason_id")),
            grade=self._after_sales_record("after.sales.grade", data.get("grade_id")),
            resolution=data.get("resolution") or "refund",
            exchange_product=self._after_sales_record(
                "product.product", data.get("exchange_product_id")
            ),
            photos=int(data.get("photos") or 0),
            data=data,
        )
        self._find_wish_lots(wish, data.get("lots") or [])
        return wish

    def _after_sales_record(self, model, record_id):
        """The record if it exists and is of no other company, else an empty one."""
        if not model or not record_id:
            return self.env[model or "pos.order.line"]
        record = self.env[model].browse(int(record_id)).exists()
        company = record.company_id if "company_id" in record._fields else None
        return record.browse() if company and company != self.company_id else record

    def _refuse_wish(self):
        raise UserError(
            self.env._(
                "%(till)s does not know this item any more. Remove it from the ticket and choose "
                "it again.",
                till=self.name,
            )
        )

    def _find_wish_lots(self, wish, names):
        found = (
            self.env["stock.lot"].search(
                [
                    ("product_id", "=", wish.product.id),
                    ("name", "in", names),
                    ("company_id", "in", [False, self.company_id.id]),
                ]
            )
            if names
            else self.env["stock.lot"]
        )
        wish.lots = found
        missing = set(names) - set(found.mapped("name"))
        if missing:
            wish.problems.append(
                self.env._(
                    "%(product)s: serial number %(serials)s was never sold. Check the serial "
                    "number on the product.",
                    product=wish.product.display_name,
                    serials=", ".join(sorted(missing)),
                )
            )
