from collections import deque
from unittest.mock import patch

import psycopg2
from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestAccessDetails(AfterSalesCommon):
    """What a review of rights, installation and speed found."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.sale = cls._sell((cls.shirt, 5))

    def test_stores_of_a_user_change_at_once(self):
        order = self._create_return(self.sale, {self.shirt: 1})
        returns = self.env["after.sales.return"].with_user(self.store_user)
        self.assertFalse(returns.search([]))
        self.store_user.after_sales_warehouse_ids = self.warehouse
        self.assertIn(order, returns.search([]))
        self.store_user.after_sales_warehouse_ids = False
        self.assertFalse(returns.search([]))

    def test_portal_reads_neither_drafts_nor_the_internal_note(self):
        portal = new_test_user(self.env, "asr_review", groups="base.group_portal")
        portal.partner_id.parent_id = self.customer
        order = self._create_return(self.sale, {self.shirt: 1}, note="Complains often")
        mine, lines = order.with_user(portal), order.line_ids.with_user(portal)
        self.assertFalse(mine.search([]))
        self.assertFalse(lines.search([]))
        order.action_request()
        self.env.invalidate_all()
        self.assertEqual(mine.search([]), order)
        self.assertEqual(lines.search([]), order.line_ids)
        self.assertEqual(mine.read(["name"])[0]["name"], order.name)
        with self.assertRaises(AccessError):
            mine.read(["note"])

    def test_store_staff_reads_no_gift_cards_but_opens_orders_with_points(self):
        program = self.env["loyalty.program"].create({"name": "Points", "program_type": "loyalty"})
        card = self.env["loyalty.card"].create({"program_id": program.id, "points": 5})
        self.sale.coupon_point_ids = [(0, 0, {"coupon_id": card.id, "points": 5})]
        self.sale._add_loyalty_history_lines()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            card.with_user(self.store_user).read(["code"])
        for user in (self.clerk, self.store_user):
            sale = self.sale.with_user(user)
            view = sale.get_view(view_type="form")
            arch = etree.fromstring(view["arch"])
            names = set(arch.xpath("//field[not(ancestor::field)]/@name"))
            self.assertIn("order_line", names)
            self.assertNotIn("loyalty_data", names)
            self.assertNotIn("gift_card_count", names)
            sale.web_read({name: {} for name in names})

    def test_sold_lines_start_without_claims(self):
        line = self.sale.order_line
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order_line SET qty_claimed = NULL, after_sales_qty_credited = NULL,"
            " after_sales_amount_credited = NULL WHERE id = %s",
            [line.id],
        )
        line.invalidate_recordset()
        self.assertEqual(line.qty_claimed, 0.0)
        self.assertEqual(line.after_sales_amount_credited, 0.0)
        order = self._approve(self._create_return(self.sale, {self.shirt: 2}))
        self._receive(order)
        self._decide(order)
        order.action_settle()
        self.assertEqual(line.qty_claimed, 2.0)
        self.assertEqual(line.after_sales_qty_credited, 2.0)
        self.assertEqual(line.after_sales_amount_credited, 200.0)

    def test_columns_of_sold_lines_are_not_computed_at_installation(self):
        self.env.flush_all()
        for name in ("qty_claimed", "after_sales_qty_credited", "after_sales_amount_credited"):
            self.env.cr.execute(SQL("ALTER TABLE sale_order_line DROP %s", SQL.identifier(name)))
        with (
            patch.object(self.registry, "_post_init_queue", deque(), create=True),
            patch.object(self.registry, "_foreign_keys", {}, create=True),
            patch.object(self.registry, "_is_install", True, create=True),
            patch.object(type(self.env), "add_to_compute") as add_to_compute,
        ):
            self.env["sale.order.line"]._auto_init()
        add_to_compute.assert_not_called()

    def test_one_turn_for_all_returns_of_a_team(self):
        team = self.env["after.sales.team"].create(
            {
                "name": "Desk",
                "member_ids": [(6, 0, (self.clerk + self.manager).ids)],
                "assignment": "take_turns",
            }
        )
        orders = self.env["after.sales.return"].union(
            *(self._create_return(self.sale, {self.shirt: 1}, team_id=team.id) for _x in range(3))
        )
        kept = self._create_return(self.sale, {self.shirt: 1}, user_id=self.sorter.id)
        calls, original = [], type(team)._next_users

        def count(self, count):
            calls.append(count)
            return original(self, count)

        self.patch(type(team), "_next_users", count)
        (orders | kept)._assign_responsible()
        self.assertEqual(calls, [3])
        self.assertEqual(orders.mapped("user_id"), self.clerk + self.manager)
        self.assertTrue(all(order.user_id for order in orders))
        self.assertEqual(kept.user_id, self.sorter)

    def test_a_collision_is_no_final_error_of_a_mail(self):
        order = self._create_return(self.sale, {self.shirt: 1})
        order.action_request()
        mail = self.env["after.sales.mail"].search([("return_id", "=", order.id)], limit=1)

        def collide(self, *args, **kwargs):
            raise psycopg2.errors.SerializationFailure("could not serialize access")

        self.patch(self.registry["mail.template"], "send_mail_batch", collide)
        with self.assertRaises(psycopg2.OperationalError):
            mail._send()
        self.assertFalse(mail.error)

    def test_numbers_come_from_the_company_of_the_return(self):
        other = self.env["res.company"].create({"name": "Other company"})
        self.env["ir.sequence"].create(
            {
                "name": "Returns of the other",
                "code": "after.sales.return",
                "prefix": "OTHER/",
                "company_id": other.id,
            }
        )
        vals = {"partner_id": self.customer.id}
        orders = self.env["after.sales.return"].create([{**vals, "company_id": other.id}, vals])
        self.assertTrue(orders[0].name.startswith("OTHER/"))
        self.assertFalse(orders[1].name.startswith("OTHER/"))
