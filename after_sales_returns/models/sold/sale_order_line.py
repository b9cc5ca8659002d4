from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column

from ...ledger import EPSILON
from ...tools import READERS, refuse


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    after_sales_line_ids = fields.One2many(
        "after.sales.return.line", "sale_line_id", string="Return Lines", groups=READERS
    )
    after_sales_disposition_id = fields.Many2one(
        "after.sales.disposition",
        string="Exchanged For",
        index="btree_not_null",
        copy=False,
        help="The returned goods that this line replaces.",
    )
    qty_claimed = fields.Float(
        string="Claimed for Return",
        compute="_compute_qty_claimed",
        store=True,
        copy=False,
        digits="Product Unit",
        help="Taken by return orders; for a kit the number of its components.",
    )
    after_sales_qty_credited = fields.Float(
        string="Taken Back",
        compute="_compute_after_sales_qty_credited",
        store=True,
        copy=False,
        digits="Product Unit",
        help="Quantity whose sale was taken back by return orders: never to be invoiced or "
        "delivered again.",
    )
    after_sales_amount_credited = fields.Monetary(
        string="Credited",
        compute="_compute_after_sales_qty_credited",
        store=True,
        copy=False,
        help="Untaxed amount that return orders credited of this line.",
    )

    def _auto_init(self):
        """Make the columns here, or the installation would compute them for each line ever
        sold: nothing of those was returned yet."""
        for name in (
            "qty_claimed",
            "after_sales_qty_credited",
            "after_sales_amount_credited",
            "after_sales_qty_lowered",
        ):
            if not column_exists(self.env.cr, self._table, name):
                create_column(self.env.cr, self._table, name, "numeric")
        return super()._auto_init()

    @api.depends("after_sales_line_ids.quantity_claimed")
    def _compute_qty_claimed(self):
        for line in self:
            line.qty_claimed = sum(
                claim._uom_quantity(claim.quantity_claimed) for claim in line.after_sales_line_ids
            )

    @api.depends("after_sales_line_ids.quantity_credited", "after_sales_line_ids.amount_credited")
    def _compute_after_sales_qty_credited(self):
        for line in self:
            line.after_sales_qty_credited = sum(
                line.after_sales_line_ids.mapped("quantity_credited")
            )
            line.after_sales_amount_credited = sum(
                line.after_sales_line_ids.mapped("amount_credited")
            )

    # Invoicing and delivering again -------------------------------------------------------

    @api.depends("after_sales_qty_credited", "after_sales_disposition_id")
    def _compute_qty_to_invoice(self):
        """Never offer for invoicing what was refunded or exchanged, nor for crediting what
        a return order is still to settle."""
        super()._compute_qty_to_invoice()
        foreign_units = self.filtered("after_sales_line_ids")._after_sales_foreign_units()
        for line in self:
            if line.state != "sale" or line.display_type:
                continue
            if line.after_sales_disposition_id:
                line.qty_to_invoice = line.product_uom_qty - line.qty_invoiced
            if line.after_sales_line_ids:
                line.qty_to_invoice = line._after_sales_qty_to_invoice(foreign_units)

    def _after_sales_qty_to_invoice(self, foreign_units):
        """Quantity still to invoice once returns are considered, in the line's unit."""
        self.ensure_one()
        base, known = self._after_sales_qty_delivered(), self.qty_delivered
        if self.product_id.invoice_policy == "order":
            base = self.product_uom_qty + self.after_sales_qty_lowered
            known = self.product_uom_qty
        # Exact, not the rounded field: a kit comes back in fractions.
        credited = sum(self.after_sales_line_ids.disposition_ids.mapped("quantity_credited"))
        net = base - credited - self._after_sales_qty_invoiced(foreign_units)
        net = self.product_uom_id.round(net)
        # No more than Odoo offers; it does not know that goods came back and are still to be paid.
        offered = self.qty_to_invoice + base - known
        return min(net, max(offered, 0.0)) if net > 0 else net

    # What may come back -------------------------------------------------------------------

    def _after_sales_sold_quantities(self):
        """Quantity of each product that customers got and did not bring back by other ways.

        :return: dict (sale line id, product id) → quantity in the product's own unit.
            Kits appear by component. Deliveries of a return order (swaps, goods sent back)
            count as delivered, its receipts do not count: those are claims.
        """
        sold = defaultdict(float)
        groups = (
            self.env["stock.move"]
            .sudo()
            ._read_group(
                [
                    ("sale_line_id", "in", self.ids),
                    ("state", "=", "done"),
                    "|",
                    ("location_dest_usage", "=", "customer"),
                    "&",
                    ("location_usage", "=", "customer"),
                    ("after_sales_line_id", "=", False),
                ],
                ["sale_line_id", "product_id", "product_uom", "location_dest_usage"],
                ["quantity:sum"],
            )
        )
        for line, product, uom, usage, quantity in groups:
            sign = 1 if usage == "customer" else -1
            sold[line.id, product.id] += sign * uom._compute_quantity(
                quantity, product.uom_id, round=False
            )
        return sold

    def _after_sales_claimed_quantities(self):
        """:return: dict (sale line id, product id) → claimed quantity in the product's unit."""
        claimed = defaultdict(float)
        groups = (
            self.env["after.sales.return.line"]
            .sudo()
            ._read_group(
                [("sale_line_id", "in", self.ids), ("quantity_claimed", ">", 0)],
                ["sale_line_id", "product_id", "product_uom_id"],
                ["quantity_claimed:sum"],
            )
        )
        for line, product, uom, quantity in groups:
            claimed[line.id, product.id] += uom._compute_quantity(
                quantity, product.uom_id, round=False
            )
        return claimed

    def _after_sales_returnable_quantities(self):
        """:return: dict (sale line id, product id) → what may still come back (> 0), in the
        product's own unit."""
        claimed = self._after_sales_claimed_quantities()
        left = {
            key: quantity - claimed[key]
            for key, quantity in self._after_sales_sold_quantities().items()
        }
        products = self.env["product.product"]
        return {
            key: quantity
            for key, quantity in left.items()
            if products.browse(key[1]).uom_id.compare(quantity, 0.0) > 0
        }

    def _after_sales_exact_uom(self, quantity):
        """The unit that ``quantity`` (in the product's unit) is written in without rounding: the
        line's own, else the product's, as seven pieces of a dozen."""
        self.ensure_one()
        uom = self.product_uom_id
        sold = self.product_id.uom_id._compute_quantity(quantity, uom, round=False)
        return uom if abs(uom.round(sold) - sold) < EPSILON else self.product_id.uom_id

    def _after_sales_moved_quantity(self, moves, line, product):
        """What ``moves`` brought of the line's product, in the product's own unit."""
        return sum(
            move.product_uom._compute_quantity(move.quantity, product.uom_id, round=False)
            for move in moves
            if move.sale_line_id == line and move.product_id == product
        )

    def _check_after_sales_claims(self):
        """Refuse claims beyond what was delivered and not yet returned."""
        if not self:
            return
        self._collide_on_after_sales_claims()
        sold = self._after_sales_sold_quantities()
        products = self.env["product.product"].sudo()
        problems = []
        for (line_id, product_id), quantity in self._after_sales_claimed_quantities().items():
            product = products.browse(product_id)
            if product.uom_id.compare(quantity, sold[line_id, product_id]) > 0:
                line = self.browse(line_id).sudo()
                problems.append(line._after_sales_overclaim_sentence(product, sold, quantity))
        refuse(problems)

    def _collide_on_after_sales_claims(self):
        """Make two transactions that claim of the same line at once collide.

        Odoo reads a snapshot of the moment the transaction began, so a check alone would not
        see a claim made at the same time. Writing the sold line makes the later of two
        transactions fail with a serialization error; Odoo runs it again, and then it sees.
        """
        self.env.cr.execute(
            SQL(
                "UPDATE sale_order_line SET qty_claimed = qty_claimed WHERE id IN %s",
                tuple(self.ids),
            )
        )

    def _after_sales_overclaim_sentence(self, product, sold, claimed):
        claims = self.after_sales_line_ids.filtered(
            lambda claim: claim.product_id == product and claim.quantity_claimed
        )
        if not sold[self.id, product.id]:
            return self.env._(
                "%(order)s, %(product)s: nothing of it was delivered, or it already came back. "
                "Remove the line from %(returns)s, or choose the order it was delivered with.",
                order=self.order_id.name,
                product=product.display_name,
                returns=", ".join(claims.return_id.mapped("name")),
            )
        return self.env._(
            "%(order)s, %(product)s: %(sold)g %(unit)s may come back, but %(claimed)g are claimed "
            "by %(returns)s. Lower a quantity, or cancel the return that is not needed.",
            order=self.order_id.name,
            product=product.display_name,
            sold=sold[self.id, product.id],
            unit=product.uom_id.name,
            claimed=claimed,
            returns=", ".join(claims.return_id.mapped("name")),
        )

    # What was credited --------------------------------------------------------------------

    def _after_sales_over_refunds(self, drafts):
        """What is credited of this line beyond what was invoiced, taxes included. Documents
        round a line by at most a cent each: what they come to together is checked by
        ``account.move._after_sales_over_credited``.

        :param drafts: credit notes about to be posted
        :return: list of (currency, invoiced, credited)
        """
        self.ensure_one()
        totals = defaultdict(lambda: [0.0, 0.0, 0.0])
        for line in self.invoice_lines:
            move = line.move_id
            counts = move.state == "posted" or move in drafts
            if counts and move.move_type in ("out_invoice", "out_refund"):
                amounts = totals[move.currency_id]
                amounts[move.move_type == "out_refund"] += line.price_total
                amounts[2] += move.currency_id.rounding
        return [
            (currency, invoiced, credited)
            for currency, (invoiced, credited, cents) in totals.items()
            if currency.compare_amounts(credited, max(invoiced, 0.0) + cents) > 0
        ]

    def _after_sales_over_refund_sentence(self, currency, invoiced, credited):
        return self.env._(
            "%(order)s, %(product)s: %(invoiced)s was invoiced, but with this credit note "
            "%(credited)s would be credited. Lower the credit note, or cancel the one that is "
            "wrong.",
            order=self.order_id.name,
            product=self.product_id.display_name,
            invoiced=currency.format(invoiced),
            credited=currency.format(credited),
        )
