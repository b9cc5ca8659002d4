from odoo.tests import tagged

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestLoan(LoanCommon):
    """Lending devices and taking them back: where they are, and what is refused."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pool = cls.warehouse.after_sales_loaner_location_id
        cls.lent = cls.warehouse.after_sales_lent_location_id
        cls.lot = cls._create_serials(cls.phone, "LOAN-1")
        cls._add_to_pool(cls.phone, cls.lot)

    def _take_back(self, loan, **vals):
        self.env["after.sales.loan.return"].create({"loan_id": loan.id, **vals}).action_take_back()

    # Stock --------------------------------------------------------------------------------------

    def test_pool_is_not_for_sale_and_still_valued(self):
        available, value = self._available(self.shirt), self._value(self.shirt)
        self._add_to_pool(self.shirt, quantity=2)
        self.assertEqual(self._quantity_at(self.shirt, self.pool), 2)
        self.assertEqual(self._available(self.shirt), available - 2)
        self.assertEqual(self._value(self.shirt), value)
        self.env["after.sales.loaner.transfer"].create(
            {
                "warehouse_id": self.warehouse.id,
                "product_id": self.shirt.id,
                "quantity": 2,
                "direction": "out",
            }
        ).action_add_to_pool()
        self.assertEqual(self._available(self.shirt), available)

    def test_pool_takes_only_what_is_there(self):
        with self.assertRefused("has 0 of it free, not 1"):
            self._add_to_pool(self.phone, self.lot)
        with self.assertRefused("free, not 1000"):
            self._add_to_pool(self.shirt, quantity=1000)

    def test_lend_and_take_back_are_moves(self):
        value = self._value(self.phone)
        loan = self._lend(self.phone, self.lot)
        self.assertRecordValues(loan, [{"state": "lent", "company_id": self.company.id}])
        self.assertRegex(loan.name, r"^LOAN/\d{4}/\d{5}$")
        self.assertEqual(self.lot.after_sales_loan_id, loan)
        self.assertEqual(self._quantity_at(self.phone, self.pool), 0)
        self.assertEqual(self._quantity_at(self.phone, self.lent), 1)
        self.assertEqual(self._value(self.phone), value)
        self._take_back(loan, grade_in_id=self.grade_a.id, condition_in="As lent")
        self.assertRecordValues(
            loan,
            [{"state": "returned", "grade_in_id": self.grade_a.id, "condition_in": "As lent"}],
        )
        self.assertTrue(loan.date_returned)
        self.assertFalse(self.lot.after_sales_loan_id)
        self.assertEqual(self._quantity_at(self.phone, self.pool), 1)
        self.assertEqual(self._quantity_at(self.phone, self.lent), 0)
        self.assertEqual(self._value(self.phone), value)
        self.assertEqual(loan.move_ids.mapped("state"), ["done", "done"])
        self.assertEqual(self._lend(self.phone, self.lot).state, "lent")

    def test_lost_device_leaves_stock_and_value(self):
        value = self._value(self.phone)
        loan = self._lend(self.phone, self.lot)
        self._take_back(loan, goes_to="lost")
        self.assertEqual(loan.state, "lost")
        self.assertEqual(self._quantity_at(self.phone, self.lent), 0)
        self.assertEqual(self._value(self.phone), value - 300.0)

    def test_damaged_device_is_repaired_and_goes_back_to_the_pool(self):
        loan = self._lend(self.phone, self.lot)
        self._take_back(loan, goes_to="repair", condition_in="Glass cracked")
        repair = self.env["repair.order"].search([("after_sales_damaged_loan_id", "=", loan.id)])
        self.assertRecordValues(
            repair,
            [
                {
                    "after_sales_origin": "store",
                    "after_sales_stage": "to_diagnose",
                    "lot_id": self.lot.id,
                    "goods_location_id": self.shelf.id,
                    "fault_description": "Glass cracked",
                }
            ],
        )
        self.assertEqual(self._quantity_at(self.phone, self.shelf), 1)
        with self.assertRefused("not among the loan devices"):
            self._lend(self.phone, self.lot)
        self._diagnose(repair)
        self._work(repair)
        repair.action_hand_back()
        self.assertEqual(repair.after_sales_stage, "handed_back")
        self.assertEqual(self._quantity_at(self.phone, self.pool), 1)

    def test_scanning_the_serial_chooses_the_device(self):
        loan = self.env["after.sales.loan"].create(
            {
                "partner_id": self.customer.id,
                "warehouse_id": self.warehouse.id,
                "lot_id": self.lot.id,
            }
        )
        self.assertEqual(loan.product_id, self.phone)
        self.assertEqual(loan.pool_lot_ids, self.lot)
        self.assertIn(self.phone, loan.pool_product_ids)

    # Refusals -----------------------------------------------------------------------------------

    def test_lent_serial_is_refused_with_who_has_it(self):
        loan = self._lend(self.phone, self.lot)
        with self.assertRefused(f"already lent. Lena Fischer has it since .*{loan.name}"):
            self._lend(self.phone, self.lot)

    def test_last_device_without_serial_is_lent_once(self):
        self._add_to_pool(self.shirt)
        loans = self.env["after.sales.loan"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "warehouse_id": self.warehouse.id,
                    "product_id": self.shirt.id,
                }
            ]
            * 2
        )
        with self.assertRefused("not among the loan devices"):
            loans.action_lend()
        loans[0].action_lend()
        with self.assertRefused("Lena Fischer has it since"):
            loans[1].action_lend()

    def test_serial_must_be_read(self):
        with self.assertRefused("read the serial number"):
            self._lend(self.phone)

    def test_due_day_must_not_have_passed(self):
        with self.assertRefused("which has passed"):
            self._lend(self.phone, self.lot, date_due="2020-01-01")

    def test_every_step_from_every_state(self):
        """Only what the transitions allow; nothing changes otherwise."""
        steps = {
            "lent": lambda loan: loan.action_lend(),
            "returned": lambda loan: loan._take_back(),
            "lost": lambda loan: loan._take_back("lost"),
            "cancelled": lambda loan: loan.action_cancel(),
        }
        allowed = {"draft": {"lent", "cancelled"}, "lent": {"returned", "lost"}}
        self._add_to_pool(self.shirt, quantity=20)
        vals = {
            "partner_id": self.customer.id,
            "warehouse_id": self.warehouse.id,
            "product_id": self.shirt.id,
        }
        for state in ("draft", "lent", "returned", "lost", "cancelled"):
            for target, step in steps.items():
                loan = self.env["after.sales.loan"].create(vals)
                if state in ("lent", "returned", "lost"):
                    loan.action_lend()
                if state != "lent" and state != "draft":
                    steps[state](loan)
                with self.subTest(state=state, target=target):
                    if target in allowed.get(state, ()):
                        step(loan)
                        self.assertEqual(loan.state, target)
                        continue
                    with self.assertRefused("cannot become"):
                        step(loan)
                    self.assertEqual(loan.state, state)

    def test_lent_device_is_fixed_and_kept(self):
        loan = self._lend(self.phone, self.lot)
        for vals in ({"lot_id": False}, {"deposit": 10.0}, {"partner_id": self.env.user.id}):
            with self.subTest(vals=vals), self.assertRefused("is fixed"):
                loan.write(vals)
        with self.assertRefused("is kept"):
            loan.unlink()
        loan.date_due = "2099-01-01"

    # Where it lies --------------------------------------------------------------------------------

    def _move_out(self, product, lot, source, destination):
        self.env["stock.quant"].invalidate_model()
        places = {"location_id": source.id, "location_dest_id": destination.id}
        move_vals = {
            **places,
            "company_id": self.company.id,
            "picked": True,
            "product_id": product.id,
            "product_uom": product.uom_id.id,
            "product_uom_qty": 1.0,
            "procure_method": "make_to_stock",
        }
        filled = self.env["stock.move"]._fill_after_sales_vals(move_vals, lot)
        self.env["stock.picking"]._create_after_sales_transfers(
            [
                {
                    **places,
                    "picking_type_id": self.warehouse.out_type_id.id,
                    "company_id": self.company.id,
                    "move_ids": [(0, 0, filled)],
                }
            ]
        )._action_done()

    def test_what_is_lent_is_neither_sold_nor_moved(self):
        customers = self.env.ref("stock.stock_location_customers")
        stock = self.warehouse.lot_stock_id
        loss = self.phone.property_stock_inventory
        loan = self._lend(self.phone, self.lot)
        self._add_to_pool(self.shirt, quantity=2)
        plain = self._lend(self.shirt)
        for source, destination in ((self.lent, customers), (self.lent, stock), (self.lent, loss)):
            with self.subTest(destination=destination.name):
                with self.assertRefused(f"LOAN-1 is lent to Lena Fischer as {loan.name}"):
                    self._move_out(self.phone, self.lot, source, destination)
                with self.assertRefused(f"is lent: {plain.name}"):
                    self._move_out(self.shirt, self.env["stock.lot"], source, destination)
        with self.assertRefused("is lent to Lena Fischer"):
            self._move_out(self.phone, self.lot, stock, customers)
        quant = self.env["stock.quant"].search(
            [("lot_id", "=", self.lot.id), ("location_id", "=", self.lent.id)]
        )
        quant.inventory_quantity = 0.0
        with self.assertRefused("is lent to"):
            quant.action_apply_inventory()
        # What is not lent goes on.
        self._move_out(self.shirt, self.env["stock.lot"], self.pool, stock)
        (loan | plain)._take_back()
        self._move_out(self.phone, self.lot, self.pool, stock)

    def test_what_is_lent_of_a_lot_is_neither_sold_nor_moved(self):
        """What else of the lot lies there goes on."""
        product = self._create_product("Headset", 30.0, tracking="lot")
        lot = self._create_serials(product, "LOT-7")
        self._stock(product, 1, lot)
        stock = self.warehouse.lot_stock_id
        self._move_out(product, lot, stock, self.pool)
        self._move_out(product, lot, stock, self.lent)
        loan = self._lend(product, lot)
        self._move_out(product, lot, self.lent, stock)
        for destination in (self.env.ref("stock.stock_location_customers"), stock):
            refused = self.assertRefused(f"LOT-7.* is lent: {loan.name}")
            with self.subTest(destination.name), refused:
                self._move_out(product, lot, self.lent, destination)
        loan._take_back()

    def test_taken_back_from_where_lent_devices_are(self):
        loan = self._lend(self.phone, self.lot)
        quants = self.env["stock.quant"]
        quants._update_available_quantity(self.phone, self.lent, -1, lot_id=self.lot)
        for step in (loan._take_back, lambda: loan._take_back("lost")):
            with self.assertRefused("does not lie in .*Lent"):
                step()
        self.assertEqual(loan.state, "lent")
        quants._update_available_quantity(self.phone, self.lent, 1, lot_id=self.lot)
        loan._take_back()

    # Repair -------------------------------------------------------------------------------------

    def test_loan_takes_customer_store_and_day_from_the_repair(self):
        repair = self._counter_repair(date_promised="2099-05-04 12:00:00")
        loan = self.env["after.sales.loan"].create(
            {"repair_id": repair.id, "product_id": self.phone.id, "lot_id": self.lot.id}
        )
        self.assertRecordValues(
            loan,
            [
                {
                    "partner_id": self.customer.id,
                    "warehouse_id": self.warehouse.id,
                    "date_due": self.env["after.sales.loan"]
                    ._fields["date_due"]
                    .to_date("2099-05-04"),
                }
            ],
        )

    def _ready_with_loan(self):
        repair = self._counter_repair()
        repair.action_validate()
        loan = self._lend(self.phone, self.lot, repair_id=repair.id)
        self._diagnose(repair)
        self._work(repair)
        return repair, loan

    def test_repair_is_not_handed_back_while_its_loan_is_out(self):
        repair, loan = self._ready_with_loan()
        self.assertEqual(repair.after_sales_open_loan_count, 1)
        with self.assertRefused(f"still has Phone LOAN-1 .{loan.name}"):
            self._hand_back(repair)
        self._take_back(loan)
        self.assertEqual(repair.after_sales_open_loan_count, 0)
        self.assertFalse(self._hand_back(repair))
        self.assertEqual(repair.after_sales_stage, "handed_back")

    def test_manager_lets_it_go_with_a_reason(self):
        self._create_users()
        repair, loan = self._ready_with_loan()
        wizard = self.env["after.sales.loan.release"].with_user(self.manager)
        wizard.create({"repair_id": repair.id, "reason": "Brings it on Monday"}).action_release()
        self.assertEqual(repair.after_sales_loan_release_reason, "Brings it on Monday")
        self.assertIn("Brings it on Monday", repair.message_ids[0].body)
        self.assertFalse(self._hand_back(repair))
        self.assertRecordValues(loan, [{"state": "lent", "repair_id": repair.id}])

    def test_cancelled_repair_keeps_its_loan(self):
        repair = self._counter_repair()
        repair.action_validate()
        loan = self._lend(self.phone, self.lot, repair_id=repair.id)
        repair.action_repair_cancel()
        self.assertEqual(loan.state, "lent")
        with self.assertRefused("still has Phone"):
            self._hand_back(repair)

    def test_no_loan_for_an_ended_repair(self):
        repair = self._counter_repair()
        repair.action_repair_cancel()
        with self.assertRefused("has ended"):
            self._lend(self.phone, self.lot, repair_id=repair.id)
