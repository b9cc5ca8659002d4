from odoo.fields import Command
from odoo.tests import tagged

from .common import CaseCommon


@tagged("post_install", "-at_install")
class TestCase(CaseCommon):
    """What a case knows: its evidence, and how large the problem is."""

    def test_failures_of_all_stores_are_its_evidence(self):
        events = self._fail(*({"warehouse_id": store.id} for store in self.stores))
        self._fail({"defect_id": self.thread.id}, {"product_id": self.shirt.id})
        case = self._create_case()
        self.assertEqual(case.event_ids, events)
        self.assertRecordValues(case, [{"units_failed": 3, "store_count": 3}])
        self.assertRegex(case.name, r"^CASE/2026/\d{5}$")

    def test_new_failures_join_an_open_case(self):
        case, closed = self._create_case(), self._create_case()
        closed.action_cancel()
        event = self._fail({})
        self.assertEqual(case.event_ids, event)
        self.assertFalse(closed.event_ids)

    def test_evidence_of_a_case_that_is_over_stays_where_its_defect_becomes_another(self):
        events = self._fail({})
        over, open_case = self._create_case(), self._create_case()
        over.action_cancel()
        events |= self._fail({"defect_id": self.thread.id})
        self.sole._merge_into(self.thread)
        self.assertEqual((over | open_case).defect_id, self.thread)
        self.assertEqual(over.sudo().event_ids, events[:1])
        self.assertEqual(open_case.sudo().event_ids, events)
        over.action_reset()
        self.assertEqual(over.sudo().event_ids, events)

    def test_failures_of_the_meantime_join_a_case_that_is_sent_back(self):
        case = self._propose()
        events = self._fail({})
        self.assertFalse(case.sudo().event_ids)
        case.action_investigate()
        self.assertEqual(case.sudo().event_ids, events)

    def test_another_defect_or_style_gathers_anew(self):
        shirt = self._fail({"product_id": self.shirt.id})
        case = self._create_case()
        self.assertFalse(case.event_ids)
        case.product_tmpl_ids = [Command.link(self.shirt.product_tmpl_id.id)]
        self.assertEqual(case.event_ids, shirt)

    def test_an_alarm_opens_one_case(self):
        self._fail({}, {}, {}, {}, {})
        row = self._row().with_user(self.quality)
        action = row.action_open_case()
        case = row.case_ids
        self.assertEqual(action["res_id"], case.id)
        self.assertRecordValues(
            case,
            [
                {
                    "product_tmpl_ids": self.shoe.product_tmpl_id.ids,
                    "defect_id": self.sole.id,
                    "units_failed": 5,
                }
            ],
        )
        self.assertIn("5 failed", case.description)
        self.assertTrue(case.picture["weeks"])
        self.assertEqual(row.action_open_case()["res_id"], case.id)
        case.action_cancel()
        self.assertNotEqual(row.action_open_case()["res_id"], case.id)

    def test_size_of_the_problem(self):
        transit = self.company.internal_transit_location_id
        self.env["stock.quant"]._update_available_quantity(self.shoe, transit, 7)
        self._stock(self.shoe, 20, warehouse=self.stores[1])
        case = self._create_case()
        size = {"units_sold": 1000, "units_in_stores": 120, "units_in_transit": 7}
        self.assertRecordValues(case, [{**size, "units_with_customers": 1000}])

    def test_what_came_back_is_not_with_customers(self):
        self._receive(self._approve(self._create_return(self._sell((self.shoe, 2)))))
        case = self._create_case()
        self.assertRecordValues(
            case, [{"units_sold": 1000, "units_in_stores": 100, "units_with_customers": 998}]
        )

    def test_size_of_many_cases_needs_no_more_queries(self):
        cases = self._create_case() | self._create_case(
            product_tmpl_ids=[Command.set(self.shirt.product_tmpl_id.ids)]
        )
        self.env.flush_all()
        self.env.invalidate_all()
        cases.mapped("name"), cases.product_tmpl_ids.mapped("name"), cases.company_id.mapped("name")
        with self.assertQueryCount(10):
            cases.mapped("units_with_customers")
        self.assertEqual(cases.mapped("units_sold"), [1000, 0])
