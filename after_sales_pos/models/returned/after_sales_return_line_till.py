from odoo import api, models


class AfterSalesReturnLine(models.Model):
    """A return of what a till sold: product, price and deliveries are those of the receipt."""

    _inherit = "after.sales.return.line"

    @api.depends("pos_line_id")
    def _compute_product_id(self):
        for line in self:
            line.product_id = line.product_id or line.pos_line_id.product_id
        super()._compute_product_id()

    @api.depends("pos_line_id")
    def _compute_currency_id(self):
        super()._compute_currency_id()
        for line in self.filtered("pos_line_id"):
            line.currency_id = line.pos_line_id.sudo().currency_id

    @api.depends("pos_line_id")
    def _compute_price_paid(self):
        super()._compute_price_paid()
        sold = self.pos_line_id.sudo()
        prices, shares = sold._after_sales_unit_prices(), sold._after_sales_kit_shares()
        for line in self.filtered("pos_line_id"):
            pos_line = line.pos_line_id.sudo()
            price = prices[pos_line][0]
            if line.product_id != pos_line.product_id:
                price *= shares.get(pos_line, {}).get(line.product_id, 0.0)
            line.price_paid_unit = line.product_id.uom_id._compute_price(price, line.product_uom_id)

    @api.depends("pos_line_id")
    def _compute_verdict(self):
        super()._compute_verdict()

    def _sold_quantity(self):
        pos_line = self.pos_line_id.sudo()
        if not pos_line or self.product_id != pos_line.product_id:
            return super()._sold_quantity()
        return self.product_id.uom_id._compute_quantity(
            pos_line.qty, self.product_uom_id, round=False
        )

    def _has_receipt(self):
        return bool(self.pos_line_id) or super()._has_receipt()

    def _sale_name(self):
        if self.pos_line_id:
            return self.pos_line_id.sudo()._after_sales_receipt_name()
        return super()._sale_name()

    def _buyer(self):
        return self.pos_line_id.sudo().order_id.partner_id or super()._buyer()

    @api.model
    def _origin_fields(self):
        return super()._origin_fields() | {"pos_line_id"}

    def _sold_lot_quantities(self):
        pos_line = self.pos_line_id.sudo()
        if not pos_line:
            return super()._sold_lot_quantities()
        balance = pos_line._after_sales_lot_balances(but=self)[pos_line]
        return {lot: left for lot, left in balance.items() if lot.product_id == self.product_id}

    def _delivery_moves(self):
        if not self.pos_line_id:
            return super()._delivery_moves()
        moves = self.pos_line_id.sudo().order_id._after_sales_moves_of(self.product_id)
        return moves.sorted(
            lambda move: (not (move.move_line_ids.lot_id & self.lot_ids), move.date, move.id)
        )

    def _prices_paid(self):
        """What was paid, by the documents of today: they may have changed since the request.

        :return: dict line → (untaxed, tax included) price per own unit of the product
        """
        receipts, orders = self.pos_line_id.sudo(), self.sale_line_id.sudo()
        of_receipts, shares = (
            receipts._after_sales_unit_prices(),
            receipts._after_sales_kit_shares(),
        )
        of_orders = orders._after_sales_unit_prices()
        prices = {}
        for line in self:
            sold, product = line.pos_line_id.sudo(), line.product_id
            if sold:
                share = shares.get(sold, {}).get(product, 1.0)
                prices[line] = tuple(price * share for price in of_receipts[sold])
            elif sold := line.sale_line_id.sudo():
                price = of_orders[sold]
                prices[line] = (
                    sold._after_sales_own_price(product, price),
                    sold._after_sales_portal_price(product, price),
                )
            else:
                net = line.product_uom_id._compute_price(line.price_paid_unit, product.uom_id)
                prices[line] = net, net
        return prices

    def _gross_factor(self):
        if not self.pos_line_id:
            return super()._gross_factor()
        untaxed, taxed = self._prices_paid()[self]
        return taxed / untaxed if untaxed else 1.0

    def _date_sold(self):
        """When the goods were sold (UTC); False without receipt."""
        self.ensure_one()
        sold = (self.pos_line_id or self.sale_line_id).sudo()
        return sold.order_id.date_order

    def _may_be_paid_back(self):
        """Whether the policies give money for what is exchanged; without receipt a manager said
        how much it is worth."""
        self.ensure_one()
        if not self._has_receipt():
            return True
        judged = self.new({"resolution": "refund"}, origin=self)
        verdict = self.env["after.sales.policy"]._evaluate(judged, self._day_requested())
        return verdict[judged]["verdict"] == "eligible"
