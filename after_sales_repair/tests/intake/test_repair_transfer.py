from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ..common import RepairCommon

STEPS = ("one_step", "two_steps", "three_steps")


class TransferCase(RepairCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.serials = cls._create_serials(cls.phone, "T1", "T2", "T3", "T4", "T5")
        cls.stock = cls.warehouse.lot_stock_id
        cls.customers = cls.customer.property_stock_customer

    @classmethod
    def _sell_one(cls, product, **vals):
        return cls._sell((product, 1), **vals)

    @classmethod
    def _give_back(cls, picking, quantity=1):
        """Odoo's own return of a delivery, received."""
        wizard = (
            cls.env["stock.return.picking"]
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = quantity
        back = cls.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        cls._validate(back)
        return back

    @classmethod
    def _repair_of(cls, picking, product=None):
        """Odoo's Repair action on a transfer, saved."""
        action = picking.action_repair_return()
        form = Form(
            cls.env["repair.order"].with_context(**action["context"]),
            "repair.view_repair_order_form",
        )
        form.product_id = product or picking.move_ids.product_id[:1]
        form.fault_description = "Does not turn on"
        return form.save()

    def _lying(self, product):
        """:return: dict location → quantity of whomever, where there is any"""
        lying = {}
        for quant in self.env["stock.quant"].search([("product_id", "=", product.id)]):
            lying[quant.location_id] = lying.get(quant.location_id, 0.0) + quant.quantity
        return {location: quantity for location, quantity in lying.items() if quantity}


@tagged("post_install", "-at_install")
class TestRepairOfDelivery(TransferCase):
    """The customer has what was delivered, and hands it in."""

    def test_it_comes_from_the_customer_and_goes_back(self):
        for product in (self.shirt, self.phone):
            with self.subTest(product=product.name):
                sale = self._sell_one(product)
                before = self._lying(product)
                repair = self._repair_of(sale.picking_ids)
                repair.action_validate()
                self.assertEqual(repair.goods_location_id, self.shelf)
                self.assertEqual(self._lying(product)[self.stock], before[self.stock])
                self.assertEqual(self._lying(product)[self.shelf], 1.0)
                self._diagnose(repair)
                self._work(repair)
                self._hand_back(repair)
                self.assertEqual(self._lying(product), before)

    def test_what_is_in_repair_is_not_refunded(self):
        sale = self._sell_one(self.shirt)
        repair = self._repair_of(sale.picking_ids)
        repair.action_validate()
        with self.assertRefused(f"In repair: {repair.name}"):
            self._create_return(sale).action_request()
        self._diagnose(repair)
        self._work(repair)
        self._hand_back(repair)
        self._create_return(sale).action_request()

    def test_one_in_repair_is_missing_once(self):
        """The same product stands on two lines of the order."""
        sale = self._sell((self.shirt, 1), (self.shirt, 1))
        lines = sale.order_line
        repair = self._repair_of(sale.picking_ids)
        repair.product_qty = 1.0
        repair.action_validate()
        self.assertEqual(sum(lines._after_sales_returnable_quantities().values()), 1.0)
        each = [sum(line._after_sales_returnable_quantities().values()) for line in lines]
        self.assertEqual(sum(each), 1.0, "each line asked by itself")
        for first, second in (lines, reversed(lines)):
            claim, other = self._create_return(sale), self._create_return(sale)
            (claim.line_ids & second.after_sales_line_ids).unlink()
            (other.line_ids & first.after_sales_line_ids).unlink()
            claim.action_request()
            self.assertFalse(lines._after_sales_returnable_quantities())
            with self.assertRefused(f"In repair: {repair.name}"):
                other.action_request()
            claim.action_cancel()

    def test_what_may_be_of_one_line_only_is_missing_there(self):
        """Whichever was taken in first: one lot left on both lines, the other on the first."""
        tea = self._create_product("Tea Set", 40.0, standard_price=15.0, tracking="lot")
        both, one = self.env["stock.lot"].create(
            [{"name": name, "product_id": tea.id} for name in ("BOTH", "ONE")]
        )
        Quant = self.env["stock.quant"]
        Quant._update_available_quantity(tea, self.stock, 2, lot_id=both)
        Quant._update_available_quantity(tea, self.stock, 1, lot_id=one)
        sale = self._sell((tea, 2), (tea, 1), deliver=False, invoice=False)
        lines = sale.order_line
        lines.move_ids.move_line_ids.unlink()
        for line, lots in zip(lines, (both | one, both), strict=True):
            line.move_ids.move_line_ids = [
                Command.create(
                    {**line.move_ids._prepare_move_line_vals(quantity=1.0), "lot_id": lot.id}
                )
                for lot in lots
            ]
        self._validate(sale.picking_ids)
        order = self._create_return(sale, line_vals={"quantity": 1.0})
        order.line_ids[1].unlink()
        order.action_request()
        for lot in (both, one):
            repair = self._repair_of(sale.picking_ids, tea)
            repair.write({"product_qty": 1.0, "lot_id": lot.id})
            repair.action_validate()
        self.assertFalse(lines._after_sales_returnable_quantities())

    def test_a_serial_in_repair_is_missing_of_its_line(self):
        sale = self._sell((self.phone, 1), (self.phone, 1))
        first, second = sale.order_line
        repair = self._repair_of(sale.picking_ids)
        repair.lot_id = second.move_ids.lot_ids
        repair.action_validate()
        left = sale.order_line._after_sales_returnable_quantities()
        self.assertEqual(left, {(first.id, self.phone.id): 1.0})

    def test_what_a_return_waits_for_is_not_taken_in(self):
        sale = self._sell_one(self.shirt)
        delivery = sale.picking_ids
        order = self._approve(self._create_return(sale))
        repair = self._repair_of(delivery)
        with self.assertRefused(f"0 is left with the customer; {order.name} has the rest"):
            repair.action_validate()


@tagged("post_install", "-at_install")
class TestRepairOfReceipt(TransferCase):
    """What Odoo's own return received lies in the stock; it is brought to the shelf."""

    def test_it_comes_out_of_the_stock(self):
        for steps in STEPS:
            for product in (self.shirt, self.phone):
                with self.subTest(steps=steps, product=product.name):
                    self.warehouse.reception_steps = steps
                    sale = self._sell_one(product)
                    before = self._lying(product)
                    back = self._give_back(sale.picking_ids)
                    self.assertEqual(sale.order_line.qty_delivered, 0.0)
                    repair = self._repair_of(back)
                    repair.action_validate()
                    lying = self._lying(product)
                    self.assertEqual(lying[self.shelf], 1.0)
                    self.assertEqual(lying[self.stock], before[self.stock])
                    self._diagnose(repair)
                    self._work(repair)
                    self._hand_back(repair)
                    self.assertEqual(self._lying(product), before)
                    self.assertEqual(sale.order_line.qty_delivered, 1.0)

    def test_the_rest_is_carried_on_into_the_stock(self):
        self.warehouse.reception_steps = "two_steps"
        sale = self._sell((self.shirt, 5))
        back = self._give_back(sale.picking_ids, 5)
        onward = back.move_ids._after_sales_onward()
        self.assertRecordValues(onward, [{"product_uom_qty": 5.0, "quantity": 5.0}])
        for left in (4.0, 3.0):
            repair = self._repair_of(back)
            repair.product_qty = 1.0
            repair.action_validate()
            self.assertRecordValues(onward, [{"product_uom_qty": left, "quantity": left}])
        self.assertEqual(self._lying(self.shirt)[self.shelf], 2.0)

    def test_a_parcel_that_comes_back_was_not_delivered(self):
        """It is the item of the parcel that comes back, none of the stock."""
        sale = self._sell_one(self.shirt)
        before = self._lying(self.shirt)
        repair = self._repair_of(self._give_back(sale.picking_ids))
        repair.hand_back_by = "ship"
        repair.action_validate()
        self._diagnose(repair)
        self._work(repair)
        for _parcel in range(2):
            self._hand_back(repair)
            self.assertEqual(self._lying(self.shirt), before)
            self.assertEqual(sale.order_line.qty_delivered, 1.0)
            repair.action_parcel_back()
            lying = self._lying(self.shirt)
            self.assertEqual((lying[self.shelf], lying[self.stock]), (1.0, before[self.stock]))
            self.assertEqual(sale.order_line.qty_delivered, 0.0)

    def test_it_is_not_there_any_more(self):
        sale = self._sell_one(self.phone)
        back = self._give_back(sale.picking_ids)
        repair = self._repair_of(back)
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.phone.id,
                "lot_id": repair.lot_id.id,
                "location_id": self.stock.id,
            }
        )
        scrap.action_validate()
        with self.assertRefused(f"no longer lies in .*, where {back.name} put it"):
            repair.action_validate()

    def test_a_consignors_item_stays_the_consignors(self):
        consignor = self.env["res.partner"].create({"name": "Consignor"})
        product = self._create_product("Lamp", 40.0, standard_price=15.0)
        self.env["stock.quant"]._update_available_quantity(
            product, self.stock, 1, owner_id=consignor
        )
        sale = self._sell_one(product)
        repair = self._repair_of(self._give_back(sale.picking_ids))
        repair.action_validate()
        self.assertEqual(self._quantity_at(product, self.shelf, consignor), 1.0)
        self.assertEqual(self._quantity_at(product, self.shelf), 0.0)
        self._diagnose(repair)
        self._work(repair)
        self._hand_back(repair)
        self.assertEqual(self._lying(product), {self.customers: 1.0})

    def test_what_a_supplier_delivered_is_ours(self):
        supplier = self.env["res.partner"].create({"name": "Maker"})
        receipt = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "partner_id": supplier.id,
                "location_id": supplier.property_stock_supplier.id,
                "location_dest_id": self.stock.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.shirt.id,
                            "product_uom_qty": 1,
                            "location_id": supplier.property_stock_supplier.id,
                            "location_dest_id": self.stock.id,
                        }
                    )
                ],
            }
        )
        receipt.action_confirm()
        self._validate(receipt)
        before = self._lying(self.shirt)
        repair = self._repair_of(receipt)
        self.assertRecordValues(repair, [{"after_sales_origin": "store", "partner_id": False}])
        repair.action_validate()
        self.assertEqual(self._lying(self.shirt)[self.shelf], 1.0)
        self.assertEqual(self._lying(self.shirt)[self.stock], before[self.stock] - 1)
        self._diagnose(repair)
        self._work(repair)
        self._hand_back(repair)
        self.assertEqual(self._lying(self.shirt), before)

    def test_our_own_receipt_belongs_to_its_return(self):
        order = self._returned((self.shirt, 1))
        with self.assertRefused(f"{order.picking_ids.name}: its goods belong to {order.name}"):
            order.picking_ids.action_repair_return()
        repair = self._counter_repair(picking_id=order.picking_ids.id)
        with self.assertRefused(f"received is repaired by {order.name}"):
            repair.action_validate()

    def test_as_in_odoo_without_a_role_of_ours(self):
        """Who has no role of ours repairs on the spot, as in Odoo."""
        user = new_test_user(
            self.env, "asr_odoo", groups="stock.group_stock_user,sales_team.group_sale_salesman"
        )
        sale = self._sell_one(self.shirt)
        back = self._give_back(sale.picking_ids)
        before = self._lying(self.shirt)
        repair = self._repair_of(back).with_user(user)
        repair.action_validate()
        repair.action_repair_start()
        repair.action_repair_end()
        self.assertEqual(self._lying(self.shirt), before)


