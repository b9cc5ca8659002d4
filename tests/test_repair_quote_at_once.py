"""The customer and the counter answer one quotation, and two people check one item, at once."""

from two_at_once import TwoAtOnce

from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestRepairQuoteAtOnce(TwoAtOnce):
    def _diagnosed(self, env, under_warranty=False):
        repair = env["repair.order"].create(
            {
                "partner_id": self._customer(env).id,
                "product_id": self.shirt_id,
                "picking_type_id": env["stock.warehouse"]
                .browse(self.warehouse_id)
                .repair_type_id.id,
            }
        )
        repair.action_validate()
        repair.write({"date_diagnosed": env.cr.now(), "under_warranty": under_warranty})
        return repair

    def _quoted(self, env):
        repair = self._diagnosed(env)
        repair.action_quote()
        repair.sale_order_id.order_line = [
            Command.create({"product_id": self.shirt_id, "product_uom_qty": 1})
        ]
        repair.action_quote_send()
        return repair

    def _answer(self, ids, method):
        """The customer's answer: what Odoo's page does after it looked at the problem."""

        def call(env):
            order = env["repair.order"].browse(ids).sale_order_id
            problem = order._after_sales_answer_problem()
            if not problem:
                getattr(order, method)()

        return call

    def test_accepted_twice(self):
        ids = self._prepare(self._quoted)
        refused = self._at_once(
            self._call("repair.order", ids, "action_quote_accept"),
            self._answer(ids, "_validate_order"),
        )
        self.assertLessEqual(len(refused), 1)

        def check(env):
            repair = env["repair.order"].browse(ids)
            self.assertEqual(repair.quote_state, "accepted")
            accepted = repair.message_ids.filtered(lambda message: "is accepted" in message.body)
            self.assertEqual(len(accepted), 1)

        self._read(check)

    def test_accepted_against_declined(self):
        """One answer counts, and the item goes the way of that answer."""
        ids = self._prepare(self._quoted)
        self._at_once(
            self._call("repair.order", ids, "action_quote_accept"),
            self._answer(ids, "_action_cancel"),
        )

        def check(env):
            repair = env["repair.order"].browse(ids)
            declined = repair.quotation_ids.filtered(lambda order: order.state == "cancel")
            if repair.quote_state == "accepted":
                self.assertFalse(declined)
                self.assertEqual(repair.after_sales_stage, "to_repair")
            else:
                self.assertTrue(declined)
                self.assertEqual(repair.after_sales_stage, "to_hand_back")

        self._read(check)

    def test_passed_twice(self):
        def build(env):
            repair = self._diagnosed(env, under_warranty=True)
            repair.action_start_work()
            repair.action_work_done()
            return repair

        ids = self._prepare(build)
        call = self._call("repair.order", ids, "action_check_pass")
        refused = self._at_once(call, call)
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "does not wait for a check")

        def check(env):
            repair = env["repair.order"].browse(ids)
            done = env["stock.move"].search([("repair_id", "=", repair.id)])
            self.assertEqual(done.mapped("state"), ["done"])

        self._read(check)
