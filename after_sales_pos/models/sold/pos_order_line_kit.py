from collections import defaultdict

from odoo import models


class PosOrderLine(models.Model):
    """Kits that a till sold: what one of them consists of."""

    _inherit = "pos.order.line"

    def _after_sales_kits(self):
        """What the kits among these lines consist of.

        The bill of materials tells; where it was changed since, what left the store with the
        receipt does.

        :return: dict line → dict component → quantity in its own unit in one unit of the kit;
            lines that sold no kit are left out
        """
        if "mrp.bom" not in self.env:
            return {}
        kits = {}
        boms = self._after_sales_kit_boms()
        for line in self.filtered(lambda line: line.product_id in boms):
            moves = line.order_id.picking_ids.move_ids.filtered(
                lambda move: move.location_dest_usage == "customer" and move.state != "cancel"
            )
            if line.product_id in moves.product_id:
                continue  # sold before it was made a kit
            quantities = line._after_sales_bom_quantities(boms[line.product_id])
            if moves and not set(quantities) <= set(moves.product_id):
                quantities = line._after_sales_moved_per_kit(moves)
            if quantities:
                kits[line] = quantities
        return kits

    def _after_sales_kit_boms(self):
        """:return: dict product → its phantom bill of materials, for those of these lines"""
        found = {}
        for company, lines in self.sudo().grouped("company_id").items():
            goods = lines.product_id.filtered(lambda product: product.type == "consu")
            # Cached, as the search is not: hardly anything is a kit, and it is asked for often.
            kits = goods.filtered(lambda product: "phantom" in product.bom_ids.mapped("type"))
            if not kits:
                continue
            boms = (
                self.env["mrp.bom"]
                .sudo()
                ._bom_find(kits, company_id=company.id, bom_type="phantom")
            )
            found.update({product: bom for product, bom in boms.items() if bom})
        return found

    def _after_sales_bom_quantities(self, bom):
        """:return: dict as in ``_after_sales_kits``, of one unit of this line's product"""
        self.ensure_one()
        kit = self.product_id
        kits = bom.product_uom_id._compute_quantity(bom.product_qty, kit.uom_id, round=False)
        quantities = defaultdict(float)
        for line, data in bom.explode(kit, 1.0)[1] if kits else ():
            if line.product_id.type == "consu":
                quantities[line.product_id] += (
                    line.product_uom_id._compute_quantity(
                        data["qty"], line.product_id.uom_id, round=False
                    )
                    / kits
                )
        return dict(quantities)

    def _after_sales_moved_per_kit(self, moves):
        """:return: dict as in ``_after_sales_kits``, from the components that left the store"""
        self.ensure_one()
        siblings = self.order_id.lines.filtered(
            lambda line: line.product_id == self.product_id and line.qty > 0
        )
        kits = sum(siblings.mapped("qty"))
        template = self.product_id.product_tmpl_id
        quantities = defaultdict(float)
        for move in moves.filtered(
            lambda move: move.bom_line_id.bom_id.product_tmpl_id == template
        ):
            quantities[move.product_id] += move.product_uom._compute_quantity(
                move.quantity, move.product_id.uom_id, round=False
            )
        return {product: quantity / kits for product, quantity in quantities.items() if quantity}

    def _after_sales_kit_shares(self):
        """How a kit's price divides over its components, by their sales prices, else evenly.

        :return: dict line → dict component → share of one kit's price per unit of the component
        """
        shares = {}
        for line, per_kit in self._after_sales_kits().items():
            weights = {
                product: product.lst_price * quantity for product, quantity in per_kit.items()
            }
            if not any(weights.values()):
                weights = dict.fromkeys(per_kit, 1.0)
            total = sum(weights.values())
            shares[line] = {
                product: weights[product] / total / quantity
                for product, quantity in per_kit.items()
            }
        return shares
