from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import AfterSalesCommon


@tagged("post_install", "-at_install")
class TestDefaultTeam(AfterSalesCommon):
    """Whose work a return is: the reason's team, else the warehouse's, else the creator's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        teams = cls.env["after.sales.team"]
        teams.search([]).member_ids = False
        cls.quality, cls.north, cls.desk = teams.create(
            [{"name": name} for name in ("Quality", "North", "Desk")]
        )
        cls.desk.member_ids = cls.clerk
        cls.faulty = cls.env["after.sales.reason"].create(
            {"name": "Faulty", "category": "quality", "team_id": cls.quality.id}
        )

    def _made(self, reason=None, user=None, **vals):
        line_vals = {
            "sale_line_id": self._sell((self.shirt, 1)).order_line.id,
            "quantity": 1,
            "reason_id": (reason or self.reason).id,
        }
        returns = self.env["after.sales.return"].with_user(user or self.env.user)
        return returns.create(
            {"partner_id": self.customer.id, "line_ids": [Command.create(line_vals)], **vals}
        )

    def test_nobody_says_whose_work_it_is(self):
        self.assertFalse(self._made().team_id)

    def test_reason_before_warehouse_before_creator(self):
        self.assertEqual(self._made(user=self.clerk).team_id, self.desk)
        self.warehouse.after_sales_return_team_id = self.north
        self.assertEqual(self._made(user=self.clerk).team_id, self.north)
        self.assertEqual(self._made(self.faulty, user=self.clerk).team_id, self.quality)

    def test_a_later_reason_takes_it_from_the_warehouse(self):
        self.warehouse.after_sales_return_team_id = self.north
        order = self._made()
        self.assertEqual(order.team_id, self.north)
        order.line_ids.reason_id = self.faulty
        self.assertEqual(order.team_id, self.quality)

    def test_what_a_person_chose_stays(self):
        other = self.env["after.sales.team"].create({"name": "Other"})
        order = self._made(team_id=other.id)
        order.line_ids.reason_id = self.faulty
        self.assertEqual(order.team_id, other)

    def test_no_team_of_another_company_or_that_is_gone(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.quality.company_id = company
        self.warehouse.after_sales_return_team_id = self.north
        self.assertEqual(self._made(self.faulty).team_id, self.north)
        self.north.active = False
        self.assertFalse(self._made(self.faulty).team_id)

    def test_a_customers_request_is_no_team_of_the_customer(self):
        portal = new_test_user(self.env, "asr_portal", groups="base.group_portal")
        self.desk.member_ids = portal
        order = self.env["after.sales.return"].with_user(portal).sudo()
        order = order.create({"partner_id": portal.partner_id.id, "channel": "portal"})
        self.assertFalse(order.team_id)


@tagged("post_install", "-at_install")
class TestAddressee(AfterSalesCommon):
    """Who hears of a return: nobody who left."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.leader = new_test_user(
            cls.env, "asr_leader", groups="after_sales_returns.group_after_sales_user"
        )
        cls.team = cls.env["after.sales.team"].create({"name": "Desk", "user_id": cls.leader.id})
        cls.order = cls._create_return(
            cls._sell((cls.shirt, 1)), team_id=cls.team.id, user_id=cls.clerk.id
        )
        # Those whom the demo data made are no managers here.
        group = cls.env.ref("after_sales_returns.group_after_sales_manager")
        (group.user_ids - cls.manager - cls.env.ref("base.user_admin")).write(
            {"group_ids": [(3, group.id)]}
        )

    def _addressee(self):
        return self.order._addressee(self.order.user_id)

    def test_responsible_then_leader_then_manager_then_administrator(self):
        for user in (self.clerk, self.leader, self.manager, self.env.ref("base.user_admin")):
            with self.subTest(user=user.login):
                self.assertEqual(self._addressee(), user)
            if user != self.env.ref("base.user_admin"):
                user.active = False

    def test_nobody_who_cannot_open_it(self):
        self.order.user_id = self.picker
        self.assertEqual(self._addressee(), self.leader)

    def test_manager_of_the_company(self):
        (self.clerk + self.leader).active = False
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.manager.write({"company_ids": [(6, 0, company.ids)], "company_id": company.id})
        self.assertEqual(self._addressee(), self.env.ref("base.user_admin"))

    def test_nobody_is_responsible(self):
        self.order.user_id = self.team.user_id = False
        self.assertEqual(self._addressee(), self.manager)  # OdooBot made it
        order = self.order.with_user(self.clerk).copy({"user_id": False})
        self.assertEqual(order._addressee(order.user_id), self.clerk)

    # What waits for somebody ----------------------------------------------------------------

    def test_what_waits_goes_on_to_others_when_somebody_leaves(self):
        """Odoo itself deletes what a user had to do."""
        for leave in ("action_archive", "write"):
            with self.subTest(leave=leave):
                self.clerk.active = True
                activity = self.order.activity_schedule(
                    "mail.mail_activity_data_todo", summary="Call", user_id=self.clerk.id
                )
                getattr(self.clerk, leave)(*([{"active": False}] if leave == "write" else []))
                self.assertEqual(activity.exists().user_id, self.leader)

    def test_activities_of_the_suite_reach_who_is_there(self):
        self.clerk.active = False
        self._approve(self.order)
        self.order._ask_to_settle("The invoice is a draft.")
        self.assertEqual(self.order.activity_ids[-1].user_id, self.leader)
        self.leader.active = False
        self._receive(self.order)
        self.order.line_ids.unexpected = True
        self.order._tell_of_unexpected(self.order.picking_ids)
        unexpected = self.order.activity_ids.filtered(
            lambda activity: activity.summary == "Decide on unexpected goods"
        )
        self.assertEqual(unexpected.user_id, self.manager)

    def test_a_broken_promise_of_who_left_reaches_a_manager(self):
        self.env["after.sales.promise.rule"].search([]).active = False
        self.env["after.sales.promise.rule"].create(
            {"name": "Quick", "step": "decision", "hours": 8.0}
        )
        self.order.action_request()
        (self.clerk + self.leader).active = False
        promise = self.order.promise_ids
        self.assertEqual(promise._warning_user(), self.manager)
        self.assertEqual(promise._escalation_user(), self.manager)
