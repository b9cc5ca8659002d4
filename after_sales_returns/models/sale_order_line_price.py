from collections import defaultdict

from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _after_sales_amount_quantity(self):
        """What the line was sold for: posted invoices if there are any, else the order.

        :return: (untaxed amount, quantity in the line's unit)
        """
        self.ensure_one()
        invoiced = self.invoice_lines.filtered(
            lambda line: line.parent_state == "posted" and line.move_id.move_type == "out_invoice"
        )
        if not invoiced:
            return self.price_subtotal, self.product_uom_qty
        quantity = sum(
            line.product_uom_id._compute_quantity(line.quantity, self.product_uom_id)
            for line in invoiced
        )
        return sum(invoiced.mapped("price_subtotal")), quantity

    def _after_sales_discount_shares(self):
        """The part of each order-level discount that falls on each sold line.

        Global discounts and loyalty rewards are lines of their own with a negative amount. A
        payment by gift card or eWallet is such a line too but lowers no price.

        :return: dict sold line → dict discount line → share (0..1) of the discount's amount
        """
        shares = defaultdict(dict)
        for order in self.order_id:
            for discount in order.order_line.filtered(lambda line: line._is_after_sales_discount()):
                lines = discount._after_sales_discounted_lines()
                total = sum(line._after_sales_amount_quantity()[0] for line in lines)
                for line in lines & self if total else ():
                    shares[line][discount] = line._after_sales_amount_quantity()[0] / total
        return shares

    def _is_after_sales_discount(self):
        self.ensure_one()
        return (
            self._is_discount_line()
            and self.price_subtotal < 0
            and not self.reward_id.program_id.is_payment_program
        )

    def _after_sales_discounted_lines(self):
        """The lines that this discount line lowers: Odoo makes one discount line per set of
        taxes, and a loyalty reward may be limited to some products."""
        self.ensure_one()
        lines = self.order_id.order_line.filtered(
            lambda line: (
                not line.display_type
                and not line.is_downpayment
                and not line._is_discount_line()
                and line.price_subtotal > 0
            )
        )
        if self.reward_id.discount_applicability == "specific":
            lines = lines.filtered_domain(
                [("product_id", "any", self.reward_id._get_discount_product_domain())]
            )
        elif self.reward_id.discount_applicability == "cheapest":
            lines = lines.sorted("price_reduce_taxexcl")[:1]
        return lines.filtered(lambda line: line.tax_ids == self.tax_ids) or lines

    def _after_sales_unit_prices(self):
        """:return: dict line → price paid per unit, untaxed, after the line's own discount and
        its share of the discounts on the order, in the order's currency."""
        shares = self._after_sales_discount_shares()
        prices = {}
        for line in self:
            amount, quantity = line._after_sales_amount_quantity()
            amount += sum(
                share * discount._after_sales_amount_quantity()[0]
                for discount, share in shares[line].items()
            )
            prices[line] = amount / quantity if quantity else 0.0
        return prices

    def _after_sales_kit_shares(self):
        """How a kit's price divides over its components, by their sales prices, else evenly.

        :return: dict component → (share of one kit's price per unit of the component)
        """
        self.ensure_one()
        per_kit = self._after_sales_kit_quantities()
        weights = {product: product.lst_price * quantity for product, quantity in per_kit.items()}
        if not any(weights.values()):
            weights = dict.fromkeys(per_kit, 1.0)
        total = sum(weights.values())
        return {
            product: weights[product] / total / quantity for product, quantity in per_kit.items()
        }

    def _after_sales_kit_quantities(self):
        """:return: dict component → quantity in its own unit in one unit of this kit, from what
        was ordered to be delivered; empty for a product that is no kit."""
        self.ensure_one()
        quantities = defaultdict(float)
        for move in self.move_ids:
            if (
                move.product_id != self.product_id
                and move.state != "cancel"
                and move.location_dest_usage == "customer"
                and not move.origin_returned_move_id
                and not move.after_sales_disposition_id
            ):
                quantities[move.product_id] += move.product_uom._compute_quantity(
                    move.product_uom_qty, move.product_id.uom_id
                )
        ordered = self.product_uom_qty or 1.0
        return {product: quantity / ordered for product, quantity in quantities.items() if quantity}
