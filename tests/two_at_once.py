"""Two people at once, with transactions of their own that are really committed.

Each test lets two requests read the same snapshot before either of them writes: the barrier
stands after the first read, so that the collision is not left to chance. What Odoo's request
handling does on a collision (``retrying``) runs as in production.
"""

import threading

from committed_data import CommittedData

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

WAIT_SECONDS = 30


class TwoAtOnce(BaseCase):
    """A shop that is committed for the tests of a class and taken away after them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        committed = CommittedData(cls.registry)
        cls.addClassCleanup(committed.delete)
        with cls.registry.cursor() as cr:
            env = cls._env(cr)
            cls._switch_off_policies(env)
            cls._make_shop(env)

    def setUp(self):
        super().setUp()
        # odoo-bin holds this lock while it tests; the threads would wait for it for ever.
        self.patch(Registry, "_lock", DummyRLock())

    @classmethod
    def _env(cls, cr):
        return api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True, "lang": "en_US"})

    @classmethod
    def _switch_off_policies(cls, env):
        """Until the end of the tests; the same for the store credit of the company."""
        policies = env["after.sales.policy"].search([])
        policies.active = False
        settings = {
            name: env.company[name].id
            for name in ("after_sales_store_credit_journal_id", "after_sales_ewallet_program_id")
        }

        def restore():
            with cls.registry.cursor() as cr:
                cls._env(cr)["after.sales.policy"].browse(policies.ids).active = True
                cls._env(cr).company.write(settings)

        cls.addClassCleanup(restore)

    @classmethod
    def _make_shop(cls, env):
        warehouse = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
        cls.warehouse_id = warehouse.id
        tax = env["account.tax"].create(
            {"name": "Concurrent 10 %", "amount": 10, "type_tax_use": "sale"}
        )
        shared = {
            "is_storable": True,
            "list_price": 100.0,
            "invoice_policy": "order",
            "taxes_id": [Command.set(tax.ids)],
        }
        shirt, phone = env["product.product"].create(
            [
                {"name": "Concurrent shirt", **shared},
                {"name": "Concurrent phone", "tracking": "serial", **shared},
            ]
        )
        cls.shirt_id, cls.phone_id = shirt.id, phone.id
        env["stock.quant"]._update_available_quantity(shirt, warehouse.lot_stock_id, 50)

    # Preparing ---------------------------------------------------------------------------

    def _prepare(self, build):
        """Run ``build(env)`` in a committed transaction.

        :return: the ids of the recordset that it returns
        """
        with self.registry.cursor() as cr:
            return build(self._env(cr)).ids

    def _customer(self, env):
        """One per test."""
        name = f"Two at once: {self._testMethodName}"
        return env["res.partner"].search([("name", "=", name)]) or env["res.partner"].create(
            {"name": name}
        )

    def _sell(self, env, quantity, product_id=None, pay=False):
        order = env["sale.order"].create(
            {
                "partner_id": self._customer(env).id,
                "warehouse_id": self.warehouse_id,
                "order_line": [
                    Command.create(
                        {"product_id": product_id or self.shirt_id, "product_uom_qty": quantity}
                    )
                ],
            }
        )
        order.action_confirm()
        order.picking_ids.action_assign()
        order.picking_ids.move_ids.picked = True
        order.picking_ids.button_validate()
        order._create_invoices().action_post()
        if pay:
            env["account.payment.register"].with_context(
                active_model="account.move", active_ids=order.invoice_ids.ids
            ).create({})._create_payments()
        return order

    def _return_of(self, env, sale, quantity, **vals):
        return env["after.sales.return"].create(
            {
                "partner_id": sale.partner_id.id,
                "warehouse_id": self.warehouse_id,
                "line_ids": [
                    Command.create(
                        {
                            "sale_line_id": sale.order_line.id,
                            "quantity": quantity,
                            "resolution": "refund",
                            **vals,
                        }
                    )
                ],
            }
        )

    def _approved(self, env, sale, quantity, **vals):
        order = self._return_of(env, sale, quantity, **vals)
        order.action_request()
        order.action_approve()
        return order

    def _received(self, env, sale, quantity, **vals):
        order = self._approved(env, sale, quantity, **vals)
        order.picking_ids.move_ids.picked = True
        order.picking_ids.button_validate()
        return order

    def _decided(self, env, sale, quantity, **vals):
        order = self._received(env, sale, quantity, **vals)
        parts = order.action_sort()
        parts.grade_id = env.ref("after_sales_returns.grade_a")
        parts.action_decide()
        return order

    # Two at once -------------------------------------------------------------------------

    def _at_once(self, *calls):
        """Run each ``call(env)`` as a request of its own, all from the same snapshot.

        :return: the sentences of the requests that were refused
        """
        barrier = threading.Barrier(len(calls))
        refused, broken = [], []

        def run(call):
            try:
                with self.registry.cursor() as cr:
                    env = self._env(cr)
                    cr.execute("SELECT 1")  # begins the snapshot
                    barrier.wait(WAIT_SECONDS)
                    retrying(lambda: call(env), env)
            except UserError as error:
                refused.append(str(error))
            except Exception as error:
                broken.append(repr(error))

        threads = [threading.Thread(target=run, args=(call,)) for call in calls]
        with mute_logger("odoo.sql_db", "odoo.service.model"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(4 * WAIT_SECONDS)
        self.assertFalse(broken)
        self.assertFalse([thread for thread in threads if thread.is_alive()], "deadlock")
        return refused

    def _read(self, check):
        """Run ``check(env)`` on what is committed."""
        with self.registry.cursor() as cr:
            check(self._env(cr))

    def _call(self, model, ids, method):
        return lambda env: getattr(env[model].browse(ids), method)()
