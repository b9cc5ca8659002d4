"""Two people take of one lot at once: together never more than was sold of it."""

from two_at_once import TwoAtOnce

from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestLotsAtOnce(TwoAtOnce):
    """Six of lot A and four of lot B are sold; two returns want four of A each."""

    @classmethod
    def _make_shop(cls, env):
        super()._make_shop(env)
        cls.tin_id = (
            env["product.product"]
            .create(
                {
                    "name": "Concurrent tin",
                    "is_storable": True,
                    "tracking": "lot",
                    "invoice_policy": "order",
                }
            )
            .id
        )

    def _sell_lots(self, env):
        lots = env["stock.lot"].create(
            [
                {"name": f"{self._testMethodName} {name}", "product_id": self.tin_id}
                for name in ("A", "B")
            ]
        )
        stock = env["stock.warehouse"].browse(self.warehouse_id).lot_stock_id
        for lot, quantity in zip(lots, (6, 4), strict=True):
            env["stock.quant"]._update_available_quantity(
                lot.product_id, stock, quantity, lot_id=lot
            )
        return self._sell(env, 10, self.tin_id), lots[0]

    def _take_of_lot(self, lot_id, order_id):
        """Receive the four that a return expects, all of the lot."""

        def receive(env):
            picking = env["after.sales.return"].browse(order_id).picking_ids
            move = picking.move_ids
            move.move_line_ids.unlink()
            move.move_line_ids = [
                Command.create({**move._prepare_move_line_vals(quantity=4), "lot_id": lot_id})
            ]
            move.picked = True
            picking.button_validate()

        return receive

    def test_two_claims(self):
        def build(env):
            sale, lot = self._sell_lots(env)
            claim = {"lot_ids": [Command.set(lot.ids)]}
            return self._return_of(env, sale, 4, **claim) | self._return_of(env, sale, 4, **claim)

        first, second = self._prepare(build)
        refused = self._at_once(
            self._call("after.sales.return", first, "action_request"),
            self._call("after.sales.return", second, "action_request"),
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "6 .*may come back, but 8 are claimed")

    def test_two_receipts(self):
        """Nobody named a lot when the returns were asked for."""

        def build(env):
            sale, lot = self._sell_lots(env)
            self.lot_id = lot.id
            return self._approved(env, sale, 4) | self._approved(env, sale, 4)

        first, second = self._prepare(build)
        refused = self._at_once(
            self._take_of_lot(self.lot_id, first), self._take_of_lot(self.lot_id, second)
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "4 received, but 2 of it may come back")

        def check(env):
            lines = env["after.sales.return"].browse([first, second]).line_ids
            self.assertEqual(sum(lines.mapped("quantity_received")), 4.0)

        self._read(check)