@tagged("post_install", "-at_install")
class TestOneSerialOneDocument(TransferCase):
    """A serial number is in one open document of ours, wherever it was made first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sale = cls._sell_one(cls.phone)
        cls.lot = cls.sale.picking_ids.move_line_ids.lot_id

    def _return_of_lot(self):
        order = self._create_return(self.sale)
        order.line_ids.lot_ids = self.lot
        return order

    def _repair_of_lot(self):
        return self._counter_repair(self.phone, self.lot.name, lot_id=self.lot.id)

    def test_in_repair_first(self):
        repair = self._repair_of_lot()
        repair.action_validate()
        order = self._return_of_lot()
        with self.assertRefused(f"serial number {self.lot.name} already, with {repair.name}"):
            order.action_request()
        repair.action_repair_cancel()
        self._hand_back(repair)
        order.action_request()

    def test_a_return_that_names_no_serial(self):
        """The receipt finds out."""
        order = self._approve(self._create_return(self.sale))
        repair = self._repair_of_lot()
        repair.action_validate()
        order.picking_ids.move_line_ids.lot_id = self.lot
        with self.assertRefused(f"already, with {repair.name}"):
            self._receive(order)

    def test_a_return_first(self):
        order = self._return_of_lot()
        order.action_request()
        repair = self._repair_of_lot()
        with self.assertRefused(f"{self.lot.name} already, or wait for it, with {order.name}"):
            repair.action_validate()
        order.action_cancel()
        repair.action_validate()

    def test_corrected_to_what_a_return_waits_for(self):
        order = self._return_of_lot()
        order.action_request()
        other = self._sell_one(self.phone).picking_ids.move_line_ids.lot_id
        repair = self._counter_repair(self.phone, other.name, lot_id=other.id)
        repair.action_validate()
        with self.assertRefused(f"{self.lot.name} already, or wait for it, with {order.name}"):
            repair.item_serial = self.lot.name

    def test_a_return_that_is_repaired(self):
        """The repair of a return has the serial for it, also while it is sorted and decided."""
        order = self._return_of_lot()
        order.line_ids.write({"reason_id": self.defect.id, "resolution": "repair"})
        self._approve(order)
        self._receive(order)
        self._decide(order, route="repair")
        repair = order.repair_ids
        self.assertEqual(repair.lot_id, self.lot)
        other = self._repair_of_lot()
        with self.assertRefused(f"already in repair as {repair.name}"):
            other.action_validate()


@tagged("post_install", "-at_install")
class TestConsignorsGoodsInRepair(TransferCase):
    """A consignor's lamp comes back to be repaired, beside a lamp of the customer's own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.consignor = cls.env["res.partner"].create({"name": "Consignor"})
        cls.lamp = cls._create_product("Lamp", 40.0, standard_price=15.0)
        cls.env["stock.quant"]._update_available_quantity(
            cls.lamp, cls.stock, 1, owner_id=cls.consignor
        )
        cls._counter_repair(cls.lamp).action_validate()
        cls.repair = cls._returned_repair(cls.lamp)

    def test_it_lies_on_the_shelf_as_the_consignors(self):
        self.assertEqual(self._quantity_at(self.lamp, self.shelf, self.consignor), 1.0)
        self.assertEqual(self._quantity_at(self.lamp, self.shelf), 0.0)

    def test_handed_back(self):
        self._diagnose(self.repair)
        self._work(self.repair)
        self._hand_back(self.repair)
        self.assertEqual(self._quantity_at(self.lamp, self.shelf, self.consignor), 0.0)
        self.assertEqual(self._quantity_at(self.lamp, self.customers, self.consignor), 1.0)

    def test_given_up(self):
        self.repair._give_up("Burnt", "outlet", "refund")
        outlet = self.warehouse.after_sales_outlet_location_id
        self.assertEqual(self._quantity_at(self.lamp, outlet, self.consignor), 1.0)
        self.assertEqual(self._quantity_at(self.lamp, self.shelf, self.customer), 1.0)
