import re
from contextlib import contextmanager

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestBadInput(AfterSalesCommon):
    """What no return may have gets a sentence that names the record and the remedy."""

    @contextmanager
    def _refused(self, *words):
        """Refused in a sentence with these words, in this order, and rolled back."""
        pattern = "(?s)" + ".*".join(map(re.escape, words))
        with self.assertRaisesRegex(UserError, pattern), self.env.cr.savepoint():
            yield
            self.env.flush_all()
        self.env.invalidate_all()

    def test_quantity_of_nothing(self):
        sale = self._sell((self.shirt, 1))
        with self._refused("RMA/", "Shirt", "greater than zero", "Remove"):
            self._create_return(sale, line_vals={"quantity": 0})
        order = self._create_return(sale)
        with self._refused(order.name, "Shirt", "Quantity", "cannot be", "-1", "Enter"):
            order.line_ids.quantity = -1

    def test_more_than_was_sold(self):
        sale = self._sell((self.shirt, 2))
        order = self._create_return(sale, line_vals={"quantity": 3})
        with self._refused(sale.name, "Shirt", "2 ", "may come back", "3 ", order.name, "Lower"):
            order.action_request()
        self.assertEqual(sale.order_line.qty_claimed, 0.0)

    def test_product_never_sold(self):
        sale = self._sell((self.shirt, 1))
        with self._refused("Shoe", "never sold with", sale.name, "Choose"):
            self._create_return(sale, line_vals={"product_id": self.shoe.id})

    def test_foreign_serial(self):
        first, second = self._create_serials(self.phone, "PH-1", "PH-2")
        sale = self._sell((self.phone, 1))
        other = second if first in sale.picking_ids.move_line_ids.lot_id else first
        with self._refused("Phone", other.name, "not sold with", sale.name, "Choose"):
            self._create_return(sale, line_vals={"lot_ids": [Command.set(other.ids)]})

    def test_order_of_another_customer(self):
        sale = self._sell((self.shirt, 1))
        stranger = self.env["res.partner"].create({"name": "Igor"})
        with self._refused(sale.name, "sold to Lena Fischer, not to Igor", "Choose"):
            self._create_return(sale, partner_id=stranger.id)

    def test_archived_product_without_receipt(self):
        self.shirt.active = False
        with self._refused("RMA/", "Shirt", "archived", "restore"):
            self._create_return(
                line_ids=[Command.create({"product_id": self.shirt.id, "quantity": 1})]
            )

    def test_archived_product_of_an_order_may_come_back(self):
        sale = self._sell((self.shirt, 1))
        self.shirt.active = False
        self.assertEqual(self._approve(self._create_return(sale)).state, "approved")

    def test_exchange_for_an_archived_product(self):
        sale = self._sell((self.shirt, 1))
        order = self._create_return(
            sale, line_vals={"resolution": "exchange", "exchange_product_id": self.shoe.id}
        )
        self.shoe.active = False
        with self._refused("Shirt", "Shoe", "archived", "Choose another"):
            order.action_request()

    def test_service(self):
        service = self._create_product("Gift wrap", 5.0, type="service", is_storable=False)
        sale = self._sell((self.shirt, 1), (service, 1))
        with self._refused("Gift wrap", "only goods come back", "Remove"):
            self._create_return(line_ids=[Command.create({"sale_line_id": sale.order_line[1].id})])

    def test_nothing_to_return(self):
        with self._refused("RMA/", "no line", "Add"):
            self._create_return().action_request()

    def test_two_companies(self):
        sale = self._sell((self.shirt, 1))
        company = self.env["res.company"].create({"name": "Sister"})
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", company.id)], limit=1)
        with self._refused("RMA/", "Shirt", sale.name, "belongs to", "Sister", "one return order"):
            self._create_return(sale, company_id=company.id, warehouse_id=warehouse.id)

    def test_order_not_delivered(self):
        sale = self._sell((self.shirt, 1), deliver=False, invoice=False)
        with self._refused(sale.name, "nothing was delivered"):
            sale.action_after_sales_return()

    def test_archived_account(self):
        sale = self._sell((self.shirt, 1))
        account = self.env["account.account"].create(
            {"name": "Old sales", "code": "OLD1", "account_type": "income"}
        )
        invoice = sale.invoice_ids
        invoice.button_draft()
        invoice.invoice_line_ids.account_id = account
        invoice.action_post()
        order = self._create_return(sale)
        self._approve(order)
        self._receive(order)
        self._decide(order)
        account.active = False
        with self._refused(order.name, "Shirt", "Old sales", invoice.name, "Restore"):
            order.action_settle()
        self.assertFalse(order.refund_ids)

    def test_warehouse_without_returns(self):
        order = self._create_return(self._sell((self.shirt, 1)))
        order.action_request()
        self.warehouse.after_sales_in_type_id = False
        with self._refused(order.name, self.warehouse.name, "operation type", "Set one"):
            order.action_approve()

    def test_price_of_sold_goods_is_not_typed(self):
        self._create_users()
        order = self._create_return(self._sell((self.shirt, 1)), channel="api").with_user(
            self.clerk
        )
        with self._refused(order.name, "Shirt", "price paid follows"):
            order.line_ids.price_paid_unit = 5000.0
