from odoo.tests import HttpCase, tagged

from .common import WorkCommon


@tagged("post_install", "-at_install")
class TestTechnicianTour(WorkCommon, HttpCase):
    """The technician in a browser, with the rights of one and no more."""

    def test_technician_takes_repairs_and_checks(self):
        self.env["repair.order"].search([("user_id", "=", False)]).user_id = self.env.user
        self.part.name = "Tour part"
        self._require_check("Seams hold")
        self.env["after.sales.defect"].create({"name": "Tour defect", "code": "TD"})
        self.env["after.sales.repair.cause"].create({"name": "Tour cause", "code": "TC"})
        repair = self._counter_repair(
            self.shoe, after_sales_origin="store", partner_id=False, user_id=False
        )
        repair.action_validate()
        self.start_tour(
            "/odoo/after-sales-repair-queue",
            "after_sales_technician_tour",
            login=self.technician.login,
        )
        self.assertRecordValues(
            repair,
            [
                {
                    "user_id": self.technician.id,
                    "after_sales_stage": "to_hand_back",
                    "check_user_id": self.technician.id,
                }
            ],
        )
        self.assertRecordValues(
            repair.move_ids, [{"product_id": self.part.id, "quantity": 1.0, "state": "done"}]
        )
