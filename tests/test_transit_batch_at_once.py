"""Two people send transit batches at once: each goes once, and the week's limit holds."""

from two_at_once import TwoAtOnce

from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestTransitBatchAtOnce(TwoAtOnce):
    def _store(self, env):
        """A store that may send one transit batch a week; one per test."""
        name = f"At once: {self._testMethodName}"
        stores = env["stock.warehouse"]
        return stores.search([("name", "=", name)]) or stores.create(
            {
                "name": name,
                "code": f"AO{len(name)}",
                "after_sales_workshop_id": self.warehouse_id,
                "after_sales_transit_batches_per_week": 1,
            }
        )

    def _batch(self, env):
        repair = env["repair.order"].create(
            {
                "partner_id": self._customer(env).id,
                "product_id": self.shirt_id,
                "after_sales_store_id": self._store(env).id,
            }
        )
        repair.action_validate()
        return env["after.sales.transit.batch"].create(
            {
                "direction": "to_workshop",
                "store_id": self._store(env).id,
                "line_ids": [Command.create({"repair_id": repair.id})],
            }
        )

    def _send(self, batch_id):
        return self._call("after.sales.transit.batch", batch_id, "action_send")

    def test_the_second_of_the_week_is_beyond_the_limit(self):
        first, second = self._prepare(lambda env: self._batch(env) | self._batch(env))
        self.assertFalse(self._at_once(self._send(first), self._send(second)))

        def check(env):
            both = env["after.sales.transit.batch"].browse([first, second])
            self.assertEqual(both.mapped("state"), ["sent", "sent"])
            self.assertEqual(sorted(both.mapped("is_extra")), [False, True])

        self._read(check)

    def test_one_batch_is_sent_once(self):
        (only,) = self._prepare(self._batch)
        refused = self._at_once(self._send(only), self._send(only))
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "cannot become")

        def check(env):
            self.assertEqual(len(env["after.sales.transit.batch"].browse(only).picking_ids), 2)

        self._read(check)
