from odoo import models
from odoo.fields import Command


class SaleOrderLine(models.Model):
    """The price of a line of a repair: free, agreed or by the price list."""

    _inherit = "sale.order.line"

    def _after_sales_agreed_terms(self):
        """:return: dict for ``_after_sales_apply_terms``: all of a confirmed order, what was
        typed of a quotation"""
        self.ensure_one()
        terms = self._after_sales_terms()
        if self.state == "sale":
            return {**terms, "technical_price_unit": self.technical_price_unit}
        plain = self.new(
            {
                "order_id": self.order_id.id,
                "product_id": self.product_id.id,
                "product_uom_id": self.product_uom_id.id,
                "product_uom_qty": self.product_uom_qty,
            }
        )
        computed = {**plain._after_sales_terms(), "price_unit": self.technical_price_unit}
        return {name: value for name, value in terms.items() if value != computed[name]}

    def _after_sales_terms(self):
        return {
            "price_unit": self.price_unit,
            "discount": self.discount,
            "tax_ids": self.tax_ids.ids,
        }

    def _after_sales_apply_terms(self, terms):
        """Ask ``terms``; a price that was typed since, while the repair was free, stands."""
        self.ensure_one()
        if self.currency_id.compare_amounts(self.price_unit, self.technical_price_unit):
            return
        vals = dict(terms)
        if self.state != "sale":
            # Agreed, not of the price list: so it stays in the quotation after this one.
            vals.pop("technical_price_unit", None)
        if "tax_ids" in vals:
            vals["tax_ids"] = [Command.set(self.tax_ids.browse(vals["tax_ids"]).exists().ids)]
        self.write(vals)

    def _is_after_sales_free_for_now(self):
        """Whether it costs nothing, and nobody typed that."""
        self.ensure_one()
        return not self.price_unit and not self.technical_price_unit

    def _reset_price_unit(self):
        """What is free under warranty stays so when its quantity changes."""
        if self._is_free_after_sales_line():
            self.update({"price_unit": 0.0, "technical_price_unit": 0.0})
        else:
            super()._reset_price_unit()

    def _is_free_after_sales_line(self):
        self.ensure_one()
        repairs = self._origin.sudo().order_id.repair_order_ids.filtered("under_warranty")
        if not repairs:
            return False
        kept = {key for repair in repairs for key in (repair.agreed_terms or {}).get("lines", ())}
        return (
            bool(self._origin.sudo().move_ids.repair_id & repairs) or str(self._origin.id) in kept
        )
