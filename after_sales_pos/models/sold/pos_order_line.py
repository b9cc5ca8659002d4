from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column

from odoo.addons.after_sales_returns.tools import READERS, refuse

from ...states import PAID


class PosOrderLine(models.Model):
    """What may come back of what a till sold, and who takes it.

    Claims are: return orders, plain refunds of the Point of Sale, sales orders' returns of what
    was settled at a till, and what other tills hold for an open ticket. Quantities are in the
    product's own unit; kits go by component.
    """

    _inherit = "pos.order.line"

    after_sales_key = fields.Char(copy=False, help="The wish on the ticket this belongs to.")
    after_sales_role = fields.Selection(
        [
            ("goods", "Returned goods"),
            ("share", "Share of a discount, or of what a card paid"),
            ("fee", "Restocking fee"),
            ("credit", "Store credit given"),
            ("payout", "Credit note paid out"),
            ("settlement", "Settled with the other orders of the ticket"),
            ("card", "Paid again by the card that paid what is exchanged"),
        ],
        string="Role in a Return",
        copy=False,
    )
    after_sales_origin_id = fields.Many2one(
        "pos.order.line",
        string="Share Of",
        copy=False,
        index="btree_not_null",
        help="The discount or card payment of the receipt that this line gives back in part, or "
        "spends again.",
    )
    after_sales_line_id = fields.Many2one(
        "after.sales.return.line",
        string="Return Line",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    after_sales_line_ids = fields.One2many(
        "after.sales.return.line", "pos_line_id", string="Return Lines", groups=READERS
    )
    qty_claimed = fields.Float(
        string="Claimed for Return",
        compute="_compute_qty_claimed",
        store=True,
        copy=False,
        digits="Product Unit",
        help="Taken by return orders; for a kit the number of its components.",
    )
    # The return screen looks for a product's last sales, among millions of lines.
    _after_sales_product_idx = models.Index("(company_id, product_id, id DESC)")

    def _auto_init(self):
        """Make the column here, or the installation would compute it for each line ever sold:
        nothing of those was returned yet."""
        if not column_exists(self.env.cr, self._table, "qty_claimed"):
            create_column(self.env.cr, self._table, "qty_claimed", "numeric")
        return super()._auto_init()

    @api.depends("after_sales_line_ids.quantity_claimed")
    def _compute_qty_claimed(self):
        for line in self:
            line.qty_claimed = sum(
                claim._quantity_in_product_unit(claim.quantity_claimed)
                for claim in line.after_sales_line_ids
            )

    @api.model
    def _load_pos_data_fields(self, config):
        own = ["after_sales_key", "after_sales_role", "after_sales_origin_id"]
        return [*super()._load_pos_data_fields(config), *own]

    def _is_after_sales_sold(self):
        """Whether this line sold goods that may come back: paid, neither a refund nor a tip."""
        self.ensure_one()
        return (
            self.order_id.state in PAID
            and self.product_id.type == "consu"
            and self.qty > 0
            and not self.after_sales_role
            and not self.refunded_orderline_id
            and self.product_id != self.order_id.config_id.tip_product_id
        )

    def _after_sales_sold_quantities(self):
        """Quantity of each product that customers got and did not bring back by the transfers
        of the warehouse.

        :return: dict (line id, product id) → quantity; kits appear by component
        """
        sold = defaultdict(float)
        lines = self.filtered(lambda line: line._is_after_sales_sold())
        kits, returned = lines._after_sales_kits(), lines._after_sales_plain_returns()
        for line in lines:
            for product, per_unit in (kits.get(line) or {line.product_id: 1.0}).items():
                quantity = line.qty * per_unit
                back = min(quantity, returned[line.order_id, product])
                returned[line.order_id, product] -= back
                sold[line.id, product.id] += quantity - back
        return sold

    def _after_sales_plain_returns(self):
        """What came back by Odoo's return of a transfer, of which no return order and no refund
        knows.

        :return: dict (order, product) → quantity
        """
        moves = (
            self.env["stock.move"]
            .sudo()
            .search(
                Domain("origin_returned_move_id.picking_id.pos_order_id", "in", self.order_id.ids)
                & Domain("state", "=", "done")
                & Domain("location_usage", "=", "customer")
                & Domain("after_sales_line_id", "=", False)
            )
        )
        returned = defaultdict(float)
        for move in moves:
            order = move.origin_returned_move_id.picking_id.pos_order_id
            returned[order.with_env(self.env), move.product_id] += (
                move.product_uom._compute_quantity(
                    move.quantity, move.product_id.uom_id, round=False
                )
            )
        return returned

    def _after_sales_claimed_quantities(self, ticket=None):
        """:param ticket: the open ticket whose own reservations do not count
        :return: dict (line id, product id) → claimed quantity
        """
        claimed = defaultdict(float)
        for claim in self._after_sales_claims():
            quantity = claim._quantity_in_product_unit(claim.quantity_claimed)
            line = claim.pos_line_id or self._after_sales_settling(claim.sale_line_id)
            claimed[line.id, claim.product_id.id] += quantity
        kits = self._after_sales_kits()
        for refund in self._after_sales_plain_refunds():
            line = refund.refunded_orderline_id
            for product, per_unit in (kits.get(line) or {line.product_id: 1.0}).items():
                claimed[line.id, product.id] += max(0.0, -refund.qty) * per_unit
        for held in (
            self.env["after.sales.reservation"].sudo()._live_on("pos_line_id", self, ticket)
        ):
            claimed[held.pos_line_id.id, held.product_id.id] += held.quantity
        return claimed

    def _after_sales_claims(self):
        """Return lines that take something of these lines: of the receipt, or of the sales
        order that was settled with it."""
        return (
            self.env["after.sales.return.line"]
            .sudo()
            .search(
                (
                    Domain("pos_line_id", "in", self.ids)
                    | Domain("sale_line_id", "in", self.sudo().sale_order_line_id.ids)
                )
                & Domain("quantity_claimed", ">", 0)
            )
        )

    def _after_sales_settling(self, sale_line):
        """The one of these lines that settled ``sale_line``."""
        return self.filtered(lambda line: line.sudo().sale_order_line_id == sale_line)[:1]

    def _after_sales_plain_refunds(self):
        """Paid refunds of these lines that no return order made: of the ticket screen or of the
        back office. A role alone proves nothing, for the till sends it: only of the goods on an
        order that asks for a return it is checked (see ``pos_order_check.py``)."""
        refunds = self.sudo().refund_orderline_ids
        return refunds.filtered(
            lambda line: (
                line.order_id.state in PAID
                and not line.after_sales_line_id
                and not (line.after_sales_role == "goods" and line.order_id.after_sales_request)
            )
        )

    def _after_sales_returnable_quantities(self, ticket=None):
        """:return: dict (line id, product id) → what may still come back (> 0)"""
        claimed = self._after_sales_claimed_quantities(ticket)
        products = self.env["product.product"]
        return {
            key: quantity - claimed[key]
            for key, quantity in self._after_sales_sold_quantities().items()
            if products.browse(key[1]).uom_id.compare(quantity, claimed[key]) > 0
        }

    def _check_after_sales_claims(self, ticket=None, wanted=None):
        """Refuse claims beyond what was sold and did not come back yet.

        :param ticket: the ticket that is claiming: its own reservations do not count
        :param wanted: what it is about to reserve, dict (line id, product id) → quantity
        :raise UserError: a sentence for each product that is claimed too often
        """
        if not self:
            return
        self._collide_on_after_sales_claims()
        sold, claimed = (
            self._after_sales_sold_quantities(),
            self._after_sales_claimed_quantities(ticket),
        )
        for key, quantity in (wanted or {}).items():
            claimed[key] += quantity
        products = self.env["product.product"].sudo()
        refuse(
            [
                self.browse(key[0])._after_sales_overclaim_sentence(
                    products.browse(key[1]), sold[key], quantity, ticket
                )
                for key, quantity in claimed.items()
                if products.browse(key[1]).uom_id.compare(quantity, sold[key]) > 0
            ]
        )

    def _collide_on_after_sales_claims(self):
        """Make the later of two transactions that claim of the same line at once fail with a
        serialization error; Odoo runs it again, and then it sees the other's claim."""
        self.env.cr.execute(
            SQL(
                "UPDATE pos_order_line SET qty_claimed = qty_claimed WHERE id IN %s",
                tuple(self.ids),
            )
        )

    def _after_sales_overclaim_sentence(self, product, sold, claimed, ticket):
        names = {
            "receipt": self._after_sales_receipt_name(),
            "product": product.display_name,
            "sold": sold,
            "claimed": claimed,
            "unit": product.uom_id.name,
            "holders": ", ".join(self._after_sales_holders(product, ticket)),
        }
        if not sold:
            return self.env._(
                "Receipt %(receipt)s: nothing of %(product)s was sold with it that can come back "
                "(%(holders)s). Choose another line or receipt.",
                **names,
            )
        return self.env._(
            "Receipt %(receipt)s, %(product)s: %(sold)g %(unit)s were sold, but with this "
            "%(claimed)g would be returned (%(holders)s). Lower the quantity, or finish or cancel "
            "the other return first.",
            **names,
        )

    def _after_sales_receipt_name(self):
        """The number that is printed on the receipt."""
        self.ensure_one()
        return self.order_id.pos_reference or self.order_id.name

    def _after_sales_holders(self, product, ticket):
        """:return: list of str, who takes something of this product: return orders, refunds, and
        tills with their tickets"""
        self.ensure_one()
        claims = self._after_sales_claims().filtered(lambda claim: claim.product_id == product)
        refunds = self._after_sales_plain_refunds().order_id
        held = self.env["after.sales.reservation"].sudo()._live_on("pos_line_id", self, ticket)
        return [
            *claims.return_id.mapped("name"),
            *(
                self.env._("refund %(number)s", number=order.pos_reference or order.name)
                for order in refunds
            ),
            *held.filtered(lambda one: one.product_id == product)._holder_names(),
        ]

    # New goods of an exchange ---------------------------------------------------------------------

    def _after_sales_exchanged(self):
        """:return: dict line of new goods → the return line that it was given for"""
        new = self.sudo().filtered(
            lambda line: (
                line.after_sales_key
                and not line.after_sales_role
                and line.order_id.after_sales_ticket
            )
        )
        if not new:
            return {}
        returned = {
            (line.order_id.after_sales_ticket, line.after_sales_key): line.after_sales_line_id
            for line in new.order_id._after_sales_whole_tickets().lines
            if line.after_sales_line_id
        }
        old = {
            line: returned.get((line.order_id.after_sales_ticket, line.after_sales_key))
            for line in new
        }
        return {
            line.with_env(self.env): found.with_env(self.env)
            for line, found in old.items()
            if found
        }
