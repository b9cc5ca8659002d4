from psycopg2.errors import CheckViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import LoanCommon

MODULE = "after_sales_repair_loan"


@tagged("post_install", "-at_install")
class TestLoanUninstall(LoanCommon):
    """What was set up for loans when this addon goes, and comes back."""

    def test_uninstall_is_refused_while_devices_are_lent(self):
        self._add_to_pool(self.shirt, quantity=1)
        self._lend(self.shirt)
        module = self.env["ir.module.module"].search([("name", "=", MODULE)])
        with self.assertRefused("units lie in .*Lent"):
            module.button_uninstall()

    def test_devices_go_to_returns_and_places_out_of_use(self):
        self._add_to_pool(self.shirt, quantity=2)
        pool = self.warehouse.after_sales_loaner_location_id
        lent = self.warehouse.after_sales_lent_location_id
        self.env["ir.model.data"]._after_sales_keep(MODULE)
        self.assertEqual(self._quantity_at(self.shirt, self.warehouse.after_sales_location_id), 2)
        self.assertFalse((pool | lent).filtered("active"))
        self.warehouse.write(
            {"after_sales_loaner_location_id": False, "after_sales_lent_location_id": False}
        )
        self.env["ir.model.data"]._after_sales_recall()
        self.assertEqual(self.warehouse.after_sales_loaner_location_id, pool)
        self.assertEqual(self.warehouse.after_sales_lent_location_id, lent)
        self.assertTrue(pool.active and lent.active)

    def test_mail_of_a_loan_is_about_nothing_else(self):
        loan = self._lend_one()
        mails = self.env["after.sales.mail"]
        mails._queue(loan, "overdue")
        mail = mails.search([("loan_id", "=", loan.id)])
        repair = self._counter_repair()
        muted = mute_logger("odoo.sql_db")
        with self.assertRaises(CheckViolation), muted, self.env.cr.savepoint():
            mail.repair_id = repair
            self.env.flush_all()

    def _lend_one(self):
        self._add_to_pool(self.shirt)
        return self._lend(self.shirt)
