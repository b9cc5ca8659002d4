from odoo import models
from odoo.exceptions import UserError

from ...till_input import read_id, read_text

ORIGINS = (
    "after.sales.origin.receipt",
    "after.sales.origin.sales_order",
    "after.sales.origin.asked_return",
    "after.sales.origin.no_receipt",
)


class AfterSalesTill(models.AbstractModel):
    """The origins of goods, and the sale that the return screen shows."""

    _inherit = "after.sales.till"

    def _origins(self):
        """:return: dict word of the screen → origin; to be extended"""
        origins = [self.env[name].browse(self.ids) for name in ORIGINS]
        return {origin._kind: origin for origin in origins}

    def _list_lines(self, kind, sale_id, ticket):
        """What ``after_sales_lines`` of the till answers."""
        sale = self._read_sale(read_text(kind), sale_id)
        origin = self._origin_of_sale(sale)
        items = origin._items(sale, ticket)
        verdicts = origin._item_verdicts(sale, items)
        taken = origin._taken_words(items, ticket)
        return {
            "sale": {**self._sale_row(sale), "invoiced": origin._is_invoiced(sale)},
            "lines": [
                {
                    **self._line_row(origin, item, verdicts[item["key"]]),
                    "taken": taken.get(item["key"], []),
                }
                for item in items
            ],
        }

    def _read_sale(self, kind, sale_id):
        """:raise UserError: unknown, or another company's"""
        shown = {key: one._sale_model for key, one in self._origins().items()}
        model = shown.get(kind)
        sale = self.env[model or "pos.order"].browse(read_id(sale_id)).exists()
        if not model or not sale:
            raise UserError(
                self.env._("This sale is not known any more. Search for it once again.")
            )
        if sale.company_id != self.company:
            raise UserError(
                self.env._(
                    "%(sale)s belongs to %(owner)s, not to %(company)s. Send the customer to a "
                    "store of that company.",
                    sale=sale.name,
                    owner=sale.company_id.name,
                    company=self.company.name,
                )
            )
        return sale

    def _origin_of_sale(self, sale):
        """:param sale: ``pos.order``, ``sale.order`` or ``after.sales.return``"""
        return next(
            origin for origin in self._origins().values() if origin._sale_model == sale._name
        )

    def _sale_row(self, sale):
        """:return: dict as of ``after_sales_find``"""
        origin = self._origin_of_sale(sale)
        return {
            "kind": origin._kind,
            "id": sale.id,
            "partner": sale.partner_id.display_name or "",
            "partner_id": sale.partner_id.id,
            # What was scanned, see ``_found_row``.
            "serial": False,
            "product_id": False,
            "quantity": False,
            **origin._sale_row(sale),
        }

    def _line_row(self, origin, item, verdict):
        """:return: dict as the screen shows a line: quantities in the product's unit, money in
        the till's currency, tax included; ``lots`` are names that may still come back"""
        product = item["product"]
        return {
            "key": item["key"],
            "kind": origin._kind,
            "line_id": item["line"].id,
            "product_id": product.id,
            "product_name": product.display_name,
            "tracking": product.tracking,
            "lots": item["lots"].mapped("name"),
            "date": str(item["date"]),
            "price_unit": self.currency.round(item["price"]),
            "quantity_sold": item["sold"],
            "quantity_left": item["left"],
            "uom": product.uom_id.name,
            "verdict": verdict["verdict"],
            "verdict_reason": " ".join(
                filter(None, (verdict["verdict_reason"], item.get("credited")))
            ),
            "deadline": verdict["deadline"] and str(verdict["deadline"]),
            "resolutions": self._offered_resolutions(),
            "reason_id": item.get("reason", product.browse()).id or False,
            "resolution": item.get("resolution", False),
            "is_kit_part": item["is_kit_part"],
        }
