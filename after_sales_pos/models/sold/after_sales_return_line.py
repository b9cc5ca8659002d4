from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.after_sales_returns.tools import refuse


class AfterSalesReturnLine(models.Model):
    """A return of what a till sold: product, price and deliveries are those of the receipt, on
    which it has its claim."""

    _inherit = "after.sales.return.line"

    pos_line_id = fields.Many2one(
        "pos.order.line",
        string="Sold at the Till",
        index="btree_not_null",
        ondelete="restrict",
        help="The line of the receipt that this was sold with.",
    )
    pos_reference = fields.Char(related="pos_line_id.order_id.pos_reference", string="Receipt")
    pos_refund_line_ids = fields.One2many(
        "pos.order.line", "after_sales_line_id", string="Paid Back at the Till"
    )
    _pos_line_product_idx = models.Index("(pos_line_id, product_id) WHERE pos_line_id IS NOT NULL")

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
        paid = self.new({"resolution": "refund"}, origin=self)
        verdicts = self.env["after.sales.policy"]._evaluate(paid, self._day_requested())
        return verdicts[paid]["verdict"] == "eligible"

    def _by_hand_texts(self):
        sold = self.pos_line_id.sudo()
        notes = self.env["account.move"].union(
            *(one.notes for one in sold._after_sales_standing().values())
        )
        items = notes.invoice_line_ids.filtered(
            lambda item: item.after_sales_pos_line_id in sold or not item.after_sales_pos_line_id
        )
        return super()._by_hand_texts() + [
            self._by_hand_text(item) if item.product_id else self._gesture_text(item)
            for item in items.filtered(lambda item: item.display_type == "product").sorted("id")
        ]

    # What stands against it -----------------------------------------------------------------------

    def _line_problems(self):
        problems = super()._line_problems()
        if self.pos_line_id:
            problems += self._pos_line_problems(self.pos_line_id.sudo())
        return problems

    def _pos_line_problems(self, pos_line):
        """:return: list of sentences"""
        names = {**self._names(), "receipt": self._sale_name()}
        problems = self._pos_owner_problems(pos_line, names)
        if self.sale_line_id:
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: choose either the receipt or the sales order that "
                    "it was sold with, not both.",
                    **names,
                )
            )
        if self.product_id not in self._receipt_products(pos_line):
            problems.append(
                self.env._(
                    "%(return)s: %(product)s was never sold with receipt %(receipt)s. Choose the "
                    "product or the receipt that fits.",
                    **names,
                )
            )
        return problems

    def _pos_owner_problems(self, pos_line, names):
        """The receipt is the company's and the customer's; anybody may bring goods of a receipt
        without a customer."""
        buyer, customer = pos_line.order_id.partner_id, self.return_id.partner_id
        problems = []
        if pos_line.company_id != self.return_id.company_id:
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: receipt %(receipt)s belongs to %(company)s, the "
                    "return to %(own_company)s. Make one return order per company.",
                    company=pos_line.company_id.name,
                    own_company=self.return_id.company_id.name,
                    **names,
                )
            )
        if buyer and buyer.commercial_partner_id != customer.commercial_partner_id:
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: receipt %(receipt)s belongs to %(buyer)s, not to "
                    "%(customer)s. Choose a receipt of this customer, or change the customer of "
                    "the return.",
                    buyer=buyer.display_name,
                    customer=customer.display_name,
                    **names,
                )
            )
        return problems

    def _receipt_products(self, pos_line):
        """What comes back of ``pos_line``: its product, or the components of a kit."""
        components = pos_line._after_sales_kits().get(pos_line)
        return pos_line.product_id.union(*components) if components else pos_line.product_id

    def _claim(self):
        """Of the receipt, too; what the ticket itself holds does not stand in its way."""
        super()._claim()
        for ticket, lines in (
            self.filtered("pos_line_id").grouped(lambda line: line._ticket()).items()
        ):
            lines.pos_line_id.sudo()._check_after_sales_claims(ticket)
        self.filtered("pos_line_id")._check_lot_claims()

    def _claims_of_same_sale(self):
        if not self.pos_line_id:
            return super()._claims_of_same_sale()
        return self.pos_line_id.sudo().after_sales_line_ids.filtered(
            lambda line: line.product_id == self.product_id and line.quantity_claimed > 0
        )

    def _collide_on_sale(self):
        super()._collide_on_sale()
        if self.pos_line_id:
            self.pos_line_id.sudo()._collide_on_after_sales_claims()

    def _ticket(self):
        self.ensure_one()
        return self.return_id.sudo().pos_order_id.after_sales_ticket

    def _claim_lots(self):
        """A serial number that another till holds is taken."""
        super()._claim_lots()
        serials = self.lot_ids.filtered(lambda lot: lot.product_id.tracking == "serial")
        held = self.env["after.sales.reservation"].sudo()._live_on("lot_ids", serials)
        refuse(
            [
                self.env._(
                    "%(return)s, %(product)s: serial number %(serial)s is taken: %(holder)s.",
                    serial=lot.name,
                    holder=", ".join(other._holder_names()),
                    **line._names(),
                )
                for line in self
                for lot in line.lot_ids & serials
                for other in held
                if lot.id in other.lot_ids.ids and other.ticket != line._ticket()
            ]
        )

    # Asked for before: it comes in at one till only -----------------------------------------------

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
