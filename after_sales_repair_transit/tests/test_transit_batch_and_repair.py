from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.base.bounds_common import BoundsCommon
from odoo.addons.after_sales_returns.tests.base.import_case import ImportCase

from .common import TransitCommon


@tagged("post_install", "-at_install")
class TestTransitBatchAndRepair(TransitCommon):
    """Where what travels meets the rest: promises, returns, remedies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.env.ref("resource.resource_calendar_std").tz = "UTC"

    def _promise(self, repair, step):
        return repair.promise_ids.filtered(lambda promise: promise.step == step)

    def _foreign(self):
        return self._store_repair(store=self.other_store)

    def test_store_round_trip(self):
        with freeze_time("2026-03-02 08:00:00"):
            repair = self._store_repair()
            self._send(repair).action_receive_all()
            promise = self._promise(repair, "store_round_trip")
            self.assertRecordValues(promise, [{"state": "open", "due": datetime(2026, 3, 17, 8)}])
            self._diagnose(repair)
            self._work(repair)
            # Ready, but not where the customer fetches it.
            self.assertEqual(self._promise(repair, "hand_back").state, "open")
        with freeze_time("2026-03-05 08:00:00"):
            back = self._send(repair, "to_store")
            self.assertEqual(promise.state, "open")
            back.action_receive_all()
        self.assertRecordValues(promise, [{"state": "met", "on_time": 1.0, "hours_taken": 72.0}])
        self.assertRecordValues(
            self._promise(repair, "hand_back"),
            [{"state": "met", "date_met": datetime(2026, 3, 5, 8)}],
        )

    def test_given_up_at_the_workshop_stays_there(self):
        self._stock(self.shoe, 1, warehouse=self.store)
        repair = self._store_repair(self.shoe, after_sales_origin="store", partner_id=False)
        self._bring(repair)
        repair._give_up("Sole torn", "outlet")
        outlet = self.workshop.after_sales_outlet_location_id
        self.assertEqual(self._quantity_at(self.shoe, outlet), 1)

    def test_what_travels_does_not_come_back_with_a_return(self):
        lot = self._create_serials(self.phone, "T1")
        sale = self._sell((self.phone, 1))
        self.assertEqual(sale.picking_ids.move_line_ids.lot_id, lot)
        repair = self._store_repair(self.phone, "T1", lot_id=lot.id)
        self._send(repair)
        self.assertEqual(repair.goods_location_id, self.transit)
        order = self._create_return(sale)
        order.line_ids.lot_ids = lot
        with self.assertRefused(f"already, with {repair.name}"):
            order.action_request()

    def test_no_repair_of_others(self):
        repair = self._foreign()
        batches = self.env["after.sales.transit.batch"].with_user(self.store_user)
        ways = {"store_id": self.store.id, "workshop_id": self.workshop.id}
        lines = [Command.create({"repair_id": repair.id})]
        with self.assertRaises(AccessError):
            batches.create({**ways, "line_ids": lines})
        batch = batches.create(ways)
        with self.assertRaises(AccessError):
            batch.line_ids.create({"batch_id": batch.id, "repair_id": repair.id})


@tagged("post_install", "-at_install")
class TestTransitBatchBounds(BoundsCommon, TransitCommon):
    """NaN, infinity, text and absurd numbers in transit batches."""

    def test_every_number_has_bounds(self):
        self._check_every_number_has_bounds("after_sales_repair_transit")

    def test_no_number_is_taken_that_is_none(self):
        self._check_no_number_is_taken_that_is_none([self.env["after.sales.transit.batch"]])

    def test_buttons_on_none_or_many(self):
        self._check_buttons_on_none_or_many("after_sales_repair_transit")


@tagged("post_install", "-at_install")
class TestTransitBatchImport(ImportCase, TransitCommon):
    """Transit batches that were exported are imported again without a change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.lead.group_ids |= cls.env.ref("base.group_allow_export")

    def test_transit_batches(self):
        batch = self._pack(self._store_repair())
        batch.action_send()
        batch.action_receive_all()
        self._assert_imported_unchanged(batch, self.lead)
        self._assert_imported_unchanged(batch.line_ids, self.lead)
