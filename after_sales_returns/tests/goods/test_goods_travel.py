from itertools import product as combinations

from odoo.fields import Command
from odoo.tests import tagged

from ..common import AfterSalesCommon

STEPS = (
    ("one_step", "ship_only"),
    ("two_steps", "pick_ship"),
    ("three_steps", "pick_pack_ship"),
)
TRACKING = ("none", "lot", "serial")


@tagged("post_install", "-at_install")
class TestGoodsTravel(AfterSalesCommon):
    """Owner, package, lot and serial travel with the goods, whatever ways a warehouse has: the
    same goods lie in stock after the return as before the sale, and nothing anywhere else.

    One product for each kind of goods: ours or a consignor's, in a box or loose, tracked or not.
    Five are in stock, two of them are sold.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.consignor = cls.env["res.partner"].create({"name": "Consignor"})
        cls.customers = cls.customer.property_stock_customer
        cls.returns = cls.warehouse.after_sales_location_id
        cls.shelf = cls._create_location("Shelf", cls.returns)
        cls.boxed = cls.env["product.product"]
        cls.goods = cls.env["product.product"].union(
            *(
                cls._create_goods(owner, is_boxed, tracking)
                for owner, is_boxed, tracking in combinations(
                    (cls.consignor.browse(), cls.consignor), (False, True), TRACKING
                )
            )
        )

    @classmethod
    def _create_goods(cls, owner, is_boxed, tracking):
        name = f"{owner.name or 'Ours'}, {'boxed' if is_boxed else 'loose'}, {tracking}"
        product = cls._create_product(name, 10.0, standard_price=4.0, tracking=tracking)
        cls.boxed |= product if is_boxed else cls.boxed
        quantities = {"none": (5,), "lot": (3, 2), "serial": (1,) * 5}[tracking]
        for index, quantity in enumerate(quantities):
            lot = cls.env["stock.lot"]
            if tracking != "none":
                lot = lot.create({"name": f"{name} {index}", "product_id": product.id})
            cls.env["stock.quant"]._update_available_quantity(
                product, cls.warehouse.lot_stock_id, quantity, lot_id=lot, owner_id=owner
            )
        return product

    @classmethod
    def _create_location(cls, name, parent):
        return cls.env["stock.location"].create(
            {"name": name, "usage": "internal", "location_id": parent.id}
        )

    def _push(self, source, destination, auto="manual"):
        """A rule of the warehouse that moves on what comes to ``source``."""
        route = self.env["stock.route"].create(
            {
                "name": f"From {source.name}",
                "warehouse_selectable": True,
                "warehouse_ids": [Command.set(self.warehouse.ids)],
            }
        )
        return self.env["stock.rule"].create(
            {
                "name": route.name,
                "route_id": route.id,
                "action": "pull_push" if auto == "pull" else "push",
                "auto": auto,
                "location_src_id": source.id,
                "location_dest_id": destination.id,
                "picking_type_id": self.warehouse.int_type_id.id,
                "warehouse_id": self.warehouse.id,
            }
        )

    def _put_away(self, source, destination):
        return self.env["stock.putaway.rule"].create(
            {
                "location_in_id": source.id,
                "location_out_id": destination.id,
                "company_id": self.company.id,
            }
        )

    # Where everything lies ------------------------------------------------------------------

    def _lying(self, product):
        """:return: dict (location, lot, owner) → quantity, packages and reservations apart"""
        lying = {}
        for quant in self.env["stock.quant"].search([("product_id", "=", product.id)]):
            if quant.quantity:
                key = quant.location_id.display_name, quant.lot_id.name, quant.owner_id.name
                lying[key] = lying.get(key, 0.0) + quant.quantity
        return {key: quantity for key, quantity in lying.items() if quantity}

    def _quantities(self, location, products=None):
        """:return: dict product name → list of quantities of the quants below ``location``"""
        quants = self.env["stock.quant"].search(
            [
                ("location_id", "child_of", location.ids),
                ("product_id", "in", (products or self.goods).ids),
                ("quantity", "!=", 0),
            ]
        )
        return {
            product.name: sorted(own.mapped("quantity"))
            for product, own in quants.grouped("product_id").items()
        }

    # Steps ----------------------------------------------------------------------------------

    def _sell_goods(self, products=None, quantity=2):
        sale = self._sell(
            *((product, quantity) for product in products or self.goods),
            deliver=False,
            invoice=False,
        )
        while waiting := sale.picking_ids.filtered(lambda p: p.state not in ("done", "cancel")):
            ready = waiting.filtered(lambda p: p.state in ("assigned", "confirmed"))
            ready.action_assign()
            ready.move_ids.picked = True
            boxed = ready.move_line_ids.filtered(lambda line: line.product_id in self.boxed)
            for lines in (
                boxed.filtered(lambda line: line.location_dest_id == self.customers)
                .grouped("product_id")
                .values()
            ):
                lines.result_package_id = self.env["stock.package"].create({})
            ready.with_context(skip_backorder=True).button_validate()
        return sale

    def _bring_back(self, sale, quantity=2, is_named=False):
        """:param is_named: whether the customer names the lots; else the warehouse reads them"""
        order = self._create_return(sale, {line.product_id: quantity for line in sale.order_line})
        for line in order.line_ids if is_named else ():
            line.lot_ids = line._sold_lots()[
                : quantity if line.product_id.tracking == "serial" else 1
            ]
        self._approve(order)
        for line in order.line_ids.filtered(lambda line: line.product_id.tracking != "none"):
            if not line.lot_ids:
                self._fill(order, line)
        self._receive(order)
        return order

    def _fill(self, order, line):
        """The warehouse reads the lots and serials off the goods, and nothing else."""
        left, parts = line.quantity, {}
        for lot, quantity in line._sold_lot_quantities().items():
            parts[lot] = min(left, quantity)
            left -= parts[lot]
        move = line.move_ids
        move.move_line_ids.unlink()
        move.move_line_ids = [
            Command.create({**move._prepare_move_line_vals(quantity=part), "lot_id": lot.id})
            for lot, part in parts.items()
            if part
        ]

    def _restock(self, order):
        parts = self._decide(order)
        self._validate(parts.move_ids.picking_id.filtered(lambda p: p.state != "done"))
        return parts

    def _check_cycle(self, between=lambda: None, is_named=False):
        """Sold, returned, sorted and back in stock: all is as it was before."""
        before = {product: self._lying(product) for product in self.goods}
        order = self._bring_back(self._sell_goods(), is_named=is_named)
        between()
        self._restock(order)
        self.assertEqual(set(order.line_ids.mapped("quantity_received")), {2.0})
        self.assertEqual(set(order.line_ids.sale_line_id.mapped("qty_delivered")), {0.0})
        for product in self.goods:
            with self.subTest(goods=product.name):
                self.assertEqual(self._lying(product), before[product])
        return order

    # The table ------------------------------------------------------------------------------

    def test_steps(self):
        for reception, delivery in STEPS:
            with self.subTest(reception=reception, delivery=delivery):
                self.warehouse.write({"reception_steps": reception, "delivery_steps": delivery})
                self._check_cycle()

    def test_put_away_below_returns(self):
        self._put_away(self.returns, self.shelf)
        self._check_cycle(
            lambda: self.assertEqual(self._quantities(self.shelf), self._quantities(self.returns)),
            is_named=True,
        )

    def test_pushed_on(self):
        """A rule brings what came in to an inspection room, outside Returns."""
        room = self._create_location("Room", self.warehouse.view_location_id)
        self._push(self.returns, room)

        def inspect():
            moves = self.env["stock.move"].search(
                [("location_dest_id", "=", room.id), ("state", "=", "assigned")]
            )
            self.assertEqual(moves.product_id, self.goods)
            self._validate(moves.picking_id)

        self._check_cycle(inspect)

    def test_pushed_on_by_itself(self):
        room = self._create_location("Room", self.warehouse.view_location_id)
        self._push(self.returns, room, auto="transparent")
        self._check_cycle()

    def test_sorted_before_it_was_pushed_on(self):
        room = self._create_location("Room", self.warehouse.view_location_id)
        self._push(self.returns, room)
        self._check_cycle()
        waiting = self.env["stock.move"].search(
            [("location_dest_id", "=", room.id), ("state", "not in", ("done", "cancel"))]
        )
        self.assertFalse(waiting)

    def test_a_part_of_what_is_pushed_on(self):
        """Two wait to be carried on, one of them is sorted first."""
        room = self._create_location("Room", self.warehouse.view_location_id)
        self._push(self.returns, room)
        goods = self.goods.filtered(lambda product: product.tracking == "none")
        order = self._bring_back(self._sell_goods(goods))
        order.action_sort().action_split()
        first = self.env["after.sales.disposition"].union(
            *(line.disposition_ids[:1] for line in order.line_ids)
        )
        first.grade_id = self.grade_a
        first.action_decide()
        waiting = self.env["stock.move"].search(
            [("location_dest_id", "=", room.id), ("state", "=", "assigned")]
        )
        self.assertEqual(waiting.product_id, goods)
        self.assertEqual(set(waiting.mapped("quantity")), {1.0})

    def test_what_would_carry_it_on_later_is_lowered_too(self):
        """To a room, and from it to the shelf of whoever inspects it."""
        room = self._create_location("Room", self.warehouse.view_location_id)
        self._push(self.returns, room)
        goods = self.goods.filtered(lambda product: product.tracking == "none")
        order = self._bring_back(self._sell_goods(goods))
        later = self.env["stock.move"]
        for move in order.line_ids.move_ids.move_dest_ids:
            later |= move.copy(
                {
                    "location_id": room.id,
                    "location_dest_id": self.shelf.id,
                    "picking_id": False,
                    "move_orig_ids": [Command.link(move.id)],
                }
            )
        later._action_confirm(merge=False)
        order.action_sort().action_split()
        for quantities in ({1.0}, {0.0}):
            parts = self.env["after.sales.disposition"].union(
                *(
                    line.disposition_ids.filtered(lambda one: one.state == "draft")[:1]
                    for line in order.line_ids
                )
            )
            parts.grade_id = self.grade_a
            parts.action_decide()
            planned = {
                move.product_qty if move.state != "cancel" else 0.0
                for move in later | later.move_orig_ids
            }
            self.assertEqual(planned, quantities)

    def test_one_out_of_the_box(self):
        """The other stays with the customer, in the box; one by one both come back."""
        before = {product: self._lying(product) for product in self.boxed}
        sale = self._sell_goods(self.boxed)
        self._restock(self._bring_back(sale, quantity=1))
        for product in self.boxed:
            with self.subTest(goods=product.name):
                quants = self.env["stock.quant"].search(
                    [
                        ("product_id", "=", product.id),
                        ("location_id", "=", self.customers.id),
                        ("quantity", "!=", 0),
                    ]
                )
                self.assertEqual(quants.mapped("quantity"), [1.0])
                self.assertTrue(quants.package_id)
        self._restock(self._bring_back(sale, quantity=1))
        for product in self.boxed:
            with self.subTest(goods=product.name):
                self.assertEqual(self._lying(product), before[product])

    def test_over_two_parcels(self):
        """What comes with the backorder of a receipt is the owner's, too."""
        goods = self.goods.filtered(lambda product: product.tracking == "none")
        before = {product: self._lying(product) for product in goods}
        sale = self._sell_goods(goods)
        order = self._approve(self._create_return(sale))
        self._receive(order, 1)
        self._receive(order)
        self._restock(order)
        for product in goods:
            with self.subTest(goods=product.name):
                self.assertEqual(self._lying(product), before[product])

    def test_sent_back(self):
        """What goes back to the customer leaves as it came, and may come again."""
        sale = self._sell_goods()
        sold = {product: self._lying(product) for product in self.goods}
        order = self._bring_back(sale)
        self._validate(self._decide(order, route="send_back").move_ids.picking_id)
        for product in self.goods:
            with self.subTest(goods=product.name):
                self.assertEqual(self._lying(product), sold[product])

    def test_scrapped(self):
        order = self._bring_back(self._sell_goods())
        self._decide(order, grade_id=self.grade_d.id)
        for product in self.goods:
            with self.subTest(goods=product.name):
                self.assertNotIn(product.name, self._quantities(self.returns))
                self.assertEqual(
                    sum(self._quantities(self.warehouse.lot_stock_id)[product.name]), 3
                )

    def test_a_consignors_goods_are_worth_nothing_to_us(self):
        """Two of a consignor's five are sold and come back: the stock is worth what it was."""
        goods = self.goods.filtered(lambda product: product.name.startswith("Consignor"))
        goods.categ_id.property_cost_method = "average"
        before = sum(goods.mapped("total_value"))
        self._restock(self._bring_back(self._sell_goods(goods)))
        goods.invalidate_recordset()
        self.assertEqual(sum(goods.mapped("total_value")), before)
        self.assertEqual(before, 0.0)

    def test_two_returns_of_one_product(self):
        """One of ours and one of a consignor's lie in Returns: each return has its own."""
        product = self._create_product("Cap", 9.0)
        orders = []
        for owner in (self.consignor.browse(), self.consignor):
            self.env["stock.quant"]._update_available_quantity(
                product, self.warehouse.lot_stock_id, 1, owner_id=owner
            )
            orders.append(self._bring_back(self._sell_goods(product, quantity=1), quantity=1))
        ours, consignors = orders
        self.assertEqual(self._decide(consignors).move_ids.move_line_ids.owner_id, self.consignor)
        self.assertFalse(self._decide(ours).move_ids.move_line_ids.owner_id)

    def test_where_it_lies_stands_on_the_sorting_table(self):
        self._put_away(self.returns, self.shelf)
        product = self.goods[:1]
        order = self._bring_back(self._sell_goods(product), is_named=True)
        self.assertEqual(order.disposition_ids.goods_place, self.shelf.display_name)
