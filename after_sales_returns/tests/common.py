import base64
import os
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, TransactionCase, freeze_time, new_test_user

# When the tests of the suite take place: a Wednesday, noon in UTC, the same day in every office.
NOW = datetime.fromisoformat(os.environ.get("AFTER_SALES_TEST_DATE") or "2026-03-04 12:00:00")

# What an RPC may carry where something else is asked for.
JUNK = (
    None,
    False,
    True,
    0,
    -1,
    2**31,
    2**70,
    1.5,
    float("nan"),
    float("inf"),
    "",
    "junk",
    "\x00",
    "a\x00b",
    "\ud800",
    "nan",
    [],
    [None],
    [[1]],
    {},
    {"id": 1},
    "x" * 10000,
)


class AfterSalesCommon(TransactionCase):
    """A shop with one warehouse, sold goods, and the people who handle returns.

    Time stands still at ``NOW``, in the database too: a result must not depend on the day or on
    how fast the machine is. Where a browser or a web client waits for an answer it goes on.

    Access is tested with ``clerk`` (customer service), ``manager``, ``sorter`` (after-sales
    warehouse), ``store_user`` (own store only), ``picker`` (stock user without after-sales
    rights) and ``accountant``.
    """

    freeze_time = freeze_time(NOW)

    def __init_subclass__(cls):
        super().__init_subclass__()
        if issubclass(cls, HttpCase):
            cls.freeze_time = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.freeze_time:
            cls.env.cr._now = NOW
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True, lang="en_US"))
        # Odoo's own Delivery reads zip prefixes for a transfer's form, which its own Inventory
        # users may not read: without delivery methods their forms open.
        if "delivery.carrier" in cls.env:
            cls.env["delivery.carrier"].search([]).active = False
        cls.company = cls.env.company
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.customer = cls.env["res.partner"].create(
            {"name": "Lena Fischer", "email": "lena@example.com"}
        )
        cls.tax = cls.env["account.tax"].create(
            {"name": "Sale tax 10 %", "amount": 10.0, "type_tax_use": "sale"}
        )
        cls.shirt = cls._create_product("Shirt", 100.0, standard_price=40.0)
        cls.shoe = cls._create_product("Shoe", 80.0, standard_price=30.0)
        cls.phone = cls._create_product("Phone", 500.0, standard_price=300.0, tracking="serial")
        cls._stock(cls.shirt, 100)
        cls._stock(cls.shoe, 100)
        cls.env["after.sales.policy"].search([]).active = False
        cls.policy = cls.env["after.sales.policy"].create(
            {
                "name": "Thirty days",
                "window_ids": [
                    Command.create({"resolution": resolution, "window_days": 30})
                    for resolution in ("refund", "store_credit", "exchange")
                ],
            }
        )
        cls.reason = cls.env.ref("after_sales_returns.reason_change_of_mind")
        cls.grade_a = cls.env.ref("after_sales_returns.grade_a")
        cls.grade_d = cls.env.ref("after_sales_returns.grade_d")

    @classmethod
    def _create_users(cls):
        """Make the users of each role; only the tests that need them pay for it."""
        prefix = "after_sales_returns.group_after_sales_"
        cls.clerk = new_test_user(cls.env, "asr_clerk", groups=f"{prefix}user")
        cls.manager = new_test_user(cls.env, "asr_manager", groups=f"{prefix}manager")
        cls.sorter = new_test_user(cls.env, "asr_sorter", groups=f"{prefix}warehouse")
        cls.store_user = new_test_user(cls.env, "asr_store", groups=f"{prefix}store")
        cls.picker = new_test_user(cls.env, "asr_picker", groups="stock.group_stock_user")
        cls.accountant = new_test_user(
            cls.env, "asr_accountant", groups="account.group_account_invoice"
        )

    @classmethod
    def _create_product(cls, name, price, **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "is_storable": True,
                "list_price": price,
                "invoice_policy": "order",
                "taxes_id": [Command.set(cls.tax.ids)],
                **vals,
            }
        )

    @classmethod
    def _stock(cls, product, quantity, lot=None, warehouse=None):
        location = (warehouse or cls.warehouse).lot_stock_id
        cls.env["stock.quant"]._update_available_quantity(product, location, quantity, lot_id=lot)

    @classmethod
    def _create_serials(cls, product, *names):
        """Serial numbers of ``product``, one of each in stock."""
        lots = cls.env["stock.lot"]
        for name in names:
            lot = lots.create({"name": name, "product_id": product.id})
            cls._stock(product, 1, lot=lot)
            lots |= lot
        return lots

    @classmethod
    def _sell(cls, *lines, deliver=True, invoice=True, pay=False, **vals):
        """Confirm an order of (product, quantity) or (product, quantity, line values); deliver,
        invoice and pay it.

        :return: the ``sale.order``
        """
        order = cls.env["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "warehouse_id": cls.warehouse.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            **(more[0] if more else {}),
                        }
                    )
                    for product, quantity, *more in lines
                ],
                **vals,
            }
        )
        order.action_confirm()
        if deliver:
            cls._validate(order.picking_ids)
        if invoice:
            cls._invoice(order, pay=pay)
        return order

    @classmethod
    def _invoice(cls, order, pay=False):
        invoice = order._create_invoices()
        invoice.action_post()
        if pay:
            cls._pay(invoice)
        return invoice

    @classmethod
    def _pay(cls, move):
        cls.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        ).create({})._create_payments()

    @classmethod
    def _validate(cls, pickings):
        """Validate transfers with all they expect."""
        pickings.action_assign()
        for move in pickings.move_ids:
            move.picked = True
        pickings.with_context(skip_backorder=True).button_validate()

    @classmethod
    def _create_return(cls, order=None, quantities=None, **vals):
        """A draft return order.

        :param quantities: dict product → quantity; by default all that was sold
        :param vals: values of the return; ``line_vals`` go to each line
        """
        line_vals = vals.pop("line_vals", {})
        lines = []
        for line in order.order_line if order else ():
            quantity = (quantities or {}).get(line.product_id, 0 if quantities else None)
            if quantity == 0 or line.display_type or line.product_id.type != "consu":
                continue
            lines.append(
                Command.create(
                    {
                        "sale_line_id": line.id,
                        "quantity": line.product_uom_qty if quantity is None else quantity,
                        "reason_id": cls.reason.id,
                        "resolution": "refund",
                        **line_vals,
                    }
                )
            )
        return cls.env["after.sales.return"].create(
            {
                "partner_id": cls.customer.id,
                "warehouse_id": cls.warehouse.id,
                "line_ids": lines,
                **vals,
            }
        )

    @classmethod
    def _create_franc_pricelist(cls, *rates):
        """Prices in Swiss francs.

        :param rates: (francs per unit of the company's currency, since how many days)
        """
        franc = cls.env["res.currency"].with_context(active_test=False)
        franc = franc.search([("name", "=", "CHF")])
        franc.active = True
        franc.rate_ids.unlink()
        for rate, days in rates:
            cls.env["res.currency.rate"].create(
                {
                    "currency_id": franc.id,
                    "company_id": cls.company.id,
                    "rate": rate,
                    "name": date.today() - timedelta(days=days),
                }
            )
        return cls.env["product.pricelist"].create({"name": "Swiss", "currency_id": franc.id})

    @classmethod
    def _approve(cls, order):
        """Request and approve (a policy may already have approved)."""
        order.action_request()
        order.action_approve()
        return order

    @classmethod
    def _receive(cls, order, quantity=None):
        """Receive all that is awaited, or ``quantity`` of each line, leaving a backorder."""
        pickings = order.picking_ids.filtered(
            lambda picking: (
                picking.picking_type_code == "incoming" and picking.state not in ("done", "cancel")
            )
        )
        for move in pickings.move_ids:
            if quantity is not None:
                move.quantity = quantity
            move.picked = True
        pickings.with_context(skip_backorder=True).button_validate()

    @classmethod
    def _decide(cls, order, **vals):
        """Sort all that came and decide it with ``vals`` (by default as new, back to stock)."""
        parts = order.action_sort()
        parts.write(vals or {"grade_id": cls.grade_a.id})
        parts.action_decide()
        return parts

    @classmethod
    def _returned(cls, *lines, **vals):
        """A return order of a delivered and invoiced sale, received and ready to be sorted."""
        order = cls._create_return(cls._sell(*lines), **vals)
        cls._approve(order)
        cls._receive(order)
        return order

    def _available(self, product, warehouse=None):
        """Quantity that a sale of the warehouse can get."""
        return product.with_context(warehouse_id=(warehouse or self.warehouse).id).free_qty

    @contextmanager
    def undone(self):
        """A savepoint that is always rolled back."""
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    @contextmanager
    def assertRefused(self, words, error=UserError):
        """The step is refused with ``words`` in its sentence, and leaves nothing half done."""
        with self.assertRaisesRegex(error, words), self.env.cr.savepoint():
            yield


PIXEL = base64.b64decode(
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJg"
    b"gg=="
)


# Zone of the company, moment in UTC, year there; half an hour from midnight of New Year.
TURN_OF_THE_YEAR = [
    ("America/New_York", "2031-01-01 00:30:00", "2030"),
    ("America/New_York", "2031-01-01 05:30:00", "2031"),
    ("Asia/Shanghai", "2030-12-31 15:30:00", "2030"),
    ("Asia/Shanghai", "2030-12-31 16:30:00", "2031"),
    ("Europe/Berlin", "2030-12-31 22:30:00", "2030"),
    ("Europe/Berlin", "2030-12-31 23:30:00", "2031"),
    ("Pacific/Auckland", "2030-12-31 10:30:00", "2030"),
    ("Pacific/Auckland", "2030-12-31 11:30:00", "2031"),
]
