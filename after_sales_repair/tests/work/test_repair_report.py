from ast import literal_eval

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import WorkCommon


@tagged("post_install", "-at_install")
class TestRepairReport(WorkCommon):
    """The numbers of the analysis are those of the repairs that they open."""

    def _repaired(self, taken_in, ready, handed_back, serial="SN-1", fail=False):
        with freeze_time(taken_in):
            repair = self._to_repair(product=self.shirt, serial=serial)
            repair.action_start_work()
        with freeze_time(ready):
            repair.action_work_done()
            if fail:
                repair.action_check_fail("Loose")
                repair.action_work_done()
            repair.action_check_pass()
        with freeze_time(handed_back):
            self._hand_back(repair.sudo())
        return repair

    def _report(self, repairs):
        self.env.flush_all()
        return (
            self.env["after.sales.repair.report"]
            .search([("repair_id", "in", repairs.ids)])
            .sorted("id")
        )

    def test_turnaround_with_and_without_the_customer(self):
        repair = self._repaired("2026-03-02 08:00:00", "2026-03-02 10:00:00", "2026-03-03 08:00:00")
        self.assertRecordValues(
            self._report(repair),
            [
                {
                    "turnaround_hours": 24.0,
                    "turnaround_own_hours": 2.0,
                    "hours_worked": 2.0,
                    "cost_total": 80.0,
                    "user_id": self.technician.id,
                    "categ_id": self.shirt.categ_id.id,
                    "outcome": "repaired",
                }
            ],
        )

    def test_waiting_for_the_answer_is_the_customers(self):
        repair = self._repaired("2026-03-02 08:00:00", "2026-03-04 08:00:00", "2026-03-04 08:00:00")
        repair.sudo().write(
            {"date_quoted": "2026-03-02 09:00:00", "date_quote_answered": "2026-03-03 21:00:00"}
        )
        self.assertRecordValues(
            self._report(repair), [{"turnaround_hours": 48.0, "turnaround_own_hours": 12.0}]
        )

    def test_first_time_fix_and_repeat(self):
        day = "2026-%s 08:00:00"
        first = self._repaired(day % "03-02", day % "03-03", day % "03-04")
        again = self._repaired(day % "03-20", day % "03-21", day % "03-22")
        failed = self._repaired(day % "03-02", day % "03-03", day % "03-04", "SN-2", fail=True)
        later = self._repaired(day % "06-20", day % "06-21", day % "06-22", "SN-2")
        report = self._report(first | again | failed | later)
        self.assertRecordValues(
            report,
            [
                {"first_time_fix_rate": 0.0, "repeat_rate": 0.0},
                {"first_time_fix_rate": 100.0, "repeat_rate": 100.0},
                {"first_time_fix_rate": 0.0, "repeat_rate": 0.0},
                {"first_time_fix_rate": 100.0, "repeat_rate": 0.0},
            ],
        )
        [(count, fixed, repeated)] = self.env["after.sales.repair.report"]._read_group(
            [("id", "in", report.ids)],
            [],
            ["repair_count:sum", "first_time_fix_rate:avg", "repeat_rate:avg"],
        )
        self.assertEqual((count, fixed, repeated), (4, 50.0, 25.0))

    def test_load_counts_what_it_opens(self):
        repairs = self._to_repair(estimate_hours=2.0) | self._to_repair(estimate_hours=0.5)
        repairs.action_assign_technician()
        with freeze_time("2026-03-02 08:00:00"):
            repairs[0].action_start_work()
        with freeze_time("2026-03-02 08:30:00"):
            repairs[0].action_pause_work()
        self.env.flush_all()
        load = (
            self.env["after.sales.repair.load"]
            .with_user(self.technician)
            .search([("user_id", "=", self.technician.id)])
        )
        self.assertRecordValues(
            load, [{"repair_count": 2, "estimate_hours": 2.5, "hours_left": 2.0}]
        )
        domain = load.action_view_repairs()["domain"]
        self.assertEqual(self.env["repair.order"].search(domain), repairs.sorted("id", True))

    def test_parts_used_per_product(self):
        repair = self._to_repair(product=self.shirt)
        repair.action_start_work()
        self._add_part(repair, 2)
        self._finish(repair)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair.repair_part_action"
        )
        domain = [*literal_eval(action["domain"]), ("product_id", "=", self.part.id)]
        groups = self.env["stock.move"]._read_group(
            domain, ["after_sales_item_product_id"], ["product_qty:sum"]
        )
        self.assertEqual(groups, [(self.shirt, 2.0)])

    def test_leads_read_the_analysis(self):
        repair = self._to_repair()
        self.env.flush_all()
        reports = self.env["after.sales.repair.report"]
        domain = [("repair_id", "=", repair.id)]
        self.assertTrue(reports.with_user(self.lead).search(domain))
        for user in self.technician, self.store_user:
            with self.assertRaises(AccessError):
                reports.with_user(user).search(domain)
