from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..warranty.warranty_common import WarrantyCommon


@tagged("post_install", "-at_install")
class TestDiagnosis(WarrantyCommon):
    """What the technician finds, and who pays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls._sell_serial("W-1", days_ago=100)
        cls.found = {"after_sales_defect_id": cls.wrong_time.id, "cause_id": cls.fault.id}

    def _as(self, user, repair):
        return repair.with_user(user)

    def test_within_the_warranty_it_is_free(self):
        repair = self._as(self.technician, self._taken_in("W-1", **self.found))
        repair.action_diagnosed()
        self.assertRecordValues(
            repair, [{"under_warranty": True, "after_sales_stage": "to_repair"}]
        )
        self.assertTrue(repair.date_diagnosed)

    def test_cause_not_covered_is_paid(self):
        repair = self._taken_in("W-1", **self.found)
        repair.cause_id = self.misuse
        self.assertEqual(repair.warranty_verdict, "out")
        self.assertIn(self.misuse.name, repair.warranty_reason)
        repair.action_diagnosed()
        self.assertRecordValues(
            repair, [{"under_warranty": False, "after_sales_stage": "to_quote"}]
        )

    def test_defect_and_cause_are_needed(self):
        repair = self._taken_in("W-1")
        with self.assertRefused("enter the defect and the cause"):
            repair.action_diagnosed()

    def test_what_is_not_here_is_not_diagnosed(self):
        repair = self._counter_repair(self.watch, "W-1", **self.found)
        with self.assertRefused("not in the workshop"):
            repair.action_diagnosed()
        repair.action_validate()
        repair.action_diagnosed()
        with self.assertRefused("diagnosed already"):
            repair.action_diagnosed()

    def test_store_and_picker_do_not_diagnose(self):
        repair = self._taken_in("W-1", **self.found)
        for user in self.store_user, self.picker:
            with self.subTest(user=user.login), self.assertRefused("another role", AccessError):
                self._as(user, repair).action_diagnosed()

    def test_verdict_is_frozen_with_the_diagnosis(self):
        repair = self._taken_in("W-1", **self.found)
        repair.action_diagnosed()
        self.terms.months = 1
        repair.sudo().date_intake += timedelta(seconds=1)
        self.assertEqual(repair.warranty_verdict, "in")
        with self.assertRefused("diagnosed, so defect"):
            self._as(self.technician, repair).cause_id = self.misuse

    def test_diagnosed_anew(self):
        repair = self._as(self.technician, self._taken_in("W-1", **self.found))
        repair.action_diagnosed()
        repair.action_diagnose_anew()
        self.assertRecordValues(
            repair, [{"under_warranty": False, "after_sales_stage": "to_diagnose"}]
        )
        repair.cause_id = self.misuse
        repair.action_diagnosed()
        self.assertEqual(repair.after_sales_stage, "to_quote")
        repair.sudo().quote_state = "sent"
        with self.assertRefused("Cancel the quotation first"):
            repair.action_diagnose_anew()

    def test_only_a_lead_decides_against_the_terms(self):
        repair = self._taken_in("W-1", **self.found)
        repair.cause_id = self.misuse
        with self.assertRefused("Only a workshop lead", AccessError):
            self._as(self.technician, repair).warranty_override = "free"
        repair = self._as(self.lead, repair)
        repair.warranty_override = "free"
        with self.assertRefused("write why"):
            repair.action_diagnosed()
        repair.warranty_override_reason = "Good customer"
        repair.action_diagnosed()
        self.assertRecordValues(repair, [{"under_warranty": True, "warranty_verdict": "out"}])
        self.assertIn("Good customer", repair.message_ids[:1].body)

    def test_lead_has_the_customer_pay(self):
        repair = self._as(self.lead, self._taken_in("W-1", **self.found))
        repair.write({"warranty_override": "paid", "warranty_override_reason": "Seal broken"})
        repair.action_diagnosed()
        self.assertFalse(repair.under_warranty)

    def test_nobody_writes_the_verdict(self):
        repair = self._as(self.lead, self._taken_in("W-1", **self.found))
        for vals in (
            {"under_warranty": True},
            {"warranty_verdict": "in"},
            {"warranty_until": self.today},
            {"date_diagnosed": self.today},
            {"failed_repair_count": 5},
        ):
            with self.subTest(vals=vals), self.assertRefused("."):
                repair.write(vals)
        with self.assertRefused("follows its diagnosis"):
            repair.create({"product_id": self.watch.id, "under_warranty": True})

    def test_estimate_of_parts_and_labour(self):
        self.company.after_sales_labour_product_id = self._create_product(
            "Labour", 40.0, type="service", is_storable=False
        )
        repair = self._taken_in("W-1", **self.found)
        repair.write(
            {
                "estimate_hours": 1.5,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.part.id,
                            "product_uom_qty": 2,
                            "repair_line_type": "add",
                        }
                    )
                ],
            }
        )
        self.assertRecordValues(
            repair,
            [{"estimate_parts": 120.0, "estimate_labour": 60.0, "estimate_total": 180.0}],
        )

    def test_form_of_each_role(self):
        repair = self._taken_in("W-1")
        with Form(repair.with_user(self.technician)) as form:
            form.after_sales_defect_id = self.wrong_time
            form.cause_id = self.misuse
            self.assertEqual(form.warranty_verdict, "out")
            form.estimate_hours = 2
        self.assertEqual(repair.cause_id, self.misuse)
        with Form(repair.with_user(self.lead)) as form:
            form.warranty_override = "free"
            form.warranty_override_reason = "Known fault of this lot"
        repair.action_diagnosed()
        with Form(repair.with_user(self.store_user)) as form:
            form.diagnosis_note = "Read out to the customer"
        self.assertTrue(repair.under_warranty)

    def test_counter_form_knows_the_warranty_before_saving(self):
        form = Form(self.env["repair.order"].with_user(self.technician))
        form.product_id = self.watch
        form.item_serial = "W-1"
        self.assertEqual(form.warranty_verdict, "in")
        self.assertEqual(form.save().warranty_verdict, "in")

    # Repeated failures ------------------------------------------------------------------------

    def test_repeated_failure_is_flagged(self):
        first = self._past_repair("W-1", 50)
        second = self._past_repair("W-1", 20, after_sales_defect_id=self.no_power.id)
        repair = self._taken_in("W-1")
        self.assertRecordValues(
            first | second | repair,
            [
                {"repeat_of_id": False, "failed_repair_count": 0},
                {"repeat_of_id": first.id, "failed_repair_count": 1},
                {"repeat_of_id": second.id, "failed_repair_count": 2},
            ],
        )
        self.assertEqual(repair.past_repair_days, 6)

    def test_unrepaired_and_other_serials_do_not_count(self):
        self._sell_serial("W-2", days_ago=100)
        self._past_repair("W-2", 50)
        declined = self._taken_in("W-1")
        declined.action_repair_cancel()
        self._hand_back(declined)
        repair = self._taken_in("W-1")
        self.assertRecordValues(repair, [{"repeat_of_id": False, "failed_repair_count": 0}])

    def test_untracked_goods_are_known_by_their_sale(self):
        self.terms.categ_ids = False
        first = self._returned_repair()
        first.write(self.found)
        first.action_diagnosed()
        self._work(first)
        self._hand_back(first)
        sale_line = first.after_sales_line_id.sale_line_id
        back = self._create_return(
            sale_line.order_id,
            line_vals={"reason_id": self.defect.id, "resolution": "repair"},
        )
        self._approve(back)
        self._receive(back)
        self._decide(back, route="repair")
        self.assertRecordValues(
            back.repair_ids, [{"repeat_of_id": first.id, "failed_repair_count": 1}]
        )

    def test_remedy_after_failed_repairs(self):
        self.terms.write({"max_failed_repairs": 2, "remedy_exchange": True})
        self._past_repair("W-1", 50)
        second = self._taken_in("W-1")
        self.assertFalse(second.after_sales_remedy)
        second.action_repair_cancel()
        self._hand_back(second)
        self._past_repair("W-1", 20)
        repair = self._taken_in("W-1")
        self.assertIn("an exchange", repair.after_sales_remedy)
        self.assertRecordValues(
            repair, [{"after_sales_remedy_exchange": True, "after_sales_remedy_refund": False}]
        )
        repair.cause_id = self.misuse
        self.assertFalse(repair.after_sales_remedy)

    def test_remedy_after_days_in_repair(self):
        self.terms.write({"max_repair_days": 30, "remedy_refund": True})
        self._past_repair("W-1", 50, days=20)
        repair = self._taken_in("W-1")
        self.assertEqual(repair.repair_days, 20)
        self.assertFalse(repair.after_sales_remedy)
        repair.sudo().date_intake -= timedelta(days=10)
        self.assertEqual(repair.repair_days, 30)
        self.assertIn("30 days", repair.after_sales_remedy)


@tagged("post_install", "-at_install")
class TestRight(WarrantyCommon):
    """Granting what the terms give: return order, goods, money."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.terms.write({"max_failed_repairs": 1, "remedy_exchange": True, "remedy_refund": True})
        cls.vendor = cls.warehouse.after_sales_vendor_location_id

    def _failed_return_repair(self):
        self.terms.categ_ids = False
        first = self._returned_repair()
        first.write({"after_sales_defect_id": self.wrong_time.id, "cause_id": self.fault.id})
        first.action_diagnosed()
        self._work(first)
        self._hand_back(first)
        back = self._create_return(
            first.after_sales_line_id.sale_line_id.order_id,
            line_vals={"reason_id": self.defect.id, "resolution": "repair"},
        )
        self._approve(back)
        self._receive(back)
        self._decide(back, route="repair")
        return back.repair_ids.with_user(self.store_user)

    def test_refund_on_a_return_order(self):
        repair = self._failed_return_repair()
        repair.after_sales_disposition_id._write_decided({"refund_percent": 50.0})
        repair.action_grant_refund()
        self.assertRecordValues(repair, [{"state": "cancel", "outcome": "not_repairable"}])
        order = repair.sudo().after_sales_return_id
        self.assertRecordValues(order.refund_ids, [{"state": "posted", "amount_untaxed": 80.0}])
        self.assertEqual(order.state, "closed")
        self.assertEqual(self._quantity_at(self.shoe, self.vendor), 1)
        self.assertEqual(self._quantity_at(self.shoe, self.shelf), 0)

    def test_exchange_on_a_return_order(self):
        repair = self._failed_return_repair()
        repair.action_grant_exchange()
        order = repair.sudo().after_sales_return_id
        self.assertFalse(order.refund_ids)
        swap = order.picking_ids.filtered(lambda picking: picking.state == "assigned")
        self.assertRecordValues(
            swap.move_ids, [{"product_id": self.shoe.id, "product_uom_qty": 1.0}]
        )
        self.assertEqual(swap.location_dest_id.usage, "customer")

    def test_refund_at_the_counter(self):
        value = self._value(self.watch)
        repair = self._failed_counter_repair()
        sentence = repair.after_sales_remedy
        repair.action_grant_refund()
        order = repair.sudo().after_sales_return_id
        self.assertRecordValues(
            order.line_ids,
            [
                {
                    "lot_ids": repair.sudo().lot_id.ids,
                    "verdict": "eligible",
                    "verdict_reason": sentence,
                    "quantity_received": 1.0,
                    "quantity_settled": 1.0,
                }
            ],
        )
        self.assertRecordValues(order.refund_ids, [{"state": "posted", "amount_untaxed": 200.0}])
        self.assertRecordValues(order, [{"state": "closed", "repair_ids": repair.ids}])
        self.assertRecordValues(
            repair,
            [{"after_sales_stage": "handed_back", "outcome": "not_repairable"}],
        )
        self.assertEqual(self._quantity_at(self.watch, self.shelf, self.customer), 0)
        self.assertEqual(self._quantity_at(self.watch, self.vendor), 1)
        self.assertEqual(self._value(self.watch), value + 90.0)
        self.assertIn(self.store_user.name, repair.sudo().message_ids[:1].body)

    def test_no_parcel_comes_back_of_what_was_taken_back(self):
        repair = self._failed_counter_repair()
        repair.hand_back_by = "ship"
        repair.action_grant_refund()
        self.assertEqual(repair.after_sales_stage, "handed_back")
        with self.assertRefused("no parcel comes back"):
            repair.action_parcel_back()
        self.assertEqual(self._quantity_at(self.watch, self.shelf), 0)
        self.assertEqual(self._quantity_at(self.watch, self.vendor), 1)

    def test_exchange_at_the_counter(self):
        repair = self._failed_counter_repair()
        new = self._create_serials(self.watch, "W-2")
        repair.action_grant_exchange()
        order = repair.sudo().after_sales_return_id
        swap = order.picking_ids.filtered(lambda picking: picking.state == "assigned")
        self.assertEqual(swap.move_ids.move_line_ids.lot_id, new)
        self._validate(swap)
        later = self._taken_in("W-2")
        self.assertRecordValues(later, [{"warranty_start": self._day(1), "failed_repair_count": 0}])

    def test_item_at_another_workshop_goes_on_from_there(self):
        repair = self._failed_counter_repair()
        workshop = self.env["stock.warehouse"].create({"name": "Workshop", "code": "WSHOP"})
        repair.sudo().picking_type_id = workshop.repair_type_id
        repair.sudo()._move_items(
            lambda _repair: workshop.after_sales_repair_location_id,
            lambda _repair: workshop.after_sales_sort_type_id,
        )
        repair.action_grant_refund()
        self.assertEqual(repair.sudo().after_sales_return_id.warehouse_id, workshop)
        self.assertEqual(self._quantity_at(self.watch, workshop.after_sales_vendor_location_id), 1)

    def test_refused_without_a_remedy_a_sale_or_the_buyer(self):
        self._sell_serial("W-2", days_ago=100)
        with self.assertRefused("do not give the customer this remedy"):
            self._taken_in("W-2").action_grant_refund()
        repair = self._failed_counter_repair()
        other = self.env["res.partner"].create({"name": "Someone else"})
        repair.sudo().partner_id = other
        with self.assertRefused("was sold to Lena Fischer, not to Someone else"):
            repair.action_grant_refund()
        proof = {
            "purchase_date": self._day(-80),
            "purchase_proof_ids": [Command.create({"name": "receipt.png", "raw": b"x"})],
        }
        self._past_repair("W-3", 50, **proof)
        bought = self._taken_in("W-3", **proof)
        self.assertTrue(bought.after_sales_remedy)
        with self.assertRefused("no sale of it is known"):
            bought.action_grant_refund()

    def test_only_after_sales_staff_grant(self):
        repair = self._failed_counter_repair()
        with self.assertRefused("another role", AccessError):
            repair.with_user(self.technician).action_grant_refund()

    def test_granted_once(self):
        repair = self._failed_counter_repair()
        repair.action_grant_refund()
        with self.assertRefused("do not give the customer this remedy"):
            repair.action_grant_refund()
