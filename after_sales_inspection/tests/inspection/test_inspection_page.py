from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import InspectionCommon


@tagged("post_install", "-at_install")
class TestInspectionPage(InspectionCommon):
    """What the inspector's page asks of the server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_people()

    def _page(self, **vals):
        return self._create_inspection(**vals).with_user(self.inspector)

    def test_page_has_all_it_shows(self):
        page = self._page().open_page()
        self.assertEqual(
            [item["name"] for item in page["items"]], self.checklist.item_ids.mapped("name")
        )
        gap = page["items"][3]
        self.assertEqual((gap["limit_min"], gap["limit_max"], gap["unit"]), (False, 2.0, "mm"))
        self.assertEqual(page["outcome"]["open_count"], 6)
        self.assertEqual(page["inspection"]["product"], "Shoe")

    def test_answer_comes_back_with_what_follows(self):
        inspection = self._page()
        saved = inspection.save_answer(self._item("Sole").id, "fail")
        self.assertEqual(saved["item"]["result"], "fail")
        self.assertTrue(saved["item"]["needs_photo"])
        self.assertIn("Critical", saved["outcome"]["proposal"])
        again = inspection.open_page()["items"][0]
        self.assertEqual(again["value"], "fail")

    def test_every_kind_is_shown_as_it_was_answered(self):
        inspection = self._page()
        heavy = self._choice("Heavy").id
        values = {"Sole": "pass", "Shaft": "na", "Wear": heavy, "Gap": 0.0, "Stains": 3}
        for name, value in values.items():
            inspection.save_answer(self._item(name).id, value)
        shown = {item["name"]: item["value"] for item in inspection.open_page()["items"]}
        self.assertEqual(shown, {**values, "Remarks": False})

    def test_what_does_not_apply_may_be_answered_after_all(self):
        inspection = self._page()
        item = self._item("Shaft").id
        inspection.save_answer(item, "na")
        self.assertEqual(inspection.save_answer(item, "fail")["item"]["result"], "fail")

    def test_same_key_changes_nothing(self):
        inspection = self._page()
        item = self._item("Sole").id
        for _time in range(2):
            inspection.save_answer(item, "fail", photos=[self._photo()], client_key="a1")
        self.assertEqual(len(inspection.answer_ids[0].photo_ids), 1)
        inspection.save_answer(item, "pass", client_key="a1")
        self.assertEqual(inspection.answer_ids[0].result, "fail")
        inspection.save_answer(item, "pass", client_key="a2")
        self.assertEqual(inspection.answer_ids[0].result, "pass")

    def test_photo_belongs_to_its_answer(self):
        inspection = self._page()
        inspection.save_answer(self._item("Sole").id, "fail", photos=[self._photo()])
        answer = inspection.answer_ids[0]
        self.assertRecordValues(
            answer.photo_ids.sudo(), [{"res_model": answer._name, "res_id": answer.id}]
        )
        photo = answer.photo_ids.with_user(self.lead)
        self.assertTrue(photo.raw)
        with self.assertRaises(AccessError):
            photo.with_user(self.picker).check_access("read")

    def test_measure_in_another_unit(self):
        inspection = self._page()
        saved = inspection.save_answer(self._item("Gap").id, 0.1, unit="cm")
        self.assertAlmostEqual(saved["item"]["value"], 1.0)

    # Bad input ------------------------------------------------------------------------------

    def test_unknown_unit(self):
        inspection = self._page()
        for unit in ("furlong-x", "kg"):
            with self.subTest(unit), self.assertRefused(f"cannot be measured in “{unit}”. Use mm"):
                inspection.save_answer(self._item("Gap").id, 1.0, unit=unit)
        self.assertFalse(inspection.answer_ids[3].result)

    def test_number_that_is_none(self):
        for value in ("wide", float("nan"), 1e30):
            with self.subTest(value=value), self.assertRefused("Enter a number"):
                self._page().save_answer(self._item("Gap").id, value)

    def test_answer_that_there_is_not(self):
        with self.assertRefused("Choose one of: Pass, Fail"):
            self._page().save_answer(self._item("Sole").id, "maybe")

    def test_choice_of_another_item(self):
        other = self._create_checklist(name="Other", sequence=20)
        choice = other.item_ids.choice_ids[:1]
        with self.assertRefused("Choose one of: None, Heavy"):
            self._page().save_answer(self._item("Wear").id, choice.id)

    def test_item_that_always_applies(self):
        with self.assertRefused("always applies"):
            self._page().save_answer(self._item("Sole").id, "na")

    def test_item_of_another_checklist(self):
        other = self._create_checklist(name="Other", sequence=20)
        with self.assertRefused("does not ask for this item"):
            self._page().save_answer(other.item_ids[0].id, "pass")

    def test_answer_of_another_kind(self):
        answer = self._page().answer_ids[0]
        with self.assertRefused("It asks for: Pass or fail"):
            answer.text = "Fine"

    def test_photo_that_is_none(self):
        for data in ("aGVsbG8=", "?", None, 5):
            with self.subTest(data=data), self.assertRefused("is no picture"):
                self._page().save_answer(
                    self._item("Sole").id, "fail", photos=[{"name": "x.png", "data": data}]
                )

    # Cost -----------------------------------------------------------------------------------

    def _large(self):
        checklist = self._create_checklist(
            name="Large",
            sequence=1,
            item_ids=[
                Command.create({"name": f"Item {number}", "defect_id": self.stain.id})
                for number in range(39)
            ]
            + [
                Command.create(
                    {
                        "name": "Choice",
                        "kind": "choice",
                        "choice_ids": [
                            Command.create({"name": "Fine"}),
                            Command.create(
                                {
                                    "name": "Not fine",
                                    "failed": True,
                                    "severity": "critical",
                                    "defect_id": self.sole_open.id,
                                }
                            ),
                        ],
                    }
                )
            ],
        )
        return checklist, self._page()

    def _count(self, step):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        step()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_queries_to_open_a_page(self):
        _checklist, inspection = self._large()
        self.assertLessEqual(self._count(inspection.open_page), 40)

    def test_queries_to_save_an_answer(self):
        checklist, inspection = self._large()
        items = checklist.item_ids
        fine, broken = items[-1].choice_ids
        self._count(lambda: inspection.save_answer(items[0].id, "pass"))
        for value in ("pass", "fail", fine.id, broken.id):
            item = items[1] if isinstance(value, str) else items[-1]
            with self.subTest(value=value):
                queries = self._count(
                    lambda value=value, item=item: inspection.save_answer(
                        item.id, value, client_key=str(value)
                    )
                )
                self.assertLessEqual(queries, 8)

    def test_queries_to_save_photos(self):
        """However many files there are of whatever else."""
        checklist, inspection = self._large()
        items = checklist.item_ids
        self._count(lambda: inspection.save_answer(items[0].id, "fail", photos=[self._photo()]))
        for item, photos in ((items[1], 1), (items[2], 4)):
            with self.subTest(photos=photos):
                queries = self._count(
                    lambda item=item, photos=photos: inspection.save_answer(
                        item.id, "fail", photos=[self._photo()] * photos
                    )
                )
                self.assertLessEqual(queries, 9)

    def test_many_are_made_in_batches(self):
        vals = {"product_id": self.shoe.id}
        inspections = self.env["after.sales.inspection"]
        inspections.create([vals])
        one = self._count(lambda: inspections.create([vals]))
        many = self._count(lambda: inspections.create([vals] * 200))
        # Rows are inserted a hundred at a time, answers are six for each.
        self.assertLessEqual(many, one + 40)

    def test_what_is_no_id_is_no_choice(self):
        inspection = self._create_inspection()
        for value in ("abc", 2**40, -1, [1]):
            with self.subTest(value), self.assertRefused("does not offer this choice"):
                inspection.save_answer(self._item("Wear").id, value)
