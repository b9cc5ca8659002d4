from odoo import fields, models
from odoo.fields import Command


class RepairOrder(models.Model):
    """Where the item is, and the stock moves that carry it.

    Every place but the customer's is a real stock location. What is the customer's own moves
    with the customer as its owner, so that it is neither ours, nor valued, nor for sale. An item
    that is no product of ours, or none that is stored, moves only on paper.
    """

    _inherit = "repair.order"

    goods_location_id = fields.Many2one(
        "stock.location",
        string="Item Is At",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Empty as long as it is not taken in, and once it is handed back.",
    )
    item_move_ids = fields.One2many(
        "stock.move",
        "after_sales_item_repair_id",
        string="Item Moves",
        help="The way of the item: taken in, to the workshop, back to the store, handed back.",
    )

    def _is_item_stored(self):
        """Whether stock moves carry the item."""
        self.ensure_one()
        return bool(self.product_id.is_storable)

    def _is_customers_own(self):
        """Whether the item stays the customer's in our books: it came over the counter. What
        came with a return order, or by a receipt of Odoo's, is ours as it was received."""
        self.ensure_one()
        handed_in = self.after_sales_origin == "counter" and bool(self.partner_id)
        return handed_in and not self._received_by_transfer()

    def _here(self):
        """The warehouse that has the item: the store until it sent it away, else the workshop."""
        self.ensure_one()
        store = self.after_sales_store_id
        unsent = self.goods_location_id == store.after_sales_repair_location_id
        return store if unsent else self.after_sales_workshop_id

    def _item_problems(self):
        """What stands against working on the item: it is not here yet."""
        self.ensure_one()
        coming = self.sudo().item_move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        if not coming:
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s): the item is on its way. Validate %(transfers)s first.",
                transfers=", ".join(coming.picking_id.mapped("name")),
                **self._names(),
            )
        ]

    # Moving -----------------------------------------------------------------------------------

    def _move_items(self, destination, picking_type, done=True):
        """Bring these items to ``destination``, one transfer per repair.

        :param destination: function repair → ``stock.location``
        :param picking_type: function repair → ``stock.picking.type``
        :param done: whether the items move now; else transfers wait to be validated
        :return: the transfers; none for items that move only on paper
        """
        stored = self.filtered(lambda repair: repair._is_item_stored())
        pickings = self.env["stock.picking"]._create_after_sales_transfers(
            [
                repair._prepare_item_picking_vals(destination(repair), picking_type(repair), done)
                for repair in stored
            ]
        )
        if done:
            pickings._action_done()
            for location, repairs in (self - stored).grouped(destination).items():
                repairs._on_item_moved(location)
        return pickings

    def _prepare_item_picking_vals(self, destination, picking_type, picked):
        """:return: dict for the ``stock.picking`` that carries the item to ``destination``"""
        self.ensure_one()
        places = {
            "location_id": self._item_source().id,
            "location_dest_id": destination.id,
            "picking_type_id": picking_type.id,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
        }
        move_vals = {**self._prepare_item_move_vals(), **places, "picked": picked}
        if destination.usage == "customer":
            move_vals.update(self._prepare_item_redelivery_vals())
        elif not self.goods_location_id:
            move_vals.update(self._prepare_item_undelivered_vals())
        return {
            **places,
            "origin": self.name,
            "after_sales_return_ids": [Command.set(self.after_sales_return_id.ids)],
            "move_ids": [Command.create(self._fill_item_move_vals(move_vals))],
        }

    def _prepare_item_redelivery_vals(self):
        """What makes handing back an item that was received as ours count for its sale again.

        :return: dict for the ``stock.move`` to the customer
        """
        self.ensure_one()
        disposition = self.after_sales_disposition_id
        if disposition:
            return {
                **disposition._prepare_redelivery_vals(),
                "after_sales_disposition_id": disposition.id,
            }
        received = self._received_from("customer")[:1]
        if not received or self._is_customers_own():
            return {}
        return {
            "sale_line_id": received.sale_line_id.id,
            "origin_returned_move_id": received.id,
            "to_refund": received.to_refund,
        }

    def _prepare_item_undelivered_vals(self):
        """What makes an item that comes back after it was handed back count as not delivered.

        :return: dict for the ``stock.move`` from the customer
        """
        self.ensure_one()
        delivery = self._item_delivery()
        if not delivery.sale_line_id:
            return {}
        return {
            "sale_line_id": delivery.sale_line_id.id,
            "origin_returned_move_id": delivery.id,
            "to_refund": delivery.to_refund,
            "after_sales_disposition_id": delivery.after_sales_disposition_id.id,
        }

    def _item_delivery(self):
        """:return: the last ``stock.move`` that brought the item to its customer"""
        self.ensure_one()
        return self.item_move_ids.filtered(
            lambda move: move.state == "done" and move.location_dest_usage == "customer"
        ).sorted("id")[-1:]

    def _item_source(self):
        """Where the item is, or comes from."""
        self.ensure_one()
        if self.goods_location_id:
            return self.goods_location_id
        if delivery := self._item_delivery():
            return delivery.location_dest_id
        if self._received_by_transfer():
            return self._item_quant().location_id
        if self.after_sales_origin == "store":
            return self.after_sales_store_id.lot_stock_id
        return self._customer_location()

    def _customer_location(self):
        self.ensure_one()
        partner = self.partner_id.with_company(self.company_id)
        return partner.property_stock_customer or self.env.ref("stock.stock_location_customers")

    def _prepare_item_move_vals(self):
        """:return: dict for the ``stock.move`` of the item, its places left out"""
        self.ensure_one()
        return {
            "after_sales_item_repair_id": self.id,
            "product_id": self.product_id.id,
            "product_uom": self.product_uom.id or self.product_id.uom_id.id,
            "product_uom_qty": self.product_qty,
            "procure_method": "make_to_stock",
            "description_picking": self.item_name or self.product_id.display_name,
            "origin": self.name,
        }

    def _fill_item_move_vals(self, vals):
        """Complete a move with its line: the item in the name of its owner, and out of the box
        that it was received in."""
        self.ensure_one()
        vals = self.env["stock.move"]._fill_after_sales_vals(vals, self.lot_id)
        there = self.goods_location_id or self._item_delivery()
        first = not there and self._received_by_transfer()
        package = self._item_quant().package_id if first else self.env["stock.package"]
        for _command, _id, line_vals in vals.get("move_line_ids", ()):
            line_vals.update(owner_id=self._item_owner().id, package_id=package.id)
        return vals

    def _item_owner(self):
        """Whose the item is in our books; nobody's: ours."""
        self.ensure_one()
        if self._is_customers_own():
            return self.partner_id
        carried = self.item_move_ids.filtered(lambda move: move.state == "done").sorted("id")
        if carried:
            return carried[-1:].move_line_ids.owner_id[:1]
        received = self._received_by_transfer()
        return self._item_quant().owner_id if received else self.env["res.partner"]

    def _on_item_moved(self, location):
        """The items have come to ``location``."""
        left = self.filtered(
            lambda repair: location.usage == "customer" or not repair._is_kept_at(location)
        )
        if left:
            left._on_left(location)
        kept = self - left
        if kept:
            kept.write(
                {
                    "goods_location_id": location.id,
                    "product_location_src_id": location.id,
                    "product_location_dest_id": location.id,
                }
            )

    def _is_kept_at(self, location):
        """Whether an item at ``location`` is still in our hands for its repair."""
        self.ensure_one()
        return location not in self.after_sales_store_id.lot_stock_id

    def _on_left(self, location):
        """The item left our hands: what follows for the customer and the return order."""
        self.write({"date_handed_back": fields.Datetime.now(), "goods_location_id": False})
        self.sudo().lot_id.filtered(
            lambda lot: lot.after_sales_repair_id in self
        ).after_sales_repair_id = False
        self._on_handed_back()

    # What the transfer of Odoo's Repair action moved ----------------------------------------------

    def _transfer_moves(self):
        """The done moves of the item by the transfer of this repair."""
        self.ensure_one()
        return self.sudo().picking_id.move_ids.filtered(
            lambda move: move.state == "done" and move.product_id == self.product_id
        )

    def _received_from(self, usage):
        """:return: the moves by which the transfer received the item from a location of ``usage``
        and put it somewhere of ours"""
        return self._transfer_moves().filtered(
            lambda move: move.location_usage == usage and move.location_dest_usage == "internal"
        )

    def _received_by_transfer(self):
        """The moves by which the transfer received the item, from whomever."""
        return self._transfer_moves().filtered(
            lambda move: (
                move.location_usage in ("customer", "supplier")
                and move.location_dest_usage == "internal"
            )
        )

    def _delivered_by_transfer(self):
        """The moves by which the transfer brought the item to its customer."""
        return self._transfer_moves().filtered(lambda move: move.location_dest_usage == "customer")

    def _delivered_lines(self):
        """:return: the ``sale.order.line`` that the item may have been delivered for: those of
        its serial, where it has one"""
        moves = self._delivered_by_transfer()
        own = moves.filtered(lambda move: self.lot_id & move.move_line_ids.lot_id)
        return (own or moves).sale_line_id

    def _item_quant(self):
        """:return: the ``stock.quant`` of the item among what its transfer brought; empty if it
        does not lie there any more, or somebody has reserved it"""
        self.ensure_one()
        places = self._received_by_transfer()._after_sales_places()
        free = places._after_sales_free_quants(self.product_id)
        unit = self.product_id.uom_id
        return next(
            (
                quant
                for quant, quantity in free.items()
                if quant.lot_id == self.lot_id
                and unit.compare(quantity, self._item_quantity()) >= 0
            ),
            self.env["stock.quant"],
        )

    def _item_quantity(self):
        """How much is repaired, in the product's unit."""
        self.ensure_one()
        unit = self.product_uom or self.product_id.uom_id
        return unit._compute_quantity(self.product_qty, self.product_id.uom_id, round=False)
