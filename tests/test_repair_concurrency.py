"""Two people at one counter: one device, one item, one serial number, at the same moment."""

from two_at_once import TwoAtOnce

from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestRepairConcurrency(TwoAtOnce):
    @classmethod
    def _make_shop(cls, env):
        super()._make_shop(env)
        settings = {
            name: env.company[name].id
            for name in env.company._fields
            if name.startswith("after_sales_deposit_")
        }

        def restore():
            with cls.registry.cursor() as cr:
                cls._env(cr).company.write(settings)

        cls.addClassCleanup(restore)
        env.company._setup_after_sales_loan_deposits()

    def _store(self, env):
        return env["stock.warehouse"].browse(self.warehouse_id)

    def _serial_in_pool(self, env, name):
        lot = env["stock.lot"].create({"name": name, "product_id": self.phone_id})
        pool = self._store(env).after_sales_loaner_location_id
        env["stock.quant"]._update_available_quantity(lot.product_id, pool, 1, lot_id=lot)
        return lot

    def _loans(self, env, product_id, lot=None, **vals):
        """Two drafts of one device."""
        vals = {
            "partner_id": self._customer(env).id,
            "warehouse_id": self.warehouse_id,
            "product_id": product_id,
            "lot_id": lot.id if lot else False,
            # Cash belongs to tills, and none is open.
            "deposit_method": "card",
            **vals,
        }
        return env["after.sales.loan"].create([dict(vals), dict(vals)])

    def _repair(self, env, product_id, serial=False):
        return env["repair.order"].create(
            {
                "partner_id": self._customer(env).id,
                "product_id": product_id,
                "item_serial": serial,
                "picking_type_id": self._store(env).repair_type_id.id,
            }
        )

    def _ready(self, env, product_id, serial=False):
        repair = self._repair(env, product_id, serial)
        repair.action_validate()
        repair.action_repair_cancel()
        return repair

    # Lending ------------------------------------------------------------------------------------

    def _lend_both(self, first, second):
        refused = self._at_once(
            self._call("after.sales.loan", first, "action_lend"),
            self._call("after.sales.loan", second, "action_lend"),
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "is already lent. Two at once.* has it since")

        def check(env):
            loans = env["after.sales.loan"].browse([first, second])
            self.assertEqual(sorted(loans.mapped("state")), ["draft", "lent"])
            self.assertEqual(len(loans.move_ids), 1)
            self.assertEqual(loans.payment_ids.mapped("amount"), [30.0])
            quants = env["stock.quant"].search(
                [("product_id", "=", loans.product_id.id), ("lot_id", "=", loans.lot_id.id)]
            )
            places = quants.grouped("location_id")
            store = self._store(env)
            self.assertEqual(sum(places[store.after_sales_lent_location_id].mapped("quantity")), 1)
            pool = places.get(store.after_sales_loaner_location_id, quants.browse())
            self.assertEqual(sum(pool.mapped("quantity")), 0)

        self._read(check)

    def test_two_lend_the_same_serial(self):
        def build(env):
            return self._loans(env, self.phone_id, self._serial_in_pool(env, "RC1"), deposit=30.0)

        first, second = self._prepare(build)
        self._lend_both(first, second)
        self._prepare(lambda env: self._end(env, [first, second]))

    def test_two_lend_the_last_device_without_serial(self):
        def build(env):
            store = self._store(env)
            pool = store.after_sales_loaner_location_id
            shirt = env["product.product"].browse(self.shirt_id)
            env["stock.quant"]._update_available_quantity(shirt, pool, 1)
            return self._loans(env, self.shirt_id, deposit=30.0)

        first, second = self._prepare(build)
        self._lend_both(first, second)
        self._prepare(lambda env: self._end(env, [first, second]))

    def _end(self, env, ids):
        loans = env["after.sales.loan"].browse(ids)
        loans.filtered(lambda loan: loan.state == "lent")._take_back("lost")
        return loans

    def test_taken_back_twice_pays_back_once(self):
        def build(env):
            lot = self._serial_in_pool(env, "RC2")
            loan = self._loans(env, self.phone_id, lot, deposit=30.0)[0]
            loan.action_lend()
            return loan

        ids = self._prepare(build)
        call = self._call("after.sales.loan", ids, "_take_back")
        refused = self._at_once(call, call)
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "is Returned and cannot become Returned")

        def check(env):
            loan = env["after.sales.loan"].browse(ids)
            self.assertEqual(
                sorted(loan.payment_ids.mapped("payment_type")), ["inbound", "outbound"]
            )
            self.assertEqual(len(loan.move_ids), 2)

        self._read(check)

    # Claiming beside a repair -------------------------------------------------------------------

    def _sell_on_lines(self, env, count):
        """One order with the same shirt on ``count`` lines, one each, delivered."""
        sale = env["sale.order"].create(
            {
                "partner_id": self._customer(env).id,
                "warehouse_id": self.warehouse_id,
                "order_line": [
                    Command.create({"product_id": self.shirt_id, "product_uom_qty": 1.0})
                    for _index in range(count)
                ],
            }
        )
        sale.action_confirm()
        sale.picking_ids.action_assign()
        sale.picking_ids.move_ids.picked = True
        sale.picking_ids.button_validate()
        return sale

    def _claims(self, env, sale):
        """A draft return order for each line."""
        return env["after.sales.return"].create(
            [
                {
                    "partner_id": sale.partner_id.id,
                    "warehouse_id": self.warehouse_id,
                    "line_ids": [
                        Command.create(
                            {"sale_line_id": line.id, "quantity": 1.0, "resolution": "refund"}
                        )
                    ],
                }
                for line in sale.order_line
            ]
        )

    def _repair_of(self, env, sale):
        repair = self._repair(env, self.shirt_id)
        repair.write({"picking_id": sale.picking_ids.id, "product_qty": 1.0})
        return repair

    def test_two_claim_what_one_of_them_has_in_repair(self):
        """The unit in repair may be of either line."""

        def build(env):
            sale = self._sell_on_lines(env, 2)
            self._repair_of(env, sale).action_validate()
            return self._claims(env, sale)

        first, second = self._prepare(build)
        refused = self._at_once(
            self._call("after.sales.return", first, "action_request"),
            self._call("after.sales.return", second, "action_request"),
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "In repair: ")

    def test_claimed_and_taken_in_at_once(self):
        def build(env):
            sale = self._sell_on_lines(env, 1)
            self.repair_id = self._repair_of(env, sale).id
            return self._claims(env, sale)

        ids = self._prepare(build)
        refused = self._at_once(
            self._call("after.sales.return", ids, "action_request"),
            self._call("repair.order", self.repair_id, "action_validate"),
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "In repair: |is left with the customer")

    # Intake and hand-back -----------------------------------------------------------------------

    def test_two_take_in_the_same_serial(self):
        def build(env):
            lot = env["stock.lot"].create({"name": "RC3", "product_id": self.phone_id})
            repairs = env["repair.order"]
            for _index in range(2):
                repairs |= self._repair(env, self.phone_id, lot.name)
            return repairs

        first, second = self._prepare(build)
        self._take_in_both(first, second)

    def test_two_take_in_a_serial_that_nobody_knows_yet(self):
        def build(env):
            return self._repair(env, self.phone_id, "RC4") | self._repair(env, self.phone_id, "RC4")

        first, second = self._prepare(build)
        self._take_in_both(first, second)

    def _take_in_both(self, first, second):
        refused = self._at_once(
            self._call("repair.order", first, "action_validate"),
            self._call("repair.order", second, "action_validate"),
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "already in repair")

        def check(env):
            repairs = env["repair.order"].browse([first, second])
            self.assertEqual(sorted(repairs.mapped("state")), ["confirmed", "draft"])
            self.assertEqual(len(repairs.item_move_ids), 1)
            lots = env["stock.lot"].search(
                [("product_id", "=", self.phone_id), ("name", "=", repairs[0].item_serial)]
            )
            self.assertEqual(len(lots), 1)

        self._read(check)

    def _hand_back_both(self, ids):
        def hand_back(env):
            repair = env["repair.order"].browse(ids)
            self.assertFalse(repair._hand_back_with_code(repair.hand_back_code))

        refused = self._at_once(hand_back, hand_back)
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "was already handed back on")

        def check(env):
            repair = env["repair.order"].browse(ids)
            self.assertEqual(repair.after_sales_stage, "handed_back")
            left = repair.item_move_ids.filtered(
                lambda move: move.state == "done" and move.location_dest_id.usage == "customer"
            )
            self.assertEqual(len(left), 1)

        self._read(check)

    def test_two_hand_back_the_same_item(self):
        self._hand_back_both(self._prepare(lambda env: self._ready(env, self.shirt_id)))

    def test_two_hand_back_the_same_serial(self):
        self._hand_back_both(self._prepare(lambda env: self._ready(env, self.phone_id, "RC5")))

    def test_wrong_codes_at_once_are_both_counted(self):
        ids = self._prepare(lambda env: self._ready(env, self.shirt_id))

        def guess(env):
            env["repair.order"].browse(ids)._hand_back_with_code("wrong")

        self.assertFalse(self._at_once(guess, guess))
        self._read(
            lambda env: self.assertEqual(env["repair.order"].browse(ids).hand_back_failures, 2)
        )

    def test_lend_against_hand_back(self):
        """Whoever is first: no item goes while a device of its repair is out."""

        def build(env):
            repair = self._ready(env, self.shirt_id)
            lot = self._serial_in_pool(env, "RC6")
            self.loan_id = self._loans(env, self.phone_id, lot, repair_id=repair.id)[0].id
            return repair

        ids = self._prepare(build)

        def hand_back(env):
            repair = env["repair.order"].browse(ids)
            repair._hand_back_with_code(repair.hand_back_code)

        refused = self._at_once(
            self._call("after.sales.loan", self.loan_id, "action_lend"), hand_back
        )
        self.assertEqual(len(refused), 1)

        def check(env):
            stage = env["repair.order"].browse(ids).after_sales_stage
            state = env["after.sales.loan"].browse(self.loan_id).state
            self.assertIn((stage, state), [("handed_back", "draft"), ("to_hand_back", "lent")])

        self._read(check)
