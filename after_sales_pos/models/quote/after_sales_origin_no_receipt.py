from odoo import models
from odoo.exceptions import UserError


class AfterSalesOriginNoReceipt(models.AbstractModel):
    """Goods without receipt, at the price that a manager fixed, tax included."""

    _inherit = "after.sales.origin.no_receipt"

    def _quote_lines(self, document, wishes, terms):
        return [self._quote_given(wish) for wish in wishes]

    def _quote_given(self, wish):
        if not wish.price > 0:
            raise UserError(
                self.env._(
                    "%(product)s has no receipt: a manager enters the price to pay back.",
                    product=wish.product.display_name,
                )
            )
        return self.till._quote_line(
            wish,
            "goods",
            wish.product,
            -self.till.currency.round(wish.price * wish.quantity),
            qty=-wish.quantity,
            taxes=self.till._taxes_today(wish.product),
            lots=wish.lots.mapped("name"),
        )

    def _quote_head(self, document):
        fiscal_position = self.till.config.default_fiscal_position_id
        return {**super()._quote_head(document), "fiscal_position_id": fiscal_position.id}
