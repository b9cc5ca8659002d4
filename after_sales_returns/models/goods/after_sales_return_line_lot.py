from collections import defaultdict

from odoo import models

from ...tools import overclaimed_lots, refuse


class AfterSalesReturnLine(models.Model):
    """Lots and serial numbers of a line: of each no more comes back than was sold of it.
    Quantities are in the product's own unit."""

    _inherit = "after.sales.return.line"

    def _sold_lots(self):
        """Lots and serials of the product that were delivered with the sold line and did not
        come back since by another way than this line."""
        lots = self.env["stock.lot"]
        quantities = self._sold_lot_quantities()
        return lots.union(
            *(
                lot
                for lot, left in quantities.items()
                if self.product_id.uom_id.compare(left, 0) > 0
            )
        )

    def _sold_lot_quantities(self):
        """:return: dict lot → how much of it was delivered with the sold line, less what came back
        by another way than this line"""
        self.ensure_one()
        sold = self.sale_line_id.sudo()
        moves = (sold.move_ids | (sold.after_sales_line_ids - self.sudo()).move_ids).filtered(
            lambda move: move.product_id == self.product_id and move.after_sales_line_id != self
        )
        quantities = moves._after_sales_lot_balance()
        return {lot: -balance for lot, balance in quantities.items()}

    def _delivery_moves(self):
        """Done deliveries of the sold unit, those with the line's serials first, then the
        oldest."""
        self.ensure_one()
        moves = self.sale_line_id.move_ids.filtered(
            lambda move: (
                move.state == "done"
                and move.product_id == self.product_id
                and move.location_dest_usage == "customer"
            )
        )
        return moves.sorted(
            lambda move: (not (move.move_line_ids.lot_id & self.lot_ids), move.date, move.id)
        )

    def _received_lot_quantities(self):
        """:return: dict lot → what came of it with this line, less what was given back by returning
        the receipt"""
        self.ensure_one()
        return self.sudo().move_ids._after_sales_lot_balance()

    def _lots_left(self):
        """:return: dict lot → how much of it was delivered with the sold line and did not come
        back at all; lots that were not delivered are what was delivered without"""
        sold = self._sold_lot_quantities()
        # Any lot may be that of units that were sold without one.
        numberless = self._numberless_left()
        left = defaultdict(lambda: numberless, sold)
        for lot, quantity in self._received_lot_quantities().items():
            if lot in sold:
                left[lot] -= quantity
        return left

    def _only_serials(self):
        """:return: the serials that must be meant, because nothing else of the sale is left; else
        none"""
        self.ensure_one()
        lots = self.env["stock.lot"]
        if self.product_id.tracking != "serial" or not self.sale_line_id:
            return lots
        left = lots.union(*(lot for lot, units in self._lots_left().items() if units > 0))
        others = (self._claims_of_same_sale() - self).filtered(
            lambda line: line._open_lot_claim() > 0
        )
        expected = self._quantity_in_product_unit(self._quantity_to_expect())
        if others or self._numberless_left() or len(left) != expected:
            return lots
        return left

    def _quantity_in_product_unit(self, quantity):
        """``quantity`` of this line in the unit of its product."""
        self.ensure_one()
        return self.product_uom_id._compute_quantity(quantity, self.product_id.uom_id, round=False)

    # Claims -------------------------------------------------------------------------------

    def _claims_of_same_sale(self):
        """:return: the lines that claim goods of the same sold unit and product. Extend it for
        sales that are not sales orders."""
        self.ensure_one()
        return self.sale_line_id.sudo().after_sales_line_ids.filtered(
            lambda line: line.product_id == self.product_id and line.quantity_claimed > 0
        )

    def _check_lot_claims(self):
        """Refuse claims of more than was sold of the lots that they name. What is claimed without
        a lot, or of several, may be any of them."""
        problems = []
        for line in self.filtered(lambda line: line.product_id.tracking == "lot"):
            problems += line._lot_claim_problems()
        refuse(problems)

    def _lot_claim_problems(self):
        self.ensure_one()
        left = self._lots_left()
        claims = [
            (line.lot_ids, line._open_lot_claim(), line.return_id.name)
            for line in self._claims_of_same_sale()
        ]
        free = {lot: left[lot] for lots, _quantity, _name in claims for lot in lots}
        return [
            self._lot_overclaim_sentence(*overclaimed)
            for overclaimed in overclaimed_lots(self.product_id.uom_id, free, claims)
        ]

    def _open_lot_claim(self):
        """What is claimed and did not come yet; of goods that the customer keeps nothing comes."""
        self.ensure_one()
        came = sum(self._received_lot_quantities().values())
        return max(0.0, self._quantity_in_product_unit(self.quantity_claimed) - came)

    def _lot_overclaim_sentence(self, lots, have, need, names):
        return self.env._(
            "%(return)s, %(product)s: of %(lots)s %(have)g %(unit)s of %(order)s may come back, "
            "but %(need)g are claimed by %(returns)s. Lower a quantity, or name the lot that it "
            "is.",
            lots=", ".join(lots.mapped("name")),
            have=have,
            need=need,
            unit=self.product_id.uom_id.name,
            order=self._sale_name(),
            returns=", ".join(names),
            **self._names(),
        )

    def _collide_on_sale(self):
        """Make two transactions that receive of the same sold unit at once collide, as claims of
        it do."""
        if self.sale_line_id:
            self.sale_line_id.sudo()._collide_on_after_sales_claims()

    # Units that were sold before lots were kept ---------------------------------------------

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
