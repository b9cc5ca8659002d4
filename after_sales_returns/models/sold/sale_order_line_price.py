from odoo import models

from ...ledger import EPSILON


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    # What it is worth ---------------------------------------------------------------------

    def _after_sales_unit_prices(self):
        """What a unit in the customer's hands is worth: what the posted documents leave of the
        line, over the units that they still pay for; of what is not invoiced the order's price.

        :return: dict line → price paid per unit, untaxed, after the line's own discount and its
            share of the discounts on the order, in the order's currency
        """
        discounts = self._after_sales_discounts()
        lines = self.union(*discounts, *discounts.values())
        ledgers = lines._after_sales_posted_lines()._after_sales_ledgers()
        prices = {line: line._after_sales_unit_value(ledgers) for line in self}
        for discount, goods in discounts.items():
            worth = sum(line._after_sales_value_left(ledgers) for line in goods)
            share = discount._after_sales_value_left(ledgers) / worth if worth else 0.0
            for line in goods & self:
                prices[line] += share * line._after_sales_unit_value(ledgers)
        return prices

    def _after_sales_unit_value(self, ledgers):
        """Untaxed worth of a unit without the discounts on the order.

        :param ledgers: dict posted invoice line → Ledger
        """
        self.ensure_one()
        units = self._after_sales_ledger_units(ledgers, "units_left")
        mine = self._after_sales_posted_lines()
        if units > EPSILON:
            return sum(ledgers[line].value_left for line in mine) / units
        drafts = self.invoice_lines.filtered(lambda line: line.parent_state == "draft")
        if not mine or drafts:
            return self._after_sales_order_price()
        return self._after_sales_last_value(ledgers)

    def _after_sales_order_price(self):
        """Untaxed price per unit as ordered, after the line's own discount."""
        self.ensure_one()
        return self.price_subtotal / self.product_uom_qty if self.product_uom_qty else 0.0

    def _after_sales_last_value(self, ledgers):
        """Untaxed worth of the unit that came back last; nothing if it was credited by hand."""
        for line in self._after_sales_posted_lines().sorted("id", reverse=True):
            for entry in reversed(ledgers[line].entries):
                if entry.percent is not None and entry.units:
                    return line.product_uom_id._compute_price(
                        entry.value / entry.units, self.product_uom_id
                    )
        return 0.0

    def _after_sales_value_left(self, ledgers):
        """Untaxed: what posted invoices leave of this line, and what is still to be invoiced."""
        self.ensure_one()
        credited = self._after_sales_credited_uninvoiced(ledgers)
        invoiced = self._after_sales_ledger_units(ledgers, "units")
        ordered = self.product_uom_qty + self.after_sales_qty_lowered
        unposted = max(0.0, ordered - invoiced - credited)
        price = self.price_subtotal / self.product_uom_qty if self.product_uom_qty else 0.0
        posted = self._after_sales_posted_lines()
        return sum(ledgers[line].value_left for line in posted) + unposted * price

    # Discounts on the order ---------------------------------------------------------------

    def _after_sales_discounts(self):
        """The order-level discounts that fall on these lines.

        Global discounts and loyalty rewards are lines of their own with a negative amount. A
        payment by gift card or eWallet is such a line too but lowers no price.

        :return: dict discount line → all the lines of its order that it lowers
        """
        discounts = self.order_id.order_line.filtered(lambda line: line._is_after_sales_discount())
        goods = {discount: discount._after_sales_discounted_lines() for discount in discounts}
        return {discount: lines for discount, lines in goods.items() if lines & self}

    def _prepare_invoice_line(self, **optional_values):
        """A discount on the order is not given on goods that came back before they were
        invoiced."""
        vals = super()._prepare_invoice_line(**optional_values)
        share = self._after_sales_discount_share_back()
        if share:
            vals["price_unit"] *= 1.0 - share
        return vals

    def _after_sales_discount_share_back(self):
        """:return: which part (0..1) of this discount on the order is that of goods which were
        taken back without having been invoiced"""
        self.ensure_one()
        sold = self.order_id.order_line.sudo()
        if not self._is_after_sales_discount() or not sold.after_sales_line_ids:
            return 0.0
        goods = self.sudo()._after_sales_discounted_lines()
        ledgers = goods._after_sales_posted_lines()._after_sales_ledgers()
        value = sum(goods.mapped("price_subtotal"))
        back = 0.0
        for line in goods.filtered("product_uom_qty"):
            units = line._after_sales_credited_uninvoiced(ledgers) - line.after_sales_qty_lowered
            back += max(0.0, units) * line.price_subtotal / line.product_uom_qty
        return min(1.0, back / value) if value else 0.0

    def _after_sales_credited_uninvoiced(self, ledgers):
        """:return: units taken back that had not been invoiced, in the line's unit"""
        self.ensure_one()
        credited = sum(self.after_sales_line_ids.disposition_ids.mapped("quantity_credited"))
        return max(0.0, credited - self._after_sales_ledger_units(ledgers, "settled_units"))

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
        if self.reward_id:
            lines -= self.order_id._get_no_effect_on_threshold_lines()
        if self.reward_id.discount_applicability in ("specific", "cheapest"):
            lines = lines.filtered_domain(
                [("product_id", "any", self.reward_id._get_discount_product_domain())]
            )
        if self.reward_id.discount_applicability == "cheapest":
            lines = lines.sorted("price_unit")[:1]
        taxes = self.tax_ids._after_sales_discountable()
        same = lines.filtered(lambda line: line.tax_ids._after_sales_discountable() == taxes)
        return same or lines

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
