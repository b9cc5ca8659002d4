from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestAskManager(AfterSalesCommon):
    """A clerk hands to a manager what only a manager decides, with one button."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.team = cls.env["after.sales.team"].create({"name": "Desk", "user_id": cls.manager.id})
        cls.reason.team_id = cls.team

    def _without_receipt(self):
        return (
            self.env["after.sales.return"]
            .with_user(self.clerk)
            .create(
                {
                    "partner_id": self.customer.id,
                    "warehouse_id": self.warehouse.id,
                    "line_ids": [
                        Command.create(
                            {
                                "product_id": self.shirt.id,
                                "reason_id": self.reason.id,
                                "price_paid_unit": 80.0,
                            }
                        )
                    ],
                }
            )
        )

    def _activities(self, order):
        return order.sudo().activity_ids.filtered(
            lambda one: (
                one.activity_type_id
                == self.env.ref("after_sales_returns.mail_activity_data_manager")
            )
        )

    def test_without_a_receipt(self):
        order = self._without_receipt()
        self.assertTrue(order.needs_manager)
        with self.assertRefused("only a manager"):
            order.action_request()
        order.action_ask_manager()
        activity = self._activities(order)
        self.assertEqual(activity.user_id, self.manager)
        self.assertIn(order.name, activity.summary)
        self.assertIn(self.clerk.name, activity.summary)
        order.with_user(self.manager).action_request()
        self.assertEqual(order.state, "requested")
        self.assertFalse(self._activities(order), "the manager did it")

    def test_pressed_twice_asks_once(self):
        order = self._without_receipt()
        order.action_ask_manager()
        order.action_ask_manager()
        self.assertEqual(len(self._activities(order)), 1)

    def test_what_nobody_decided_is_asked_again(self):
        for leave in ("action_done", "unlink"):
            with self.subTest(leave=leave):
                order = self._without_receipt()
                order.action_ask_manager()
                self.assertTrue(order.manager_asked)
                getattr(self._activities(order).with_user(self.manager), leave)()
                self.assertFalse(order.manager_asked)
                order.action_ask_manager()
                self.assertEqual(len(self._activities(order)), 1)
                self.assertTrue(order.manager_asked)

    def test_a_copy_asked_nobody(self):
        order = self._without_receipt()
        order.action_ask_manager()
        self.assertFalse(order.copy().manager_asked)

    def test_other_activities_ask_no_manager(self):
        order = self._without_receipt()
        order.action_ask_manager()
        self._activities(order).unlink()
        order.activity_schedule("mail.mail_activity_data_call", user_id=self.clerk.id)
        self.assertFalse(order.manager_asked)

    def _other_managers(self):
        group = self.env.ref("after_sales_returns.group_after_sales_manager")
        return group.all_user_ids - self.manager

    def test_only_a_manager_is_asked(self):
        """A leader who is none, or the asker, would be asked what they may not decide."""
        for leader in (self.sorter, self.clerk):
            with self.subTest(leader=leader.name):
                self.team.user_id = leader
                order = self._without_receipt()
                order.action_ask_manager()
                asked = self._activities(order).user_id
                self.assertIn(asked, self._other_managers() | self.manager)

    def test_without_a_manager_somebody_is_to_be_made_one(self):
        self.team.user_id = self.clerk
        other = self.env["res.company"].create({"name": "Elsewhere"})
        for user in self._other_managers():
            user.write({"company_id": other.id, "company_ids": [Command.set(other.ids)]})
        self.manager.active = False
        order = self._without_receipt()
        with self.assertRefused(f"{order.name}: nobody else is a manager of"):
            order.action_ask_manager()
        self.assertFalse(order.manager_asked)

    def test_another_manager_decides_when_the_asked_one_leaves(self):
        second = new_test_user(
            self.env, "asr_second", groups="after_sales_returns.group_after_sales_manager"
        )
        self.reason.team_id.user_id = second
        order = self._without_receipt()
        order.action_ask_manager()
        second.action_archive()
        self.assertIn(self._activities(order).user_id, self._other_managers() | self.manager)

    def test_against_the_policy(self):
        self.policy.active = True
        self.policy.window_ids.window_days = 1
        sale = self._sell((self.shirt, 1))
        sale.picking_ids.move_ids.date = "2026-01-01"
        sale.picking_ids.date_done = "2026-01-01"
        order = self._create_return(sale).with_user(self.clerk)
        self.assertFalse(order.needs_manager, "a clerk requests it")
        order.action_request()
        self.assertTrue(order.needs_manager)
        order.action_ask_manager()
        order.with_user(self.manager).action_approve()
        self.assertFalse(self._activities(order))

    def test_what_needs_no_manager_is_not_handed_over(self):
        order = self._create_return(self._sell((self.shirt, 1))).with_user(self.clerk)
        self.assertFalse(order.needs_manager)
        with self.assertRefused("needs no manager"):
            order.action_ask_manager()

    def test_a_manager_is_not_asked_to_ask(self):
        self.assertFalse(self._without_receipt().with_user(self.manager).needs_manager)

    # Who works on it ----------------------------------------------------------------------

    def test_made_by_staff_without_a_team_is_theirs(self):
        self.reason.team_id = False
        order = self._create_return(self._sell((self.shirt, 1)))
        self.env.cr.execute(
            "UPDATE after_sales_return SET create_uid = %s WHERE id = %s", (self.clerk.id, order.id)
        )
        order.invalidate_recordset()
        order.with_user(self.clerk).action_request()
        self.assertEqual(order.user_id, self.clerk)

    def test_made_in_the_portal_by_staff_without_rights_is_not_theirs(self):
        """Who cannot open it cannot work on it."""
        self.reason.team_id = False
        order = self._create_return(self._sell((self.shirt, 1))).with_user(self.picker).sudo()
        self.env.cr.execute(
            "UPDATE after_sales_return SET create_uid = %s WHERE id = %s",
            (self.picker.id, order.id),
        )
        order.invalidate_recordset()
        order.action_request()
        self.assertNotEqual(order.user_id, self.picker)

    def test_photos_are_asked_of_staff_too(self):
        self.reason.photo_required = True
        order = self._create_return(self._sell((self.shirt, 1))).with_user(self.clerk)
        with self.assertRefused("a photo is needed for the reason"):
            order.action_request()
        photo = self.env["ir.attachment"].create(
            {"name": "p.jpg", "raw": b"p", "res_model": order._name, "res_id": order.id}
        )
        order.line_ids.photo_ids = photo
        order.action_request()
        self.assertEqual(order.state, "requested")
