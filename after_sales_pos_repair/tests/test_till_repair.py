from datetime import timedelta
from uuid import uuid4

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.after_sales_pos.tests.drop_off.common import TakeInCase


class TillRepairCase(TakeInCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.after_sales_sort_transfer = "direct"
        cls.env["after.sales.warranty"].search([]).active = False
        cls.terms = cls.env["after.sales.warranty"].create({"name": "One year", "months": 12})
        cls.shelf = cls.store.after_sales_repair_location_id
        cls.fault = cls.env.ref("after_sales_returns.reason_quality")

    def _repairs(self, rows):
        return self.env["repair.order"].search([("name", "in", [row["name"] for row in rows])])

    def _hand_in(self, line=None, quantity=1.0, partner=None, ticket=None, **more):
        more = {"reason_id": self.fault.id, "grade_id": False, **more}
        wish = self._wish(line, quantity, resolution="repair", photos=1, **more)
        return self._drop_off(self.till, wish, partner=partner, ticket=ticket)

    def _at(self, product, location, owner=None):
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("location_id", "=", location.id),
                ("owner_id", "=", owner.id if owner else False),
            ]
        )
        return sum(quants.mapped("quantity"))


@tagged("post_install", "-at_install")
class TestTillRepair(TillRepairCase):
    def test_receipt(self):
        sale = self._sell_at_till(self.till, (self.shirt, 2), partner=self.customer, days_ago=100)
        (row,) = self._hand_in(sale.lines, description="Seam open")
        repair = self._repairs([row])
        self.assertRecordValues(
            repair,
            [
                {
                    "state": "confirmed",
                    "after_sales_origin": "return",
                    "partner_id": self.customer.id,
                    "after_sales_store_id": self.store.id,
                    "goods_location_id": self.shelf.id,
                    "fault_description": "Seam open",
                    "warranty_verdict": "in",
                }
            ],
        )
        self.assertEqual(self._at(self.shirt, self.shelf), 1.0)
        order = repair.after_sales_return_id
        self.assertRecordValues(
            order,
            [{"stage": "in_repair", "pos_config_id": self.till.id, "pos_cashier": "Nina"}],
        )
        self.assertEqual(order.line_ids.pos_line_id, sale.lines)
        self.assertEqual(order.line_ids.move_ids.origin_returned_move_id, sale.picking_ids.move_ids)
        self.assertIn(repair.name, row["message"])
        self.assertIn(sale.lines._after_sales_receipt_name(), repair.warranty_reason)
        left = sale.lines._after_sales_returnable_quantities(None)
        self.assertEqual(left[sale.lines.id, self.shirt.id], 1.0)

    def test_no_policy_refuses_a_repair(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer, days_ago=400)
        wish = self._wish(sale.lines, reason_id=self.fault.id, photos=1, resolution="refund")
        repair = {**wish, "key": "repair", "resolution": "repair"}
        ticket = str(uuid4())
        refused = self.till.with_user(self.cashier).after_sales_evaluate(ticket, [wish])[
            wish["key"]
        ]
        self.assertEqual(refused["verdict"], "refused")
        told = self.till.with_user(self.cashier).after_sales_evaluate(ticket, [repair])["repair"]
        self.assertEqual(told["verdict"], "eligible")
        self.assertIn("warranty says who pays", told["verdict_reason"])
        self.assertFalse(told["overrides"])

    def test_warranty_counts_from_the_receipt(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer, days_ago=400)
        repair = self._repairs(self._hand_in(sale.lines))
        self.assertEqual(repair.warranty_verdict, "out")
        bought = fields.Date.context_today(repair) - timedelta(days=400)
        self.assertLessEqual(abs((repair.warranty_start - bought).days), 1)

    def test_serial_of_another_store(self):
        self._create_store_serials(self.other_store, self.phone, "W-1", "W-2")
        sale = self._sell_at_till(
            self.other_till,
            (self.phone, 2, {"pack_lot_ids": ["W-1", "W-2"]}),
            partner=self.customer,
        )
        repair = self._repairs(self._hand_in(sale.lines, lots=["W-2"]))
        self.assertEqual(repair.lot_id.name, "W-2")
        self.assertEqual(repair.goods_location_id, self.shelf)
        self.assertEqual(repair.warranty_verdict, "in")

    def test_one_repair_per_unit(self):
        sale = self._sell_at_till(self.till, (self.shirt, 3), partner=self.customer)
        rows = self._hand_in(sale.lines, 2.0)
        self.assertEqual(len(rows), 2)
        self.assertEqual(self._repairs(rows).mapped("product_qty"), [1.0, 1.0])

    def test_anonymous_receipt_needs_a_customer(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        with self.assertRaisesRegex(UserError, "choose the customer"):
            self._hand_in(sale.lines)
        repair = self._repairs(self._hand_in(sale.lines, partner=self.customer))
        self.assertEqual(repair.partner_id, self.customer)

    def test_sales_order(self):
        sale = self._sell((self.shirt, 1), pay=True)
        repair = self._repairs(self._hand_in(sale.order_line))
        self.assertEqual(repair.warranty_sale_line_id, sale.order_line)
        self.assertEqual(repair.goods_location_id, self.shelf)

    def test_return_asked_for_online(self):
        sale = self._sell((self.shirt, 1), pay=True)
        order = self._create_return(sale)
        self._approve(order)
        repair = self._repairs(self._hand_in(order.line_ids))
        self.assertEqual(repair.after_sales_return_id, order)
        self.assertEqual((order.warehouse_id, order.stage), (self.store, "in_repair"))

    def test_own_item_without_receipt(self):
        rows = self._hand_in(
            product_id=self.phone.id,
            lots=["IMEI-77"],
            partner=self.customer,
            description="Cracked glass",
        )
        repair = self._repairs(rows)
        self.assertRecordValues(
            repair,
            [
                {
                    "state": "confirmed",
                    "after_sales_origin": "counter",
                    "partner_id": self.customer.id,
                    "item_serial": "IMEI-77",
                    "after_sales_store_id": self.store.id,
                    "goods_location_id": self.shelf.id,
                    "warranty_verdict": "unknown",
                }
            ],
        )
        self.assertEqual(self._at(self.phone, self.shelf, self.customer), 1.0)
        self.assertFalse(repair.after_sales_return_id)

    def test_own_item_where_nothing_else_comes_without_receipt(self):
        self.till.after_sales_no_receipt = "no"
        self.assertTrue(self._hand_in(product_id=self.shirt.id, partner=self.customer))
        with self.assertRaisesRegex(UserError, "choose the customer"):
            self._hand_in(product_id=self.shirt.id)

    def test_once_per_wish(self):
        ticket = str(uuid4())
        wish = self._wish(
            product_id=self.shirt.id, resolution="repair", reason_id=self.fault.id, photos=1
        )
        first = self._drop_off(self.till, wish, partner=self.customer, ticket=ticket)
        again = self._drop_off(self.till, wish, partner=self.customer, ticket=ticket)
        self.assertEqual(first, again)
        self.assertEqual(self._at(self.shirt, self.shelf, self.customer), 1.0)

    def test_switched_off(self):
        self.till.after_sales_repair = False
        sale = self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer)
        with self.assertRaisesRegex(UserError, "does not offer that"):
            self._hand_in(sale.lines)
        offered = self._as_cashier(self.till).after_sales_lines("pos", sale.id)["lines"][0]
        self.assertNotIn("repair", offered["resolutions"])

    def test_not_repaired_is_paid_back_at_the_receipts_price(self):
        sale = self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer)
        repair = self._repairs(self._hand_in(sale.lines))
        part = repair.after_sales_disposition_id
        part._redirect("scrap", "refund")
        part.return_id.action_settle()
        self.assertAlmostEqual(part.return_id.refund_ids.amount_total, sale.amount_total, 2)
        self.assertEqual(part.return_id.state, "closed")

    def test_centre_repairs_on_its_own_shelf(self):
        self.till.after_sales_centre_id = self.warehouse
        sale = self._sell_at_till(self.till, (self.shirt, 1), partner=self.customer)
        (row,) = self._drop_off(self.till, self._wish(sale.lines, resolution="centre"))
        order = self._taken([row])
        transfer = order.line_ids._centre_transfers()
        transfer.move_ids.picked = True
        transfer.button_validate()
        order.disposition_ids.write({"route": "repair", "resolution": "repair"})
        order.action_decide()
        there = self.warehouse.after_sales_repair_location_id
        self.assertRecordValues(
            order.repair_ids,
            [
                {
                    "goods_location_id": there.id,
                    "after_sales_store_id": self.store.id,
                    "after_sales_workshop_id": self.warehouse.id,
                }
            ],
        )
        self.assertEqual(self._at(self.shirt, there), 1.0)


@tagged("post_install", "-at_install")
class TestSlip(TillRepairCase, HttpCase):
    def test_cashier_opens_the_slips(self):
        """Also one who has no rights on returns and repairs."""
        pos_user = self.env.ref("base.group_user") | self.env.ref("point_of_sale.group_pos_user")
        self.cashier.write({"password": "till_cashier", "group_ids": [Command.set(pos_user.ids)]})
        (row,) = self._hand_in(product_id=self.shirt.id, partner=self.customer)
        sale = self._sell_at_till(self.till, (self.shirt, 1))
        (other,) = self._drop_off(self.till, self._wish(sale.lines, resolution="centre"))
        self.authenticate("till_cashier", "till_cashier")
        with self.allow_pdf_render():
            for taken in (row, other):
                answer = self.url_open(taken["report"]["url"])
                self.assertEqual(answer.status_code, 200)
                self.assertEqual(answer.headers["Content-Type"], "application/pdf")
                # In tests Odoo answers with what it would print.
                self.assertIn(taken["name"], answer.text)
