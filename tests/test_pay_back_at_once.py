"""Two people settle and pay back of one payment at once: the customer is paid once."""

from two_at_once import TwoAtOnce

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.after_sales_returns.tests.money.payment_common import (
    check_out,
    create_provider,
    patch_providers,
)


@tagged("post_install", "-at_install")
class TestPayBackAtOnce(TwoAtOnce):
    @classmethod
    def _make_shop(cls, env):
        super()._make_shop(env)
        patch_providers(cls, env)
        method = env.ref("payment.payment_method_card")
        before = {name: method[name] for name in ("active", "support_refund")}
        cls.provider_id = create_provider(env).id

        def restore():
            with cls.registry.cursor() as cr:
                cls._env(cr)["payment.provider"].browse(cls.provider_id).state = "disabled"
                cls._env(cr)["payment.method"].browse(method.id).write(before)

        cls.addClassCleanup(restore)

    def _sell_online(self, env, quantity, amount=None):
        """An order paid at checkout and delivered, not invoiced."""
        order = env["sale.order"].create(
            {
                "partner_id": self._customer(env).id,
                "warehouse_id": self.warehouse_id,
                "order_line": [
                    Command.create({"product_id": self.shirt_id, "product_uom_qty": quantity})
                ],
            }
        )
        order.action_confirm()
        check_out(env["payment.provider"].browse(self.provider_id), order, amount)
        order.picking_ids.action_assign()
        order.picking_ids.move_ids.picked = True
        order.picking_ids.button_validate()
        return order

    def test_two_returns_of_an_order_that_is_not_invoiced(self):
        """Both would invoice the three shirts: it is done once."""

        def build(env):
            sale = self._sell_online(env, 3)
            return self._decided(env, sale, 1) | self._decided(env, sale, 1)

        first, second = self._prepare(build)
        refused = self._at_once(
            self._call("after.sales.return", first, "action_settle"),
            self._call("after.sales.return", second, "action_settle"),
        )
        self.assertFalse(refused)

        def check(env):
            orders = env["after.sales.return"].browse([first, second])
            moves = orders.sale_order_ids.invoice_ids
            invoices = moves.filtered(lambda move: move.move_type == "out_invoice")
            self.assertEqual(invoices.mapped("amount_untaxed"), [300.0])
            self.assertEqual(orders.mapped("amount_to_pay"), [110.0, 110.0])

        self._read(check)

    def test_two_accountants_pay_one_note_back(self):
        def build(env):
            order = self._decided(env, self._sell_online(env, 1), 1)
            order.action_settle()
            return order.refund_ids

        ids = self._prepare(build)
        refused = self._at_once(
            self._call("account.move", ids, "action_after_sales_pay_back"),
            self._call("account.move", ids, "action_after_sales_pay_back"),
        )
        self.assertEqual(len(refused), 1)
        self.assertRegex(refused[0], "is on its way")
        self._check_refunded([-110.0])

    def test_two_accountants_pay_two_notes_of_one_payment_back(self):
        """50 of 220 came by card: together the notes get 50 of it back."""

        def build(env):
            sale = self._sell_online(env, 2, 50.0)
            invoice = sale._create_invoices()
            invoice.action_post()
            env["account.payment.register"].with_context(
                active_model="account.move", active_ids=invoice.ids
            ).create({})._create_payments()
            orders = self._decided(env, sale, 1) | self._decided(env, sale, 1)
            for order in orders:
                order.action_settle()
            return orders.refund_ids

        first, second = self._prepare(build)
        self._at_once(
            self._call("account.move", first, "action_after_sales_pay_back"),
            self._call("account.move", second, "action_after_sales_pay_back"),
        )
        self._check_refunded([-50.0])

    def _check_refunded(self, amounts):
        def check(env):
            refunds = env["payment.transaction"].search(
                [("operation", "=", "refund"), ("partner_id", "=", self._customer(env).id)]
            )
            self.assertEqual(refunds.mapped("amount"), amounts)

        self._read(check)
