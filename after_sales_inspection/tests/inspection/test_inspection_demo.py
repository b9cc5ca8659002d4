from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestInspectionDemo(TransactionCase):
    def test_boots_of_the_demo_go_back_to_the_vendor(self):
        boots = self.env.ref(
            "after_sales_inspection.demo_inspection_boots", raise_if_not_found=False
        )
        if not boots:
            self.skipTest("The database has no demo data.")
        self.assertRecordValues(boots, [{"state": "done", "result": "fail", "route": "vendor"}])
        self.assertEqual(boots.disposition_id.route, "vendor")

    def test_uniforms_of_the_demo_are_begun(self):
        uniforms = self.env.ref(
            "after_sales_inspection.demo_inspection_uniforms", raise_if_not_found=False
        )
        if not uniforms:
            self.skipTest("The database has no demo data.")
        self.assertRecordValues(uniforms, [{"state": "in_progress", "open_count": 3}])

    def test_catalogue_is_there_for_three_trades(self):
        defects = self.env["after.sales.defect"].search([("code", "like", "__-%")])
        self.assertLessEqual({"shoes", "clothing", "electronics"}, set(defects.mapped("trade")))
        for defect in defects:
            self.assertTrue(defect.definition and defect.liable_party)
