"""Two managers give a compensation for one sold line at once: together they stay below its cap."""

from two_at_once import TwoAtOnce

from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestCompensationAtOnce(TwoAtOnce):
    @classmethod
    def _make_shop(cls, env):
        super()._make_shop(env)
        env["after.sales.policy"].create(
            {
                "name": "Thirty days",
                "compensation_percent_max": 20.0,
                "window_ids": [Command.create({"resolution": "refund", "window_days": 30})],
            }
        )

    def _give(self, amount):
        return {"compensation_amount": amount, "compensation_reason": "Late"}

    def test_two_proposals(self):
        """Of two shirts at 100, 15 of 40 were given for one that was sent back since; both come
        again, and 15 are given for each at once."""

        def build(env):
            sale = self._sell(env, 2, pay=True)
            first = self._received(env, sale, 1)
            part = first.action_sort()
            part.write({"route": "send_back", "resolution": "none", **self._give(15.0)})
            part.action_decide()
            part.move_ids.picking_id.move_ids.picked = True
            part.move_ids.picking_id.button_validate()
            return self._decided(env, sale, 1) | self._decided(env, sale, 1)

        first, second = self._prepare(build)

        def propose(order_id):
            def call(env):
                parts = env["after.sales.return"].browse(order_id).disposition_ids
                parts.write(self._give(15.0))

            return call

        refused = self._at_once(propose(first), propose(second))
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "45.00 of compensation .* allows .*40.00")

        def check(env):
            orders = env["after.sales.return"].browse([first, second])
            given = sum(orders.disposition_ids.mapped("compensation_amount"))
            self.assertEqual(given, 15.0)

        self._read(check)

    def test_settled_twice_at_once_pays_once(self):
        def build(env):
            order = self._decided(env, self._sell(env, 1, pay=True), 1)
            order.disposition_ids.write(self._give(20.0))
            return order

        ids = self._prepare(build)
        self._at_once(
            self._call("after.sales.return", ids, "action_settle"),
            self._call("after.sales.return", ids, "action_settle"),
        )

        def check(env):
            order = env["after.sales.return"].browse(ids)
            self.assertEqual(order.amount_to_pay, 130.0)

        self._read(check)
