import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import TransitCommon


@tagged("post_install", "-at_install")
class TestTransitBatch(TransitCommon):
    """Items travel from the store to the workshop and back, and are somewhere at every step."""

    def _owned(self, location):
        return self._quantity_at(self.shirt, location, self.customer)

    # The way ------------------------------------------------------------------------------------

    def test_items_are_at_the_store_in_transit_at_the_workshop(self):
        value = self._value(self.shirt)
        repair = self._store_repair()
        self.assertEqual(repair.goods_location_id, self.store_shelf)
        batch = self._pack(repair)
        self.assertRegex(batch.name, r"^TRANSIT/\d{4}/\d{5}$")
        batch.action_send()
        self.assertRecordValues(batch, [{"state": "sent", "item_count": 1, "missing_count": 1}])
        self.assertEqual(repair.goods_location_id, self.transit)
        self.assertEqual(
            [self._owned(place) for place in (self.store_shelf, self.transit, self.shelf)],
            [0, 1, 0],
        )
        batch.action_receive_all()
        self.assertRecordValues(batch, [{"state": "received", "missing_count": 0}])
        self.assertTrue(batch.date_received)
        self.assertEqual(repair.goods_location_id, self.shelf)
        self.assertEqual(
            [self._owned(place) for place in (self.store_shelf, self.transit, self.shelf)],
            [0, 0, 1],
        )
        self.assertEqual(len(batch.picking_ids), 2)
        self.assertEqual(self._value(self.shirt), value)

    def test_there_and_back_and_handed_to_the_customer(self):
        with freeze_time("2026-03-02 08:00:00"):
            repair = self._store_repair()
            self._send(repair).action_receive_all()
        self.assertEqual(repair.after_sales_stage, "to_diagnose")
        self._diagnose(repair)
        self._work(repair)
        repair.hand_back_by = "pickup"
        with self.assertRefused("not at Berlin"):
            repair._check_hand_back()
        with freeze_time("2026-03-09 20:00:00"):
            back = self._send(repair, "to_store")
            with self.assertRefused(f"on its way to Berlin in transit batch {back.name}"):
                repair._check_hand_back()
            self.assertFalse(repair.date_pickup_ready)
            back.action_receive_all()
        self.assertRecordValues(
            repair,
            [
                {
                    "goods_location_id": self.store_shelf.id,
                    "date_pickup_ready": datetime.datetime(2026, 3, 9, 20),
                    "after_sales_date_store_sent": datetime.datetime(2026, 3, 2, 8),
                    "after_sales_date_store_received": datetime.datetime(2026, 3, 9, 20),
                    "after_sales_store_turnaround_days": 7.5,
                }
            ],
        )
        self.assertFalse(self._hand_back(repair))
        self.assertEqual(self._owned(self.store_shelf), 0)
        self.assertFalse(repair.goods_location_id)

    def test_own_goods_keep_their_value_on_the_way(self):
        self._stock(self.shoe, 3, warehouse=self.store)
        value = self._value(self.shoe)
        repair = self._store_repair(self.shoe, after_sales_origin="store", partner_id=False)
        self._send(repair)
        self.assertEqual(self._quantity_at(self.shoe, self.transit), 1)
        self.assertEqual(self._value(self.shoe), value)

    def test_serials_and_paper_items_travel_too(self):
        service = self._create_product("Glasses", 10, is_storable=False)
        repairs = self._store_repair(self.phone, "IMEI-77") | self._store_repair(service)
        batch = self._send(repairs)
        self.assertEqual(repairs.goods_location_id, self.transit)
        self.assertEqual(len(batch.picking_ids.move_ids), 2)
        batch.action_receive_all()
        self.assertEqual(repairs.goods_location_id, self.shelf)
        self.assertEqual(batch.state, "received")

    def test_paper_items_alone_need_no_transfer(self):
        service = self._create_product("Glasses", 10, is_storable=False)
        batch = self._send(self._store_repair(service))
        self.assertFalse(batch.picking_ids)
        batch.action_receive_all()
        self.assertEqual(batch.state, "received")

    def test_work_starts_at_the_workshop_only(self):
        repair = self._store_repair()
        self._diagnose(repair)
        with self.assertRefused("still lies at Berlin"):
            repair.action_repair_start()
        batch = self._send(repair)
        with self.assertRefused(f"in transit batch {batch.name}"):
            repair.action_repair_start()
        with self.assertRefused("is on its way"):
            repair.action_repair_cancel()
        with self.assertRefused("is on its way"):
            repair._give_up("Corroded", "send_back")
        batch.action_receive_all()
        repair.action_repair_start()
        self.assertEqual(repair.state, "under_repair")

    def test_workshop_of_the_batch_repairs_it_under_the_same_number(self):
        repair = self._counter_repair(
            after_sales_store_id=self.store.id, picking_type_id=self.store.repair_type_id.id
        )
        repair.action_validate()
        name = repair.name
        self._send(repair)
        self.assertRecordValues(
            repair, [{"name": name, "after_sales_workshop_id": self.workshop.id}]
        )

    def test_repairs_of_a_store_go_to_its_workshop(self):
        repair = self.env["repair.order"].create(
            {"partner_id": self.customer.id, "after_sales_store_id": self.store.id}
        )
        self.assertEqual(repair.after_sales_workshop_id, self.workshop)

    # Partial receipt ----------------------------------------------------------------------------

    def test_what_is_missing_is_named_and_received_later(self):
        first, second = self._store_repair(), self._store_repair()
        batch = self._send(first | second)
        with self.assertRefused("nothing is marked as arrived"):
            batch.action_receive()
        batch.action_scan(first.name)
        batch.action_receive()
        self.assertRecordValues(
            batch,
            [{"state": "sent", "missing_count": 1, "missing_names": second.name}],
        )
        self.assertEqual(first.goods_location_id, self.shelf)
        self.assertEqual(second.goods_location_id, self.transit)
        self.assertEqual(self._owned(self.transit), 1)
        batch.action_receive_all()
        self.assertRecordValues(batch, [{"state": "received", "missing_names": ""}])
        self.assertEqual(self._owned(self.shelf), 2)

    def test_received_by_its_transfer(self):
        first, second = self._store_repair(), self._store_repair()
        batch = self._send(first | second)
        arrival = batch.picking_ids.filtered(lambda picking: picking.state != "done")
        arrival.move_ids.picked = True
        arrival.button_validate()
        self.assertEqual(batch.state, "received")
        self.assertEqual((first | second).goods_location_id, self.shelf)

    def test_received_although_the_transfer_was_cancelled(self):
        batch = self._send(self._store_repair())
        batch.picking_ids.filtered(lambda picking: picking.state != "done").action_cancel()
        batch.action_receive_all()
        self.assertEqual(batch.state, "received")
        self.assertEqual(self._owned(self.shelf), 1)

    # Refusals -----------------------------------------------------------------------------------

    def test_send_once(self):
        batch = self._send(self._store_repair())
        with self.assertRefused("cannot become"):
            batch.action_send()
        with self.assertRefused("cannot become"):
            batch.action_cancel()
        batch.action_receive_all()
        with self.assertRefused("only what is on its way"):
            batch.action_receive_all()

    def test_item_of_another_store_is_refused(self):
        repair = self._store_repair(store=self.other_store)
        batch = self._pack(repair, store_id=self.store.id)
        with self.assertRefused("was handed in at Hamburg, not at Berlin"):
            batch.action_send()
        self.assertEqual(repair.goods_location_id, self.other_store.after_sales_repair_location_id)

    def test_item_that_is_not_there_is_refused(self):
        repair = self._store_repair()
        self._bring(repair)
        with self.assertRefused("does not lie on the repair shelf of Berlin"):
            self._send(repair)

    def test_item_being_repaired_is_not_sent(self):
        repair = self._store_repair()
        self._bring(repair)
        self._diagnose(repair)
        repair.action_repair_start()
        with self.assertRefused("is being worked on"):
            self._send(repair, "to_store")

    def test_item_is_in_one_batch_at_a_time(self):
        repair = self._store_repair()
        batch = self._pack(repair)
        with self.assertRefused(f"already in transit batch {batch.name}"):
            self._pack(repair)
        batch.action_cancel()
        other = self._pack(repair)
        with self.assertRefused(f"already in transit batch {other.name}"):
            batch.action_draft()

    def test_empty_batch_is_not_sent(self):
        with self.assertRefused("is empty"):
            self._pack(self.env["repair.order"], store_id=self.store.id).action_send()

    def test_sent_batch_is_fixed(self):
        batch = self._send(self._store_repair())
        with self.assertRefused("not being packed any more"):
            batch.store_id = self.other_store
        with self.assertRefused("not being packed any more"):
            batch.line_ids.unlink()
        with self.assertRefused("not being packed any more"):
            batch.line_ids.create({"batch_id": batch.id, "repair_id": self._store_repair().id})
        with self.assertRefused("was sent and is kept"):
            batch.unlink()

    def test_scan_says_what_is_wrong(self):
        repair, stranger = self._store_repair(), self._store_repair(store=self.other_store)
        batch = self._pack(self.env["repair.order"], store_id=self.store.id)
        with self.assertRefused("No open repair of Berlin"):
            batch.action_scan(stranger.name)
        batch.action_scan(f" {repair.name} ")
        batch.action_scan(repair.name)
        self.assertEqual(batch.repair_ids, repair)
        batch.action_send()
        with self.assertRefused("is not in TRANSIT"):
            batch.action_scan(stranger.name)

    def test_pack_groups_by_way(self):
        mine = self._store_repair() | self._store_repair()
        other = self._store_repair(store=self.other_store)
        self.assertEqual(
            (mine | other).action_after_sales_pack()["res_model"], "after.sales.transit.batch"
        )
        batches = (mine | other).after_sales_batch_line_ids.batch_id
        self.assertEqual(len(batches), 2)
        self.assertEqual(mine.after_sales_batch_line_ids.batch_id.store_id, self.store)

    # Access -------------------------------------------------------------------------------------

    def test_roles(self):
        self._create_users()
        repair = self._store_repair()
        batch = self._pack(repair)
        as_store = batch.with_user(self.store_user)
        as_technician = batch.with_user(self.technician)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            as_technician.action_send()
        as_store.action_send()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            as_store.action_receive_all()
        as_technician.action_receive_all()
        self.assertEqual(batch.state, "received")
        back = self._pack(repair, "to_store")
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            back.with_user(self.store_user).action_send()
        back.with_user(self.technician).action_send()
        back.with_user(self.store_user).action_receive_all()
        self.assertEqual(repair.goods_location_id, self.store_shelf)

    def test_store_sees_its_own_batches(self):
        self._create_users()
        own = self._pack(self._store_repair())
        other = self._pack(self._store_repair(store=self.other_store))
        model = self.env["after.sales.transit.batch"]
        seen = model.with_user(self.store_user).search([("id", "in", (own | other).ids)])
        self.assertEqual(seen, own)
        with self.assertRaises(AccessError):
            other.with_user(self.store_user).action_send()
        seen = model.with_user(self.technician).search([("id", "in", (own | other).ids)])
        self.assertEqual(seen, own | other)
        with self.assertRaises(AccessError):
            own.with_user(self.clerk.copy({"login": "x", "group_ids": False})).read(["name"])

    def test_nobody_writes_what_follows_the_buttons(self):
        self._create_users()
        batch = self._pack(self._store_repair()).with_user(self.store_user)
        for vals in ({"state": "sent"}, {"is_extra": False}, {"date_sent": "2026-01-01"}):
            with self.subTest(vals=vals), self.assertRefused("follows its buttons"):
                batch.write(vals)
        with self.assertRefused("Only a workshop lead"):
            batch.freight_amount = 0
        with self.assertRefused("received by the button"):
            batch.line_ids.date_received = "2026-01-01"
        with self.assertRefused("follows its buttons"):
            batch.create({"store_id": self.store.id, "state": "received"})
        with self.assertRefused("follows its buttons"):
            batch.repair_ids.write({"after_sales_date_store_received": "2026-01-01"})

    def test_store_user_makes_one_by_scanning(self):
        self._create_users()
        repair = self._store_repair()
        batch = self.env["after.sales.transit.batch"].with_user(self.store_user).create({})
        self.assertRecordValues(
            batch,
            [
                {
                    "direction": "to_workshop",
                    "store_id": self.store.id,
                    "workshop_id": self.workshop.id,
                }
            ],
        )
        batch.action_scan(repair.name)
        batch.action_send()
        self.assertEqual(repair.goods_location_id, self.transit)
