from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import WorkCommon


@tagged("post_install", "-at_install")
class TestWork(WorkCommon):
    """The technician takes, starts, pauses, and uses parts."""

    # Queue ------------------------------------------------------------------------------------

    def test_skill_is_that_of_the_nearest_category(self):
        skill = self.env["after.sales.repair.skill"].create({"name": "Soles"})
        parent = self.env["product.category"].create(
            {"name": "Footwear", "after_sales_skill_id": skill.id}
        )
        self.shoe.categ_id = self.env["product.category"].create(
            {"name": "Sandals", "parent_id": parent.id}
        )
        self.assertEqual(self._counter_repair(self.shoe).skill_id, skill)

    def test_take_once(self):
        repair = self._to_repair()
        repair.action_assign_technician()
        self.assertEqual(repair.user_id, self.technician)
        with self.assertRefused("asr_technician.* has it already"):
            repair.with_user(self.colleague).action_assign_technician()

    def test_take_next_is_most_urgent_of_my_skills(self):
        skill = self.env["after.sales.repair.skill"].create({"name": "Watches"})
        now = fields.Datetime.now()
        self.env["repair.order"].search([("user_id", "=", False)]).user_id = self.env.user
        later = self._to_repair(date_promised=now + timedelta(days=3))
        soon = self._to_repair(date_promised=now + timedelta(days=1))
        soon.sudo().skill_id = skill
        Repair = self.env["repair.order"]
        action = Repair.with_user(self.technician).action_take_next()
        self.assertEqual(action["res_id"], later.id)
        with self.assertRefused("No repair waits for your skills"):
            Repair.with_user(self.technician).action_take_next()
        self.colleague.after_sales_skill_ids = skill
        self.assertTrue(soon.with_user(self.colleague).is_mine_to_take)
        action = Repair.with_user(self.colleague).action_take_next()
        self.assertEqual(action["res_id"], soon.id)

    def test_queue_shows_what_nobody_has(self):
        repair = self._to_repair()
        groups = (
            self.env["repair.order"]
            .with_user(self.technician)
            .web_read_group(
                [("id", "=", repair.id)],
                ["user_id"],
                auto_unfold=True,
                unfold_read_specification={"name": {}},
            )["groups"]
        )
        self.assertEqual(groups[0]["__records"], [{"id": repair.id, "name": repair.name}])

    def test_who_is_no_technician_takes_nothing(self):
        repair = self._to_repair()
        with self.assertRaises(AccessError):
            repair.with_user(self.store_user).action_assign_technician()
        with self.assertRaises(AccessError):
            repair.with_user(self.store_user).action_start_work()

    # Time -------------------------------------------------------------------------------------

    def test_times_and_their_cost(self):
        repair = self._to_repair()
        with freeze_time("2026-03-02 08:00:00"):
            repair.action_start_work()
            self.assertTrue(repair.is_running_for_me)
        with freeze_time("2026-03-02 08:30:00"):
            repair.action_pause_work()
        with freeze_time("2026-03-02 09:00:00"):
            repair.action_start_work()
        with freeze_time("2026-03-02 10:00:00"):
            repair.action_work_done()
        self.assertRecordValues(
            repair.sudo(),
            [{"hours_worked": 1.5, "cost_total": 60.0, "is_running": False}],
        )
        self.assertEqual(set(repair.sudo().cost_ids.mapped("kind")), {"labour"})

    def test_own_rate_of_a_technician(self):
        self.technician.after_sales_hourly_cost = 80.0
        repair = self._to_repair()
        with freeze_time("2026-03-02 08:00:00"):
            repair.action_start_work()
        with freeze_time("2026-03-02 08:15:00"):
            repair.action_pause_work()
        self.assertEqual(repair.sudo().cost_total, 20.0)

    def test_one_clock_per_technician(self):
        first, second = self._to_repair(), self._to_repair()
        with freeze_time("2026-03-02 08:00:00"):
            first.action_start_work()
        with freeze_time("2026-03-02 09:00:00"):
            second.action_start_work()
        self.assertEqual(first.hours_worked, 1.0)
        self.assertFalse(first.is_running)
        self.assertTrue(second.is_running)
        running = self.env["repair.order"].search([("is_running", "=", True)])
        self.assertIn(second.id, running.ids)
        self.assertNotIn(first.id, running.ids)

    def test_pause_needs_a_running_clock(self):
        with self.assertRefused("your clock is not running"):
            self._to_repair().action_pause_work()

    def test_cancel_stops_the_clock(self):
        repair = self._to_repair()
        repair.action_start_work()
        repair.action_repair_cancel()
        self.assertFalse(repair.is_running)

    def test_start_before_diagnosis_is_refused(self):
        repair = self._counter_repair()
        repair.action_validate()
        with self.assertRefused("To diagnose.*once it is diagnosed"):
            repair.with_user(self.technician).action_start_work()

    def test_lead_corrects_times_and_their_cost(self):
        repair = self._to_repair()
        with freeze_time("2026-03-02 08:00:00"):
            repair.action_start_work()
        with freeze_time("2026-03-02 10:00:00"):
            repair.action_pause_work()
        entry = repair.time_ids
        with self.assertRaises(AccessError):
            entry.with_user(self.technician).write({"note": "x"})
        entry.with_user(self.lead).write({"date_stop": "2026-03-02 09:00:00"})
        self.assertEqual(repair.sudo().cost_total, 40.0)
        entry.with_user(self.lead).unlink()
        self.assertEqual(repair.sudo().cost_total, 0.0)

    # Parts ------------------------------------------------------------------------------------

    def test_used_part_costs_its_stock_value(self):
        repair = self._to_repair()
        repair.action_start_work()
        self._add_part(repair, 2)
        value = self._value(self.part)
        self._finish(repair)
        cost = repair.sudo().cost_ids.filtered(lambda cost: cost.kind == "part")
        self.assertRecordValues(
            cost,
            [
                {
                    "product_id": self.part.id,
                    "quantity": 2.0,
                    "unit_cost": 25.0,
                    "amount": 50.0,
                    "move_id": repair.move_ids.id,
                }
            ],
        )
        self.assertEqual(self._value(self.part), value - 50.0)

    def test_kept_part_is_on_hand_and_worth_nothing(self):
        repair = self._to_repair()
        repair.action_start_work()
        kept = self.warehouse.after_sales_parts_location_id
        value, available = self._value(self.part), self._available(self.part)
        move = self._add_part(repair, line_type="keep")
        self.assertEqual(move.location_dest_id, kept)
        self._finish(repair)
        self.assertEqual(move.state, "done")
        self.assertEqual(self._quantity_at(self.part, kept), 1)
        self.assertEqual(self._value(self.part), value)
        self.assertEqual(self._available(self.part), available)
        self.assertFalse(repair.sudo().cost_ids.filtered(lambda cost: cost.kind == "part"))

    def test_recycled_part_lowers_the_cost(self):
        repair = self._to_repair()
        repair.action_start_work()
        self._add_part(repair, line_type="recycle")
        self._finish(repair)
        self.assertEqual(repair.sudo().cost_total, -25.0)

    def test_removed_part_costs_nothing(self):
        repair = self._to_repair()
        repair.action_start_work()
        self._add_part(repair, line_type="remove")
        self._finish(repair)
        self.assertEqual(repair.sudo().cost_total, 0.0)

    def test_missing_part_is_named(self):
        scarce = self._create_product("Crown", 9.0)
        self._stock(scarce, 1)
        repair = self._to_repair()
        repair.action_start_work()
        self._add_part(repair, 3, product=scarce)
        with self.assertRefused("2 of .*Crown.* is missing"):
            repair.action_work_done()
        self.assertEqual(repair.after_sales_stage, "in_repair")

    def test_lead_may_finish_without_the_part_in_stock(self):
        scarce = self._create_product("Crown", 9.0)
        repair = self._to_repair().with_user(self.lead)
        repair.action_start_work()
        self._add_part(repair, 1, product=scarce)
        repair.action_work_done()
        self.assertEqual(repair.after_sales_stage, "to_check")

    # Notes ------------------------------------------------------------------------------------

    def test_customer_gets_only_released_notes(self):
        repair = self._to_repair()
        photo = (
            self.env["ir.attachment"]
            .with_user(self.technician)
            .create({"name": "sole.png", "raw": b"x", "res_model": "after.sales.repair.note"})
        )
        notes = self.env["after.sales.repair.note"].with_user(self.technician)
        notes.create({"repair_id": repair.id, "text": "Customer dropped it"})
        released = notes.create(
            {
                "repair_id": repair.id,
                "text": "Sole glued",
                "released": True,
                "photo_ids": [Command.link(photo.id)],
            }
        )
        self.assertEqual(repair._portal_notes(), released)
        self.assertEqual(photo.res_id, released.id)
        self.assertTrue(photo.with_user(self.colleague).raw)

    def test_work_report_names_parts_and_hours(self):
        repair = self._to_repair()
        repair.action_start_work()
        self._add_part(repair)
        self._finish(repair)
        html = self.env["ir.actions.report"]._render_qweb_html(
            "after_sales_repair.report_repair_work", repair.ids
        )[0]
        self.assertIn(b"Display", html)
        self.assertIn(repair.name.encode(), html)
