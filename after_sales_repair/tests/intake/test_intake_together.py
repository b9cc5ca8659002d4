from odoo.tests import tagged

from ..common import RepairCommon


@tagged("post_install", "-at_install")
class TestIntakeTogether(RepairCommon):
    """Many items taken in with one press: each is checked beside the others, at no cost of its
    own."""

    def _queries(self, repairs):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        repairs.action_validate()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _growth(self, create, count=20):
        """:return: queries that one more repair costs at the intake"""
        union = self.env["repair.order"].union
        create("warm").action_validate()
        one = self._queries(create("one"))
        many = self._queries(union(*(create(f"many-{index}") for index in range(count + 1))))
        return (many - one) / count

    def test_serials_and_store_stock_cost_as_little_as_plain_items(self):
        self._stock(self.shoe, 50)
        plain = self._growth(lambda _name: self._counter_repair())
        # Odoo's own: the quants of each serial; of stock also a reservation and push rules.
        for kind, own, create in (
            ("serial", 2.5, lambda name: self._counter_repair(self.phone, f"IMEI-{name}")),
            ("store", 4.5, lambda _name: self._store_item(self.shoe)),
        ):
            with self.subTest(kind=kind, plain=plain):
                self.assertLessEqual(self._growth(create), plain + own)

    def _store_item(self, product):
        return self._counter_repair(product, after_sales_origin="store", partner_id=False)

    def test_last_unit_of_a_store_is_taken_in_once(self):
        lamp = self._create_product("Lamp", 10.0)
        self._stock(lamp, 1)
        both = self._store_item(lamp) | self._store_item(lamp)
        with self.assertRefused("has none of it in stock"):
            both.action_validate()
        self.assertEqual(self._available(lamp), 1)
        both[0].action_validate()
        self.assertEqual(self._available(lamp), 0)

    def test_serial_of_untracked_goods_is_taken_in_once(self):
        first, second = (self._counter_repair(serial="S-2") for _number in range(2))
        with self.assertRefused(f"already in repair as {first.name}"):
            (first | second).action_validate()

    def test_one_serial_is_taken_in_once(self):
        first = self._counter_repair(self.phone, "IMEI-TWICE")
        second = self._counter_repair(self.phone, " IMEI-TWICE ")
        with self.assertRefused(f"already in repair as {first.name}"):
            (first | second).action_validate()
        self.assertFalse(self.env["stock.lot"].search([("name", "=", "IMEI-TWICE")]))

    def test_serial_of_goods_in_words_is_taken_in_once(self):
        vals = {"product_id": False, "item_name": "Pocket watch", "item_serial": "TEST 184 772"}
        first, second = (
            self.env["repair.order"].create(
                {
                    "partner_id": self.customer.id,
                    "picking_type_id": self.warehouse.repair_type_id.id,
                    **vals,
                }
            )
            for _number in range(2)
        )
        with self.assertRefused(f"already in repair as {first.name}"):
            (first | second).action_validate()
