from ast import literal_eval

from odoo.tests import new_test_user, tagged

from ..common import AfterSalesCommon

MAIL = """From: Lena Fischer <lena@example.com>
To: {alias}
Subject: The sole came off
Message-Id: <after-sales-{alias}>
Content-Type: text/plain; charset=utf-8

Please take the shoes back.
"""


@tagged("post_install", "-at_install")
class TestTeam(AfterSalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna, cls.ben = (
            new_test_user(cls.env, login, groups="after_sales_returns.group_after_sales_user")
            for login in ("asr_anna", "asr_ben")
        )
        cls.team = cls.env["after.sales.team"].create(
            {
                "name": "Returns Desk",
                "company_id": cls.company.id,
                "member_ids": [(6, 0, (cls.anna + cls.ben).ids)],
                "assignment": "take_turns",
            }
        )

    def _give(self, user):
        return self._create_return(team_id=self.team.id, user_id=user.id)

    def test_next_user_takes_turns(self):
        chosen = [self.team._next_user() for _turn in range(3)]
        self.assertEqual(chosen, [self.anna, self.ben, self.anna])

    def test_next_user_goes_to_the_one_with_fewest_open_returns(self):
        self._give(self.anna)
        self._give(self.anna)
        self.assertEqual(self.team._next_users(3), [self.ben, self.ben, self.anna])

    def test_next_user_forgets_ended_returns(self):
        self._give(self.anna).action_cancel()
        self._give(self.ben)
        self.assertEqual(self.team._next_user(), self.anna)

    def test_next_user_skips_archived_members(self):
        self.anna.active = False
        self.assertEqual(self.team._next_users(2), [self.ben, self.ben])

    def test_next_user_nobody_when_set_by_hand(self):
        self.team.assignment = "manual"
        self.assertFalse(self.team._next_user())

    def test_queue_buttons_open_what_they_count(self):
        sale = self._sell((self.shirt, 5), (self.shoe, 5))
        orders = self._create_return(sale, {self.shirt: 1}, team_id=self.team.id)
        for _more in range(4):
            orders |= self._create_return(sale, {self.shoe: 1}, team_id=self.team.id)
        orders[1].action_request()
        for order in orders[2:]:
            self._approve(order)
        orders[2].deadline = "2020-01-01"
        self._receive(orders[3])
        self._receive(orders[4])
        self._decide(orders[4])
        self.env["after.sales.promise"].search(
            [("return_id", "=", orders[3].id), ("state", "=", "open")]
        ).due = "2020-01-01"
        self.env.flush_all()
        self.team.invalidate_recordset()
        expected = {
            "to_decide": orders[1],
            "awaiting": orders[2],
            "late": orders[2],
            "to_sort": orders[3],
            "to_settle": orders[4],
            "promise_late": orders[3],
        }
        for queue, returns in expected.items():
            with self.subTest(queue=queue):
                action = getattr(self.team, f"action_view_{queue}")()
                opened = self.env["after.sales.return"].search(action["domain"])
                self.assertEqual(opened, returns)
                self.assertEqual(self.team[f"{queue}_count"], len(opened))

    def test_what_nobody_answers_for_has_a_card(self):
        card = self.env.ref("after_sales_returns.team_unassigned")
        before = card.to_decide_count
        sale = self._sell((self.shirt, 5))
        loose = self._create_return(sale, {self.shirt: 1})
        owned = self._create_return(sale, {self.shirt: 1}, user_id=self.anna.id)
        teams = self._create_return(sale, {self.shirt: 1}, team_id=self.team.id)
        (loose | owned | teams).action_request()
        self.env.flush_all()
        (card | self.team).invalidate_recordset()
        self.assertEqual(card.to_decide_count, before + 1)
        self.assertEqual(self.team.to_decide_count, 1)
        for action in (card.action_view_to_decide(), card.action_view_returns()):
            opened = self.env["after.sales.return"].search(action["domain"])
            self.assertIn(loose, opened)
            self.assertFalse(opened & (owned | teams))
            self.assertNotIn("default_team_id", action["context"])

    def test_the_card_of_the_overview_is_no_team_to_choose(self):
        card = self.env.ref("after_sales_returns.team_unassigned")
        teams = self.env["after.sales.team"].with_user(self.anna)
        self.assertNotIn(card.id, [found for found, _name in teams.name_search("")])
        action = self.env.ref("after_sales_returns.after_sales_team_action_overview")
        shown = teams.search(literal_eval(action.domain))
        self.assertEqual(shown[-1], card)

    def test_what_is_out_of_use_stays_so_behind_the_overview(self):
        """All that is opened from there has its context."""
        action = self.env.ref("after_sales_returns.after_sales_team_action_overview")
        gone = self.anna.with_context(**literal_eval(action.context))
        self.anna.active = False
        self.assertFalse(gone.search([("id", "=", self.anna.id)]))

    def test_alias_creates_draft_of_the_team(self):
        domain = self.env["mail.alias.domain"].create({"name": "after-sales.example"})
        self.team.write({"alias_name": "give-back", "alias_domain_id": domain.id})
        message = MAIL.format(alias="give-back@after-sales.example")
        thread = self.env["mail.thread"].sudo().message_process(False, message)
        order = self.env["after.sales.return"].browse(thread)
        self.assertRecordValues(
            order,
            [
                {
                    "team_id": self.team.id,
                    "state": "draft",
                    "channel": "email",
                    "company_id": self.company.id,
                    "partner_id": self.customer.id,
                }
            ],
        )
