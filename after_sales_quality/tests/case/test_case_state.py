from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...models.case.after_sales_case_state import TRANSITIONS
from .common import CaseCommon


@tagged("post_install", "-at_install")
class TestCaseState(CaseCommon):
    """What one person proposes, another approves."""

    def _case_in(self, state):
        case = self._create_case()
        if state == "draft":
            return case
        if state == "cancelled":
            case.action_cancel()
            return case
        if state == "investigating":
            case.action_investigate()
            return case
        self._propose(case)
        if state != "proposed":
            case.with_user(self.other_lead).action_approve()
        if state == "closed":
            case.action_close()
        return case

    def test_every_pair_of_states(self):
        complete = {"scope": "single", "method": "repair", "proposal": "Glue."}
        for state, allowed in TRANSITIONS.items():
            for target in TRANSITIONS:
                if target == state:
                    continue
                case = self._case_in(state)
                if state == "investigating":
                    case.write(complete)
                case = case.with_user(self.other_lead)
                with self.subTest(state=state, target=target), self.undone():
                    if target in allowed:
                        case.state = target
                        self.assertEqual(case.state, target)
                    else:
                        with self.assertRefused("cannot become"):
                            case.state = target

    def test_nobody_approves_an_own_proposal(self):
        case = self._propose()
        with self.assertRefused("you proposed it yourself"):
            case.action_approve()
        self.assertEqual(case.state, "proposed")
        case.with_user(self.other_lead).action_approve()
        self.assertRecordValues(
            case,
            [
                {
                    "state": "decided",
                    "proposed_user_id": self.quality.id,
                    "decided_user_id": self.other_lead.id,
                }
            ],
        )

    def test_nobody_approves_an_own_proposal_by_another_way(self):
        case = self._propose()
        for vals in (
            {"state": "decided"},
            {"proposed_user_id": self.other_lead.id, "state": "decided"},
            {"decided_user_id": self.other_lead.id},
        ):
            with self.subTest(vals=vals), self.assertRefused("proposed it yourself|by hand"):
                case.write(vals)
            self.assertEqual(case.state, "proposed")

    def test_who_sends_a_proposal_back_and_proposes_it_owns_it(self):
        case = self._propose()
        mine = case.with_user(self.other_lead)
        mine.action_investigate()
        mine.action_propose()
        with self.assertRefused("you proposed it yourself"):
            mine.action_approve()
        case.with_user(self.quality).action_approve()

    def test_a_director_approves_for_a_whole_style(self):
        case = self._propose(scope="style", method="recall")
        with self.assertRefused("a quality director approves it"):
            case.with_user(self.other_lead).action_approve()
        case.with_user(self.director).action_approve()
        self.assertEqual(case.state, "decided")

    def test_somebody_else_is_asked_to_approve(self):
        case = self._propose(scope="style", method="refund")
        activity = case.activity_ids
        self.assertTrue(activity.user_id.has_group("after_sales_quality.group_quality_director"))
        case.with_user(self.director).action_approve()
        self.assertFalse(case.activity_ids)
        self.assertIn("Exchange what comes.", case.message_ids[0].body)
        self.assertIn(self.quality.partner_id, case.message_ids[0].partner_ids)

    def test_bad_proposals_are_refused(self):
        rows = [
            ({"scope": False}, "say whether"),
            ({"method": False}, "choose how"),
            ({"proposal": " "}, "in a few words"),
            ({"scope": "no_fault"}, "choose no method"),
            ({"method": "recall"}, "is for a whole style"),
            ({"product_tmpl_ids": [(5,)]}, "has no style"),
        ]
        for vals, words in rows:
            with self.subTest(vals=vals), self.assertRefused(words):
                self._propose(**vals)

    def test_what_was_proposed_does_not_change(self):
        case = self._propose()
        for vals in ({"method": "refund"}, {"proposal": "None"}, {"defect_id": self.thread.id}):
            with self.subTest(vals=vals), self.assertRefused("does not change any more"):
                case.with_user(self.other_lead).write(vals)
        case.user_id = self.other_lead

    def test_a_case_begins_as_new(self):
        with self.assertRefused("is New. Create it without a state"):
            self._create_case(state="decided")
        with self.assertRefused("by hand"):
            self._create_case(decided_user_id=self.other_lead.id)

    def test_only_leads_work_on_cases(self):
        case = self._create_case()
        for user in (self.store_user, self.sorter, self.picker):
            with self.subTest(user=user.login), self.assertRefused("(?i)quality lead", AccessError):
                case.with_user(user).action_investigate()

    def test_what_was_worked_on_is_kept(self):
        with self.assertRefused("is kept"):
            self._case_in("decided").unlink()
        self._case_in("draft").unlink()

    def test_merging_defects_changes_what_is_decided_in_name_only(self):
        self._fail({})
        case = self._propose()
        case.with_user(self.other_lead).action_approve()
        self._fail({"res_id": case.event_ids.res_id, "defect_id": self.thread.id})
        self.sole._merge_into(self.thread)
        self.assertEqual(case.defect_id, self.thread)
        self.assertEqual(case.state, "decided")
        self.assertEqual(case.units_failed, 1.0)

    def test_case_follows_the_alarm_it_was_opened_for(self):
        self._fail({}, {"defect_id": self.thread.id})
        case = self._create_case(sentinel_id=self._row().id)
        self.sole._merge_into(self.thread)
        self.assertEqual(case.sentinel_id, self._row(defect=self.thread))
