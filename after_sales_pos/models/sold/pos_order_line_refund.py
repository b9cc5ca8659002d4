from odoo import models

from odoo.addons.after_sales_returns.tools import refuse


class PosOrderLine(models.Model):
    """Serial numbers on plain refunds of the Point of Sale."""

    _inherit = "pos.order.line"

    def _check_after_sales_refunded_lots(self):
        """A serial number comes back once, to the receipt it was sold with."""
        problems = []
        serials = self.filtered(lambda line: line.product_id.tracking == "serial")
        balances = serials.refunded_orderline_id._after_sales_lot_balances()
        for line in serials:
            origin = line.refunded_orderline_id
            balance = {lot.name: (lot, left) for lot, left in balances[origin].items()}
            sold = set(origin.pack_lot_ids.mapped("lot_name"))
            for name in line.pack_lot_ids.mapped("lot_name"):
                lot, left = balance.get(name, (self.env["stock.lot"], 0.0))
                claim = lot.after_sales_line_id
                if name not in sold or claim or left < 0:
                    problems.append(line._after_sales_lot_sentence(name, name in sold, claim))
        refuse(problems)

    def _check_after_sales_refunded(self):
        """Services, discounts and combos are no goods, so no return takes them: of each what was
        sold is paid back once."""
        if not self:
            return
        self._collide_on_after_sales_claims()
        problems = []
        for line in self:
            refunds = line._after_sales_plain_refunds()
            back = sum(max(0.0, -refund.qty) for refund in refunds)
            if line.product_uom_id.compare(back, line.qty) > 0:
                problems.append(
                    line._after_sales_overclaim_sentence(line.product_id, line.qty, back, None)
                )
        refuse(problems)

    def _after_sales_lot_sentence(self, name, sold, claim):
        names = {
            "receipt": self.refunded_orderline_id._after_sales_receipt_name(),
            "product": self.product_id.display_name,
            "serial": name,
        }
        if not sold:
            return self.env._(
                "Receipt %(receipt)s, %(product)s: serial number %(serial)s was not sold with it. "
                "Scan the serial number on the product, or look for its receipt.",
                **names,
            )
        if claim:
            return self.env._(
                "Receipt %(receipt)s, %(product)s: serial number %(serial)s is already claimed by "
                "%(return)s. Finish or cancel that return first.",
                **{"return": claim.return_id.name},
                **names,
            )
        return self.env._(
            "Receipt %(receipt)s, %(product)s: serial number %(serial)s already came back. Check "
            "the serial number on the product.",
            **names,
        )
