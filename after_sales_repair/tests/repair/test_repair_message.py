# What people write is not translated.
# pylint: disable=translation-required
from odoo.tests import tagged

from ..common import RepairCommon

MESSAGE = "after_sales_returns.mail_activity_data_message"


@tagged("post_install", "-at_install")
class TestRepairMessage(RepairCommon):
    """What a customer writes about a repair reaches who works here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()

    def _write(self, document):
        document.message_post(
            body="Is it ready?",
            author_id=self.customer.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        return document.activity_search([MESSAGE])

    def test_of_a_repair(self):
        repair = self._counter_repair(user_id=self.technician.id)
        self.assertEqual(self._write(repair).user_id, self.technician)
        repair.with_user(self.technician).message_post(
            body="Tomorrow.", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.assertFalse(repair.activity_search([MESSAGE]))

    def test_of_a_technician_who_left(self):
        team = self.env["after.sales.team"].create({"name": "Bench", "user_id": self.lead.id})
        self.warehouse.after_sales_team_id = team
        repair = self._counter_repair(user_id=self.technician.id)
        self.technician.active = False
        self.assertEqual(self._write(repair).user_id, self.lead)

    def test_nothing_is_sent_after_cancel(self):
        repair = self._counter_repair(user_id=self.technician.id)
        repair.action_validate()
        mails = self.env["after.sales.mail"].search([("repair_id", "=", repair.id)])
        self.assertEqual(mails.mapped("state"), ["queued"])
        repair.action_repair_cancel()
        self.assertEqual(mails.mapped("state"), ["cancelled"])
