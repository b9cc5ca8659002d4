from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import InspectionCommon


@tagged("post_install", "-at_install")
class TestInspection(InspectionCommon):
    def test_disposition_says_what_is_inspected(self):
        part = self._to_sort(3)
        inspection = self._create_inspection(disposition_id=part.id)
        self.assertRecordValues(
            inspection,
            [
                {
                    "subject": "disposition",
                    "product_id": self.shoe.id,
                    "quantity": 3.0,
                    "return_id": part.return_id.id,
                    "partner_id": self.customer.id,
                    "warehouse_id": self.warehouse.id,
                    "checklist_id": self.checklist.id,
                    "company_id": self.company.id,
                    "state": "to_do",
                }
            ],
        )
        self.assertRegex(inspection.name, r"INS/2026/\d{5}")
        self.assertIn("Shoes", inspection.checklist_reason)

    def test_return_line_and_transfer_and_lot_may_be_inspected(self):
        order = self._returned((self.shoe, 1))
        lot = self._create_serials(self.phone, "IMEI-1")
        self._create_checklist(name="Phones", categ_ids=self.phone.categ_id.ids)
        self._create_checklist(name="Out", occasion="before_dispatch", categ_ids=self.categ.ids)
        delivery = self._sell((self.shoe, 1), deliver=False, invoice=False).picking_ids
        for subject, vals in {
            "line": {"line_id": order.line_ids.id},
            "transfer": {"picking_id": delivery.id, "occasion": "before_dispatch"},
            "lot": {"lot_id": lot.id},
        }.items():
            with self.subTest(subject):
                inspection = self._create_inspection(**vals)
                self.assertEqual(inspection.subject, subject)
                self.assertTrue(inspection.answer_ids)

    def test_answers_are_made_with_it(self):
        inspection = self._create_inspection()
        self.assertEqual(inspection.answer_ids.item_id, self.checklist.item_ids)
        self.assertEqual(inspection.open_count, 6)

    def test_inspector_fills_it_in_on_the_form(self):
        self._create_people()
        inspection = self._create_inspection().with_user(self.inspector)
        inspection.action_start()
        with Form(inspection) as form, form.answer_ids.edit(0) as answer:
            answer.answer = "pass"
        self.assertEqual(inspection.answer_ids[0].result, "pass")
        self.assertEqual(inspection.answer_ids[0].user_id, self.inspector)

    def test_first_answer_starts_it(self):
        self._create_people()
        inspection = self._create_inspection().with_user(self.inspector)
        inspection.save_answer(self._item("Sole").id, "pass")
        self.assertRecordValues(
            inspection, [{"state": "in_progress", "user_id": self.inspector.id}]
        )

    def test_every_pair_of_states(self):
        allowed = {
            ("to_do", "in_progress"),
            ("to_do", "cancelled"),
            ("in_progress", "done"),
            ("in_progress", "cancelled"),
        }
        states = ("to_do", "in_progress", "done", "cancelled")
        for old in states:
            for new in states:
                with self.subTest(old=old, new=new), self.undone():
                    inspection = self._create_inspection()
                    if old != "to_do":
                        self._answer(inspection)
                    if old in ("done", "cancelled"):
                        inspection.state = old
                    if old == new or (old, new) in allowed:
                        inspection.state = new
                        self.assertEqual(inspection.state, new)
                    else:
                        with self.assertRefused("cannot become"):
                            inspection.state = new

    def test_new_one_is_to_do(self):
        with self.assertRefused("is To do. Create it without a state"):
            self._create_inspection(state="done")

    def test_what_is_over_stands(self):
        inspection = self._create_inspection()
        self._answer(inspection)
        inspection.action_finish()
        for name, step in {
            "answer": lambda: inspection.save_answer(self._item("Sole").id, "fail"),
            "grade": lambda: inspection.write({"grade_id": self.grade_d.id}),
            "note": lambda: inspection.write({"note": "Later"}),
        }.items():
            with self.subTest(name), self.assertRefused("is over"):
                step()

    def test_it_stays_an_inspection_of_what_it_was_made_for(self):
        inspection = self._create_inspection()
        other = self._create_checklist(name="Other", sequence=20)
        for vals in (
            {"product_id": self.shirt.id},
            {"checklist_id": other.id},
            {"occasion": "laboratory"},
        ):
            with self.subTest(vals=vals), self.assertRefused("stays an inspection of what"):
                inspection.write(vals)
        inspection.write({"product_id": self.shoe.id})

    def test_pauses_do_not_count(self):
        inspection = self._create_inspection()
        inspection.action_start()
        for seconds, expected in ((30, 30), (100, 130), (3600, 130), (20, 150)):
            self._pass_time(inspection, seconds)
            inspection.save_answer(self._item("Sole").id, "pass")
            self.assertEqual(inspection.duration_seconds, expected)

    def _pass_time(self, inspection, seconds):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE after_sales_inspection "
            "SET date_active = date_active - %s * interval '1 second' WHERE id = %s",
            (seconds, inspection.id),
        )
        self.env.invalidate_all()

    # Bad input ------------------------------------------------------------------------------

    def test_lot_of_another_product(self):
        lot = self._create_serials(self.phone, "IMEI-1")
        with self.assertRefused("IMEI-1 is a serial or lot of Phone"):
            self._create_inspection(lot_id=lot.id, product_id=self.shoe.id)

    def test_product_that_the_transfer_does_not_move(self):
        self._create_checklist(name="Out", occasion="before_dispatch", categ_ids=False)
        delivery = self._sell((self.shoe, 1), deliver=False, invoice=False).picking_ids
        with self.assertRefused("does not move Shirt"):
            self._create_inspection(
                picking_id=delivery.id, product_id=self.shirt.id, occasion="before_dispatch"
            )

    def test_product_that_did_not_come_back(self):
        part = self._to_sort()
        with self.assertRefused("that is Shoe"):
            self._create_inspection(
                disposition_id=part.id,
                product_id=self.shirt.id,
                checklist_id=self.checklist.id,
            )

    def test_no_checklist_for_the_product(self):
        with self.assertRefused("no checklist is in use"):
            self._create_inspection(product_id=self.shirt.id)

    def test_draft_checklist(self):
        draft = self._create_checklist(use=False, name="Draft")
        with self.assertRefused("is not in use for this occasion"):
            self._create_inspection(checklist_id=draft.id)

    def test_nothing_is_left_unanswered(self):
        inspection = self._create_inspection()
        inspection.save_answer(self._item("Sole").id, "pass")
        with self.assertRefused("Still to be answered: Shaft, Wear, Gap, Stains, Remarks"):
            inspection.action_finish()

    def test_required_photo_is_missing(self):
        inspection = self._create_inspection()
        self._answer(inspection, sole="fail")
        sole = inspection.answer_ids[0]
        sole.photo_ids = [Command.clear()]
        with self.assertRefused("“Sole” needs a photo"):
            inspection.action_finish()
        inspection.save_answer(sole.item_id.id, None, photos=[self._photo()])
        inspection.action_finish()
        self.assertEqual(inspection.state, "done")
