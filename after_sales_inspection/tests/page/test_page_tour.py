from odoo.tests import HttpCase, tagged

from ..common import InspectionCommon


@tagged("post_install", "-at_install")
class TestPageTour(InspectionCommon, HttpCase):
    """An inspector with that role and no other, on a tablet held upright."""

    browser_size = "768x1024"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_people()
        cls.lot = cls.env["stock.lot"].create({"name": "PAGE-1", "product_id": cls.shoe.id})
        cls.inspection = cls._create_inspection(lot_id=cls.lot.id, user_id=cls.inspector.id)

    def test_inspector_fills_in_with_a_thumb(self):
        self.start_tour("/odoo/inspect", "after_sales_inspector", login="asi_inspector")
        self.assertRecordValues(
            self.inspection,
            [
                {
                    "state": "done",
                    "result": "fail",
                    "user_id": self.inspector.id,
                    "proposed_grade_id": self.grade_c.id,
                    "grade_id": self.env.ref("after_sales_returns.grade_b").id,
                    "decision_reason": "The sole is glued in a minute.",
                }
            ],
        )
        self.assertRecordValues(
            self.inspection.answer_ids,
            [
                {"result": "fail", "photo_count": 1, "number": 0.0},
                {"result": "pass", "photo_count": 0, "number": 0.0},
                {"result": "fail", "photo_count": 0, "number": 0.0},
                {"result": "fail", "photo_count": 0, "number": 3.5},
                {"result": "pass", "photo_count": 0, "number": 0.0},
                {"result": "pass", "photo_count": 0, "number": 0.0},
            ],
        )
        photo = self.inspection.answer_ids.photo_ids
        self.assertEqual(photo.mimetype, "image/jpeg")
        self.assertEqual(self.inspection.answer_ids[-1].text, "Worn outdoors.")

    def test_inspector_fills_in_with_keys_alone(self):
        self.start_tour("/odoo/inspect", "after_sales_inspector_keyboard", login="asi_inspector")
        self.assertEqual(
            self.inspection.answer_ids.mapped("result"),
            ["pass", "na", "pass", "pass", "pass", False],
        )

    def test_lead_sees_a_checklist_as_inspectors_do(self):
        self.start_tour(
            f"/odoo/action-after_sales_inspection.after_sales_checklist_action/{self.checklist.id}",
            "after_sales_checklist_preview",
            login="asi_lead",
        )
        self.assertEqual(self.inspection.state, "to_do")
