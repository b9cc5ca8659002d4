"""One winner; the other gets a sentence or changes nothing; the books are right."""

from two_at_once import TwoAtOnce

from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestConcurrency(TwoAtOnce):
    # Claims ------------------------------------------------------------------------------

    def test_two_requests_claim_the_last_unit(self):
        def build(env):
            sale = self._sell(env, 1)
            return self._return_of(env, sale, 1) | self._return_of(env, sale, 1)

        first, second = self._prepare(build)
        refused = self._at_once(
            self._call("after.sales.return", first, "action_request"),
            self._call("after.sales.return", second, "action_request"),
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "1 Units may come back, but 2 are claimed")

        def check(env):
            orders = env["after.sales.return"].browse([first, second])
            self.assertEqual(sorted(orders.mapped("state")), ["draft", "requested"])
            self.assertEqual(orders.line_ids.sale_line_id.qty_claimed, 1.0)

        self._read(check)

    def test_two_requests_claim_the_same_serial(self):
        def build(env):
            lots = env["stock.lot"].create(
                [{"name": f"CC{index}", "product_id": self.phone_id} for index in (1, 2)]
            )
            stock = env["stock.warehouse"].browse(self.warehouse_id).lot_stock_id
            for lot in lots:
                env["stock.quant"]._update_available_quantity(lot.product_id, stock, 1, lot_id=lot)
            sale = self._sell(env, 2, self.phone_id)
            claim = {"lot_ids": [Command.set(lots[0].ids)]}
            return self._return_of(env, sale, 1, **claim) | self._return_of(env, sale, 1, **claim)

        first, second = self._prepare(build)
        refused = self._at_once(
            self._call("after.sales.return", first, "action_request"),
            self._call("after.sales.return", second, "action_request"),
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "serial number CC1 is already claimed")

    def test_request_against_a_plain_return(self):
        """Odoo's own return wizard is validated while a return order claims the same unit."""

        def build(env):
            sale = self._sell(env, 1)
            delivery = sale.picking_ids
            wizard = (
                env["stock.return.picking"]
                .with_context(active_id=delivery.id, active_model="stock.picking")
                .create({})
            )
            wizard.product_return_moves.quantity = 1
            self.plain_id = wizard.action_create_returns()["res_id"]
            return self._return_of(env, sale, 1)

        ids = self._prepare(build)
        refused = self._at_once(
            self._call("after.sales.return", ids, "action_request"),
            self._call("stock.picking", self.plain_id, "button_validate"),
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "nothing of it was delivered, or it already came back")

        def check(env):
            claimed = env["after.sales.return"].browse(ids).state == "requested"
            came = env["stock.picking"].browse(self.plain_id).state == "done"
            self.assertNotEqual(claimed, came)

        self._read(check)

    # Steps -------------------------------------------------------------------------------

    def test_approve_twice_makes_one_receipt(self):
        def build(env):
            order = self._return_of(env, self._sell(env, 2), 2)
            order.action_request()
            return order

        ids = self._prepare(build)
        approve = self._call("after.sales.return", ids, "action_approve")
        self.assertFalse(self._at_once(approve, approve))
        self._read(
            lambda env: self.assertEqual(len(env["after.sales.return"].browse(ids).picking_ids), 1)
        )

    def test_approve_against_refuse(self):
        def build(env):
            order = self._return_of(env, self._sell(env, 2), 2)
            order.refusal_reason = "Worn."
            order.action_request()
            return order

        ids = self._prepare(build)
        refused = self._at_once(
            self._call("after.sales.return", ids, "action_approve"),
            self._call("after.sales.return", ids, "action_refuse"),
        )
        self.assertEqual(len(refused), 1)

        def check(env):
            order = env["after.sales.return"].browse(ids)
            self.assertEqual(bool(order.picking_ids), order.state == "approved")

        self._read(check)

    def test_decide_twice_moves_the_goods_once(self):
        def build(env):
            order = self._received(env, self._sell(env, 2), 2)
            parts = order.action_sort()
            parts.grade_id = env.ref("after_sales_returns.grade_a")
            return parts

        ids = self._prepare(build)
        decide = self._call("after.sales.disposition", ids, "action_decide")
        self.assertFalse(self._at_once(decide, decide))

        def check(env):
            part = env["after.sales.disposition"].browse(ids)
            self.assertEqual(part.move_ids.mapped("product_uom_qty"), [2.0])
            self.assertEqual(part.line_id.quantity_decided, 2.0)

        self._read(check)

    def test_two_sorters_decide_more_than_came(self):
        """Each brings a disposition of their own for the same two units."""

        def build(env):
            order = self._received(env, self._sell(env, 2), 2)
            order.disposition_ids.unlink()
            vals = {
                "line_id": order.line_ids.id,
                "quantity": 2,
                "grade_id": env.ref("after_sales_returns.grade_a").id,
            }
            return env["after.sales.disposition"].create([dict(vals), dict(vals)])

        first, second = self._prepare(build)
        refused = self._at_once(
            self._call("after.sales.disposition", first, "action_decide"),
            self._call("after.sales.disposition", second, "action_decide"),
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "4 decided, but only 2 came")

    def test_settle_twice_makes_one_credit_note(self):
        ids = self._prepare(lambda env: self._decided(env, self._sell(env, 2), 2).disposition_ids)
        settle = self._call("after.sales.disposition", ids, "action_settle")
        self.assertFalse(self._at_once(settle, settle))

        def check(env):
            order = env["after.sales.disposition"].browse(ids).return_id
            self.assertRecordValues(order.refund_ids, [{"state": "posted", "amount_total": 220.0}])
            self.assertEqual(order.state, "closed")

        self._read(check)

    def test_settle_against_core_reversal(self):
        def build(env):
            sale = self._sell(env, 2)
            self.invoice_id = sale.invoice_ids.id
            return self._decided(env, sale, 2)

        ids = self._prepare(build)

        def reverse(env):
            invoice = env["account.move"].browse(self.invoice_id)
            wizard = (
                env["account.move.reversal"]
                .with_context(active_model="account.move", active_ids=invoice.ids)
                .create({"journal_id": invoice.journal_id.id})
            )
            wizard.refund_moves()
            wizard.new_move_ids.action_post()

        self._at_once(self._call("after.sales.return", ids, "action_settle"), reverse)

        def check(env):
            notes = env["account.move"].search(
                [("reversed_entry_id", "=", self.invoice_id), ("state", "=", "posted")]
            )
            self.assertEqual(sum(notes.mapped("amount_total")), 220.0)
            order = env["after.sales.return"].browse(ids)
            # Where the accountant was first, somebody says that nothing more is to be paid.
            asked = order.disposition_ids.filtered(lambda part: part.state == "decided")
            asked.action_nothing_more_to_pay()
            sold = order.line_ids.sale_line_id
            self.assertEqual((sold.qty_invoiced, sold.qty_to_invoice), (0.0, 0.0))

        self._read(check)

    def test_two_store_credits_fill_one_wallet(self):
        def build(env):
            env.company._setup_store_credit()
            orders = env["after.sales.return"]
            for _index in range(2):
                sale = self._sell(env, 1, pay=True)
                orders |= self._decided(env, sale, 1, resolution="store_credit")
            return orders

        first, second = self._prepare(build)
        refused = self._at_once(
            self._call("after.sales.return", first, "action_settle"),
            self._call("after.sales.return", second, "action_settle"),
        )
        self.assertFalse(refused)

        def check(env):
            program = env.company.after_sales_ewallet_program_id
            cards = env["loyalty.card"].search(
                [("program_id", "=", program.id), ("partner_id", "=", self._customer(env).id)]
            )
            self.assertEqual(cards.mapped("points"), [220.0])
            self.assertEqual(sum(cards.history_ids.mapped("issued")), 220.0)
            account = env.company.after_sales_store_credit_journal_id.default_account_id
            lines = env["account.move.line"].search(
                [("account_id", "=", account.id), ("partner_id", "=", self._customer(env).id)]
            )
            self.assertEqual(sum(lines.mapped("balance")), -220.0)

        self._read(check)

    def test_close_against_receive(self):
        """Whoever is first: a closed return received nothing that nobody decides on."""

        def build(env):
            order = self._approved(env, self._sell(env, 2), 2)
            self.receipt_id = order.picking_ids.id
            return order

        ids = self._prepare(build)

        def receive(env):
            picking = env["stock.picking"].browse(self.receipt_id)
            picking.move_ids.picked = True
            picking.button_validate()

        refused = self._at_once(self._call("after.sales.return", ids, "action_close"), receive)
        self.assertEqual(len(refused), 1)

        def check(env):
            order = env["after.sales.return"].browse(ids)
            came = order.line_ids.quantity_received
            self.assertIn((order.state, came), [("closed", 0.0), ("approved", 2.0)])
            self.assertEqual(order.line_ids.quantity_claimed, came)

        self._read(check)
