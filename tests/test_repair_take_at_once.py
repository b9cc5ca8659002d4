"""Two technicians take one repair at the same moment."""

from two_at_once import TwoAtOnce

from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestRepairTakeAtOnce(TwoAtOnce):
    def _taken_in(self, env):
        repair = env["repair.order"].create(
            {
                "partner_id": self._customer(env).id,
                "product_id": self.shirt_id,
                "user_id": False,
                "picking_type_id": env["stock.warehouse"]
                .browse(self.warehouse_id)
                .repair_type_id.id,
            }
        )
        repair.action_validate()
        return repair

    def _take(self, ids, user):
        def call(env):
            repair = env["repair.order"].browse(ids)
            repair.with_user(env.ref(user)).sudo().action_assign_technician()

        return call

    def test_one_wins(self):
        ids = self._prepare(self._taken_in)
        refused = self._at_once(
            self._take(ids, "base.user_root"), self._take(ids, "base.user_admin")
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "has it already")
        self._read(lambda env: self.assertTrue(env["repair.order"].browse(ids).user_id))
