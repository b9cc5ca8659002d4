"""Two tills, the web and the back office reach for the same sold unit: one gets it, the others
get a sentence that names who has it."""

import uuid

from two_tills import TwoTills

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestTillAtOnce(TwoTills):
    # Preparing ---------------------------------------------------------------------------

    def _order(self, env, till_id, product_id, quantity, **line):
        """A paid order as a till sends it."""
        till = env["pos.config"].browse(till_id)
        total = 110.0 * quantity
        return {
            "uuid": str(uuid.uuid4()),
            "session_id": till.current_session_id.id,
            "company_id": till.company_id.id,
            "partner_id": self._customer(env).id,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()),
            "state": "paid",
            "is_refund": quantity < 0,
            "to_invoice": False,
            "last_order_preparation_change": "{}",
            "amount_tax": 10.0 * quantity,
            "amount_total": total,
            "amount_paid": total,
            "amount_return": 0.0,
            "lines": [
                Command.create(
                    {
                        "uuid": str(uuid.uuid4()),
                        "product_id": product_id,
                        "qty": quantity,
                        "price_unit": 100.0,
                        "price_subtotal": 100.0 * quantity,
                        "price_subtotal_incl": total,
                        "tax_ids": [
                            Command.set(env["product.product"].browse(product_id).taxes_id.ids)
                        ],
                        **line,
                    }
                )
            ],
            "payment_ids": [
                Command.create(
                    {
                        "name": fields.Datetime.to_string(fields.Datetime.now()),
                        "payment_method_id": till.payment_method_ids.id,
                        "amount": total,
                    }
                )
            ],
        }

    def _sell_at_till(self, env, product_id=None, **line):
        """:return: the sold ``pos.order.line``, of one unit"""
        order = self._order(env, self.till_ids[0], product_id or self.shirt_id, 1, **line)
        env["pos.order"].sync_from_ui([order])
        return env["pos.order"].search([("uuid", "=", order["uuid"])]).lines

    def _wish(self, kind, line_id, product_id, **more):
        return {
            "key": f"{kind}-{line_id}",
            "kind": kind,
            "line_id": line_id,
            "product_id": product_id,
            "quantity": 1,
            "resolution": "refund",
            **more,
        }

    def _reserve(self, till, wish):
        """What till number ``till`` asks the server for when the cashier chooses a line."""
        return lambda env: (
            env["pos.config"]
            .browse(self.till_ids[till])
            .after_sales_reserve(f"{self._testMethodName}-{till}", [wish])
        )

    def _return_of_line(self, env, line, **vals):
        return env["after.sales.return"].create(
            {
                "partner_id": line.order_id.partner_id.id,
                "warehouse_id": self.warehouse_id,
                "channel": "store",
                "line_ids": [Command.create({"pos_line_id": line.id, "quantity": 1, **vals})],
            }
        )

    def _refund(self, till, line_id):
        def call(env):
            order = self._order(
                env, self.till_ids[till], self.shirt_id, -1, refunded_orderline_id=line_id
            )
            env["pos.order"].sync_from_ui([order])

        return call

    def _assertOneUnitTaken(self, line_id):
        def check(env):
            line = env["pos.order.line"].browse(line_id)
            claimed = line._after_sales_claimed_quantities()
            self.assertEqual(sum(claimed.values()), 1.0)

        self._read(check)

    # Two at once -------------------------------------------------------------------------

    def test_two_tills_choose_the_same_unit(self):
        (line_id,) = self._prepare(self._sell_at_till)
        wish = self._wish("pos", line_id, self.shirt_id)
        refused = self._at_once(self._reserve(0, wish), self._reserve(1, wish))
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "till At once (One|Two) holds 1 for a customer until")
        self._assertOneUnitTaken(line_id)

    def test_two_tills_choose_the_same_serial(self):
        def build(env):
            lot = env["stock.lot"].create({"name": "AO-1", "product_id": self.phone_id})
            stock = env["stock.warehouse"].browse(self.warehouse_id).lot_stock_id
            env["stock.quant"]._update_available_quantity(lot.product_id, stock, 1, lot_id=lot)
            packs = [Command.create({"lot_name": "AO-1"})]
            return self._sell_at_till(env, self.phone_id, pack_lot_ids=packs)

        (line_id,) = self._prepare(build)
        wish = self._wish("pos", line_id, self.phone_id, lots=["AO-1"])
        refused = self._at_once(self._reserve(0, wish), self._reserve(1, wish))
        self.assertEqual(len(refused), 1)
        self._assertOneUnitTaken(line_id)

    def test_till_against_the_portal(self):
        """A customer asks online while the till chooses the same unit of a web order."""

        def build(env):
            sale = self._sell(env, 1)
            self.return_id = self._return_of(env, sale, 1).id
            return sale.order_line

        (line_id,) = self._prepare(build)
        refused = self._at_once(
            self._reserve(0, self._wish("sale", line_id, self.shirt_id)),
            self._call("after.sales.return", self.return_id, "action_request"),
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "RMA/|till At once One holds 1 for a customer until")

    def test_till_against_the_back_office(self):
        def build(env):
            line = self._sell_at_till(env)
            self.return_id = self._return_of_line(env, line).id
            return line

        (line_id,) = self._prepare(build)
        refused = self._at_once(
            self._reserve(0, self._wish("pos", line_id, self.shirt_id)),
            self._call("after.sales.return", self.return_id, "action_request"),
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "with this 2 would be returned .(RMA/|till At once One)")
        self._assertOneUnitTaken(line_id)

    def test_till_against_a_plain_refund(self):
        (line_id,) = self._prepare(self._sell_at_till)
        refused = self._at_once(
            self._reserve(0, self._wish("pos", line_id, self.shirt_id)), self._refund(1, line_id)
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "with this 2 would be returned .(refund|till At once One)")
        self._assertOneUnitTaken(line_id)

    def test_two_plain_refunds(self):
        (line_id,) = self._prepare(self._sell_at_till)
        refused = self._at_once(self._refund(0, line_id), self._refund(1, line_id))
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "with this 2 would be returned .refund")
        self._assertOneUnitTaken(line_id)

    def _invoiced(self, env):
        """A receipt of one unit with its invoice, and a draft credit note of that.

        :return: the sold ``pos.order.line``
        """
        line = self._sell_at_till(env)
        line.order_id.action_pos_order_invoice()
        invoice = line.order_id.account_move
        wizard = env["account.move.reversal"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard = wizard.create({"journal_id": invoice.journal_id.id})
        wizard.refund_moves()
        self.note_id = wizard.new_move_ids.id
        return line

    def test_till_against_the_accountant(self):
        """The till pays back what a credit note takes back: one of them does."""
        (line_id,) = self._prepare(self._invoiced)
        refused = self._at_once(
            self._refund(0, line_id), self._call("account.move", self.note_id, "action_post")
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "would be given back, more than that .[0-9A-Z]")

    def test_centre_against_the_accountant(self):
        def build(env):
            line = self._invoiced(env)
            order = self._return_of_line(env, line)
            order.action_request()
            order.action_approve()
            order.picking_ids.move_ids.picked = True
            order.picking_ids.button_validate()
            parts = order.action_sort()
            parts.grade_id = env.ref("after_sales_returns.grade_a")
            parts.action_decide()
            self.return_id = order.id
            return line

        self._prepare(build)
        refused = self._at_once(
            self._call("after.sales.return", self.return_id, "action_settle"),
            self._call("account.move", self.note_id, "action_post"),
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "was credited with|would be given back, more than that")

    def test_two_tills_take_in_the_same_return(self):
        (line_id,) = self._prepare(lambda env: self._approved(env, self._sell(env, 1), 1).line_ids)
        wish = self._wish("return", line_id, self.shirt_id)
        refused = self._at_once(self._reserve(0, wish), self._reserve(1, wish))
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "till At once (One|Two) holds 1 for a customer until")
