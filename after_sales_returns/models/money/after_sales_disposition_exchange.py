from odoo import api, fields, models
from odoo.fields import Command

from ...ledger import EPSILON


class AfterSalesDisposition(models.Model):
    """Exchanges: the same product again is a delivery; anything else is taken back and sold."""

    _inherit = "after.sales.disposition"

    exchange_product_id = fields.Many2one(
        "product.product",
        string="Exchanged For",
        check_company=True,
        ondelete="restrict",
        compute="_compute_exchange_product_id",
        store=True,
        readonly=False,
        precompute=True,
        help="What the customer gets instead.",
    )

    @api.depends("line_id", "resolution")
    def _compute_exchange_product_id(self):
        """The wish of the line, said in full: the same product again is a product too."""
        for part in self:
            line = part.line_id
            wished = part.exchange_product_id or line.exchange_product_id or line.product_id
            part.exchange_product_id = wished if part._resolution_row().new_goods else False

    def _settle_exchange(self):
        swaps = self.filtered(lambda part: part._is_swap())
        swaps._check_swaps_paid()
        swaps._deliver_swaps()
        others = self - swaps
        if others:
            notes = others._create_credit_notes()
            for order, parts in others.grouped("return_id").items():
                parts._sell_exchange(order, notes)

    def _is_swap(self):
        """The same product again, of a known sale: nothing is credited and nothing is sold."""
        self.ensure_one()
        line = self.line_id
        wanted = self.exchange_product_id or line.product_id
        return wanted == line.product_id and bool(line.sale_line_id)

    def _deliver_swaps(self):
        """One delivery per return order from its warehouse's stock, counted on the sold line."""
        vals_list = [
            parts._prepare_swap_vals(order) for order, parts in self.grouped("return_id").items()
        ]
        pickings = self.env["stock.picking"].create(vals_list)
        pickings.action_confirm()
        pickings.move_ids._action_assign()

    def _prepare_swap_vals(self, order):
        """:return: dict for the ``stock.picking`` of the new units; which ones, Odoo reserves"""
        return self._prepare_delivery_vals(order, order.warehouse_id.lot_stock_id)

    # New goods ----------------------------------------------------------------------------

    def _sell_exchange(self, order, notes):
        """Sell, reserve and invoice the new goods, and net them against the credit notes."""
        mine = notes.filtered(lambda note: order in note.after_sales_return_ids)
        sale = self.env["sale.order"].create(self._prepare_exchange_order_vals(order))
        self._pay_exchange_by_cards(sale, mine)
        sale.action_confirm()
        sale.picking_ids.action_assign()
        invoice = self.env["account.move"].create(self._prepare_exchange_invoice_vals(sale))
        invoice._post(soft=False)
        invoice._net_with(mine)

    def _prepare_exchange_order_vals(self, order):
        """:return: dict for the ``sale.order`` of the new goods."""
        origin = self.line_id.sale_line_id.order_id[:1]
        return {
            "partner_id": order.partner_id.id,
            "partner_invoice_id": (origin.partner_invoice_id or order.partner_id).id,
            "partner_shipping_id": (origin.partner_shipping_id or order.partner_id).id,
            "company_id": order.company_id.id,
            "warehouse_id": order.warehouse_id.id,
            "origin": order.name,
            "after_sales_return_id": order.id,
            **({"pricelist_id": origin.pricelist_id.id} if origin.pricelist_id else {}),
            **({"fiscal_position_id": origin.fiscal_position_id.id} if origin else {}),
            "order_line": [Command.create(part._prepare_exchange_line_vals()) for part in self],
        }

    def _prepare_exchange_line_vals(self):
        """The new goods, at the price paid if their list price is that of the returned ones."""
        self.ensure_one()
        line = self.line_id
        wanted = self.exchange_product_id or line.product_id
        vals = {
            "product_id": wanted.id,
            "product_uom_id": line.product_uom_id.id,
            "product_uom_qty": self.quantity,
            "after_sales_disposition_id": self.id,
        }
        sold = line.sale_line_id
        even = (
            sold.product_id == line.product_id
            and wanted.product_tmpl_id == line.product_id.product_tmpl_id
            and wanted.lst_price == line.product_id.lst_price
        )
        if even:
            vals.update(self._prepare_even_price_vals(sold))
        if analytics := self._sold_analytics(sold):
            vals["analytic_distribution"] = analytics
        return vals

    def _sold_analytics(self, sold):
        """Where the sale was booked: an accountant may have changed it on the invoice.

        :return: dict as of ``analytic_distribution``; False leaves it to Odoo's own rules
        """
        booked = sold._after_sales_posted_lines().filtered("analytic_distribution")
        return booked[:1].analytic_distribution or sold.analytic_distribution

    def _prepare_even_price_vals(self, sold):
        """Another size or colour at the same list price costs what was paid, whatever the
        pricelist says today, discounts of the line and of the whole order included."""
        return {
            "price_unit": self._credited_price(sold) or self._paid_price(sold),
            "discount": 0.0,
            "tax_ids": [Command.set(sold.tax_ids.ids)],
        }

    def _credited_price(self, sold):
        """:return: the price by which the new goods cost to the cent what was credited for the
        old ones, per unit of the disposition; 0.0 if not all of them were credited"""
        self.ensure_one()
        lines = self.refund_line_ids.filtered("after_sales_origin_line_id")
        units = sum(
            line.after_sales_origin_line_id.product_uom_id._compute_quantity(
                line.after_sales_quantity, sold.product_uom_id, round=False
            )
            for line in lines.filtered("sale_line_ids")
        )
        included = set(sold.tax_ids.mapped("price_include"))
        credited = self.refund_percent and abs(units - self._sale_quantity()) < EPSILON
        if not credited or len(included) > 1:
            return 0.0
        amount = sum(lines.mapped("price_total" if included == {True} else "price_subtotal"))
        return amount * 100.0 / self.refund_percent / self.quantity

    def _paid_price(self, sold):
        """:return: the price that was paid, per unit of the disposition"""
        self.ensure_one()
        paid = sold._after_sales_unit_prices()[sold]
        net = sold.price_reduce_taxexcl
        gross = sold.price_unit * (1.0 - sold.discount / 100.0)
        price = gross * paid / net if net else gross
        return sold.product_uom_id._compute_price(price, self.product_uom_id)

    def _prepare_exchange_invoice_vals(self, sale):
        """Values of the invoice of the whole exchange order, delivered or not."""
        return {
            **sale._prepare_invoice(),
            "invoice_line_ids": [
                Command.create(line._prepare_invoice_line(quantity=line.product_uom_qty))
                for line in sale.order_line
                if not line.display_type
            ],
        }
