from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestLoanOverdue(LoanCommon):
    """What should be back: found, counted, and reminded of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls._add_to_pool(cls.shirt, quantity=3)
        with freeze_time("2026-05-01 12:00:00"):
            cls.loan = cls._lend(cls.shirt, date_due="2026-05-10", user_id=cls.clerk.id)
            cls.later = cls._lend(cls.shirt, date_due="2026-05-20")

    def _remind(self, day):
        cron = self.env.ref("after_sales_repair_loan.ir_cron_remind_loans")
        with freeze_time(day), self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.loan.invalidate_recordset()

    def _mails(self):
        return self.env["after.sales.mail"].search_count(
            [("loan_id", "=", self.loan.id), ("step", "=", "overdue")]
        )

    def test_overdue_is_found_and_counted(self):
        overdue = [("is_overdue", "=", True), ("product_id", "=", self.shirt.id)]
        loans, devices = self.env["after.sales.loan"], self.env["after.sales.loaner"]
        with freeze_time("2026-05-10 12:00:00"):
            self.assertFalse(loans.search(overdue))
        with freeze_time("2026-05-11 12:00:00"):
            self.assertEqual(loans.search(overdue), self.loan)
            self.assertTrue(self.loan.is_overdue)
            self.assertFalse(self.later.is_overdue)
            self.assertIn(self.later, loans.search([("is_overdue", "=", False)]))
            device = devices.search([("product_id", "=", self.shirt.id)])
            self.assertRecordValues(
                device,
                [
                    {
                        "warehouse_id": self.warehouse.id,
                        "quantity_available": 1.0,
                        "quantity_lent": 2.0,
                        "quantity_overdue": 1,
                    }
                ],
            )
            opened = loans.search(device.action_view_overdue()["domain"])
            self.assertEqual(opened, self.loan)
            self.assertEqual(
                loans.search(device.action_view_lent()["domain"]), self.loan | self.later
            )

    def test_serial_row_says_who_has_it(self):
        lot = self._create_serials(self.phone, "ROW-1")
        self._add_to_pool(self.phone, lot)
        rows = self.env["after.sales.loaner"].search([("lot_id", "=", lot.id)])
        self.assertRecordValues(rows, [{"quantity_available": 1.0, "loan_id": False}])
        self.assertEqual(rows.action_lend()["context"]["default_lot_id"], lot.id)
        loan = self._lend(self.phone, lot)
        rows = self.env["after.sales.loaner"].search([("lot_id", "=", lot.id)])
        self.assertRecordValues(
            rows,
            [
                {
                    "quantity_available": 0.0,
                    "quantity_lent": 1.0,
                    "loan_id": loan.id,
                    "partner_id": self.customer.id,
                }
            ],
        )

    def test_reminded_once_and_again_after_days(self):
        self._remind("2026-05-10 12:00:00")
        self.assertFalse(self.loan.date_reminded)
        self._remind("2026-05-11 12:00:00")
        self._remind("2026-05-11 18:00:00")
        self._remind("2026-05-12 12:00:00")
        self.assertEqual(self.loan.date_reminded, date(2026, 5, 11))
        self.assertEqual(self._mails(), 1)
        self.assertRecordValues(self.loan.activity_ids, [{"user_id": self.clerk.id}])
        self._remind("2026-05-14 12:00:00")
        self.assertEqual(self._mails(), 2)
        self.assertEqual(len(self.loan.activity_ids), 1)
        self.assertFalse(self.later.date_reminded)

    def test_taken_back_is_not_reminded(self):
        self._remind("2026-05-11 12:00:00")
        self.loan._take_back()
        self.assertFalse(self.loan.activity_ids)
        self._remind("2026-05-30 12:00:00")
        self.assertEqual(self._mails(), 1)

    def test_extension_ends_the_asking(self):
        self._remind("2026-05-11 12:00:00")
        with freeze_time("2026-05-12 12:00:00"):
            own = self.loan.activity_schedule(
                "mail.mail_activity_data_todo", summary="Own", automated=False
            )
            self.loan.with_user(self.clerk).date_due = "2026-05-20"
            self.assertEqual(self.loan.activity_ids, own)
            self.assertFalse(self.loan.date_reminded)
            with self.assertRefused("which has passed"):
                self.loan.with_user(self.clerk).date_due = "2026-05-11"
        self._remind("2026-05-21 12:00:00")
        self.assertEqual(len(self.loan.activity_ids), 2)

    def test_days_are_those_of_the_company(self):
        """Due on 10 May: 16:30 in UTC is the next day in Shanghai, not in New York."""
        for zone, overdue in (("Asia/Shanghai", True), ("America/New_York", False)):
            with self.subTest(zone), freeze_time("2026-05-10 16:30:00"):
                self.company.partner_id.tz = zone
                self.env.invalidate_all()
                self.assertEqual(self.loan.is_overdue, overdue)
                found = self.env["after.sales.loan"].search([("is_overdue", "=", True)])
                self.assertEqual(self.loan in found, overdue)
                repair = self._counter_repair(date_promised="2026-05-12 16:30:00")
                loan = self.env["after.sales.loan"].create(
                    {"repair_id": repair.id, "product_id": self.shirt.id}
                )
                self.assertEqual(loan.date_due, date(2026, 5, 13 if overdue else 12))

    def test_new_agreement_ends_the_reminders(self):
        self.loan.date_due = "2026-06-01"
        self._remind("2026-05-15 12:00:00")
        self.assertFalse(self.loan.date_reminded)
