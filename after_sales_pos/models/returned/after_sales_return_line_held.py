from odoo import models
from odoo.tools import SQL

from odoo.addons.after_sales_returns.tools import refuse


class AfterSalesReturnLine(models.Model):
    """A return asked for before comes in at one till only."""

    _inherit = "after.sales.return.line"

    def _check_after_sales_wanted(self, ticket, wanted):
        """Refuse what a till may not hold: it came already, or another till takes it in.

        :param wanted: dict (line id, product id) → quantity in the product's unit
        :raise UserError: a sentence for each product
        """
        if not self:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE after_sales_return_line SET quantity = quantity WHERE id IN %s",
                tuple(self.ids),
            )
        )
        others = self.env["after.sales.reservation"].sudo()._live_on("return_line_id", self, ticket)
        problems = []
        for (line_id, _product_id), quantity in wanted.items():
            line = self.browse(line_id)
            held = others.filtered(lambda one, of=line: one.return_line_id == of)
            taken = quantity + sum(held.mapped("quantity"))
            awaited = line._quantity_in_product_unit(line._quantity_wanted())
            if line.product_id.uom_id.compare(taken, awaited) > 0:
                problems.append(line._wanted_sentence(held, awaited))
        refuse(problems)

    def _quantity_wanted(self):
        """What may still come in of a line that was asked for, approved or not; in its unit."""
        self.ensure_one()
        if self.state not in ("requested", "approved"):
            return 0.0
        return max(0.0, self.quantity - self.quantity_received)

    def _wanted_sentence(self, held, awaited):
        names = {**self._names(), "awaited": awaited, "unit": self.product_id.uom_id.name}
        if held:
            return self.env._(
                "%(return)s, %(product)s: %(holders)s. Wait until that till is done.",
                holders=", ".join(held._holder_names()),
                **names,
            )
        return self.env._(
            "%(return)s, %(product)s: %(awaited)g %(unit)s are still awaited. Lower the quantity, "
            "or look for the receipt or the order.",
            **names,
        )
