from contextlib import contextmanager

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .promise_common import START, PromiseCase


@tagged("post_install", "-at_install")
class TestPromiseAccess(PromiseCase):
    def test_store_sees_its_own_and_writes_none(self):
        store = self.env["stock.warehouse"].create({"name": "Store Oslo", "code": "OSLO"})
        self.store_user.after_sales_warehouse_ids = store
        own, other = self._requested(warehouse_id=store.id), self._requested()
        visible = self.env["after.sales.promise"].with_user(self.store_user).search([])
        self.assertEqual(visible.return_id.sudo(), own)
        with self.assertRaises(AccessError):
            other.promise_ids.with_user(self.store_user).check_access("read")

    def test_nobody_writes_promises(self):
        promise = self._requested().promise_ids[0]
        for user in (self.store_user, self.clerk, self.sorter, self.manager):
            with self.subTest(user=user.login):
                own = promise.with_user(user)
                for step in (
                    lambda own=own: own.write({"due": "2030-01-01"}),
                    lambda own=own: own.create({"step": "decision", "date_start": START}),
                    own.unlink,
                ):
                    with self.assertRaises(AccessError):
                        step()

    def test_what_follows_the_steps_is_not_written(self):
        order = self._requested().with_user(self.clerk)
        for name, value in (
            ("awaiting_customer", True),
            ("date_answered", START),
            ("date_decided", START),
            ("promise_due", START),
        ):
            with self.subTest(field=name), self.assertRaises(UserError):
                order.write({name: value})
        with self.assertRaises(AccessError):
            order.write({"promise_ids": [Command.clear()]})

    def test_picker_notes_nothing(self):
        with self.assertRaises(AccessError):
            self._approved().with_user(self.picker).action_parcel_arrived()

    def test_manager_makes_rules(self):
        rule = self.rules.with_user(self.manager).create({"name": "New", "step": "sorting"})
        with self.assertRaises(AccessError):
            rule.with_user(self.clerk).hours = 1


@tagged("post_install", "-at_install")
class TestPromiseQueries(PromiseCase):
    """Synchronising many costs what synchronising one costs."""

    @contextmanager
    def _counting(self, counts):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        yield
        self.env.flush_all()
        counts.append(self.cr.sql_log_count - before)

    def _many(self, count):
        self._stock(self.shirt, count)
        sale = self._sell((self.shirt, count))
        orders = self.env["after.sales.return"]
        for _index in range(count):
            orders |= self._create_return(sale, {self.shirt: 1}, team_id=self.team.id)
        return orders

    def test_queries_do_not_grow(self):
        self._rule(hours=8, warn_hours=1, calendar_id=self._work_week().id)
        few, many = self._many(1), self._many(31)
        counts = {"create": [], "pause": [], "resume": [], "meet": []}
        for orders in (self._many(1), few, many):
            orders.action_request()
            orders.promise_ids.unlink()
            with self._counting(counts["create"]):
                orders._sync_promises()
            with self._counting(counts["pause"]):
                orders.action_await_customer()
            self._pass(1)
            with self._counting(counts["resume"]):
                orders.action_customer_answered()
            self.env.cr.execute(
                "UPDATE after_sales_return SET date_decided = %s WHERE id IN %s",
                (self.now, tuple(orders.ids)),
            )
            with self._counting(counts["meet"]):
                orders._sync_promises()
            self.assertEqual(set(orders.promise_ids.mapped("state")), {"met"})
        for step, (_warm, one, lots) in counts.items():
            with self.subTest(step=step, one=one, many=lots):
                self.assertLessEqual((lots - one) / 30, 0.1)
                self.assertLessEqual(one, 16)
