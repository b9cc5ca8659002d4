from odoo import models


class AfterSalesReturnLine(models.Model):
    """Units that were sold before the lots or serial numbers of their product were kept: they
    come back with a number that nobody knows yet, or with none."""

    _inherit = "after.sales.return.line"

    def _numberless_left(self, but=None):
        """:param but: return lines whose goods are not counted as back
        :return: how much left without a lot and did not come back, in the product's unit"""
        self.ensure_one()
        if self.product_id.tracking == "none":
            return 0.0
        sent = self._delivery_moves().move_line_ids
        bare = sent.filtered(lambda line: not line.lot_id)
        if not bare:
            return 0.0
        moves = self.sale_line_id.sudo().move_ids | self._claims_of_same_sale().sudo().move_ids
        came = moves.filtered(
            lambda move: (
                move.state == "done"
                and move.location_usage == "customer"
                and move.product_id == self.product_id
                and not (but and move.after_sales_line_id in but)
            )
        ).move_line_ids
        back = came.filtered(lambda line: line.lot_id not in sent.lot_id)
        left = sum(bare.mapped("quantity_product_uom")) - sum(back.mapped("quantity_product_uom"))
        return max(left, 0.0)

    def _foreign_lots(self, lots):
        """:return: those of ``lots`` that cannot be of what was sold"""
        self.ensure_one()
        foreign = lots - self._sold_lots()
        if not foreign:
            return foreign
        received = self.env["stock.lot"].union(*self._received_lot_quantities())
        came = foreign & received & self.lot_ids
        # What came with this line already is in stock, and is of what left without a lot.
        if came and self._numberless_left(but=self):
            foreign -= came
        left = foreign and self._numberless_left()
        if not left:
            return foreign
        fitting = foreign
        if self.product_id.tracking == "serial":
            fitting = foreign.filtered(lambda lot: not lot._after_sales_is_elsewhere())[: int(left)]
        return foreign - fitting

    def _numberless_to_sort(self):
        """:return: what came without a lot and nobody decided on, in the product's unit"""
        self.ensure_one()
        bare = (
            self.sudo()
            .move_ids.filtered(lambda move: move.state == "done")
            .move_line_ids.filtered(lambda line: not line.lot_id)
        )
        came = sum(
            line.quantity_product_uom * (1 if line.location_usage == "customer" else -1)
            for line in bare
        )
        decided = self.disposition_ids.filtered(
            lambda part: part.date_decided and part.state != "cancelled" and not part.lot_id
        )
        return came - self._quantity_in_product_unit(sum(decided.mapped("quantity")))

    def _tell_of_numberless(self):
        """Note on the returns which numbers came for units that were sold without."""
        for line in self.filtered(lambda line: line.product_id.tracking != "none"):
            sent = line._delivery_moves().move_line_ids
            # Of what was sold elsewhere, or to nobody, nothing is known.
            if all(one.lot_id for one in sent):
                continue
            came = line.move_ids.filtered(lambda move: move.state == "done").move_line_ids
            new = came.lot_id - sent.lot_id
            line.return_id._message_log(
                body=self.env._(
                    "%(product)s was sold before its lots or serial numbers were kept. Received: "
                    "%(numbers)s.",
                    product=line.product_id.display_name,
                    numbers=", ".join(new.mapped("name")) or self.env._("no number"),
                )
            )
