from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.after_sales_repair.tests.warranty.warranty_common import WarrantyCommon
from odoo.addons.after_sales_returns.tests.base.import_case import ImportCase

from .common import LoanCommon

MESSAGE = "after_sales_returns.mail_activity_data_message"


@tagged("post_install", "-at_install")
class TestLoanAndRepair(LoanCommon):
    """Where loans meet the rest: repairs of the same item, stores that close, other people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.other_store = cls.env["stock.warehouse"].create({"name": "Mall", "code": "MALL"})

    def _new_vals(self, product, **vals):
        return {
            "partner_id": self.customer.id,
            "warehouse_id": self.warehouse.id,
            "product_id": product.id,
            **vals,
        }

    # One item -----------------------------------------------------------------------------------

    def test_serial_that_is_lent_is_not_taken_in(self):
        lot = self._create_serials(self.phone, "L1")
        self._add_to_pool(self.phone, lot)
        loan = self._lend(self.phone, lot)
        for store in (self.warehouse, self.other_store):
            repair = self._counter_repair(
                self.phone, "L1", lot_id=lot.id, after_sales_store_id=store.id
            )
            with self.assertRefused(f"L1 is our loan device, lent as {loan.name}"):
                repair.action_validate()
            self.assertEqual(repair.state, "draft")

    def test_serial_that_is_lent_does_not_come_back_with_a_return(self):
        self._create_serials(self.phone, "SOLD-1")
        order = self._create_return(self._sell((self.phone, 1)))
        lot = self._create_serials(self.phone, "L1")
        self._add_to_pool(self.phone, lot)
        loan = self._lend(self.phone, lot)
        with self.assertRefused(f"L1 .*(was not sold|{loan.name})"):
            order.line_ids.lot_ids = lot
            order.action_request()

    def test_a_device_in_repair_is_not_lent(self):
        device = self._create_serials(self.phone, "L2")
        self._add_to_pool(self.phone, device)
        repair = self._counter_repair(
            self.phone, "L2", lot_id=device.id, after_sales_origin="store", partner_id=False
        )
        with self.assertRefused("has none of it in stock"):
            repair.action_validate()

    def test_device_that_is_lent_already(self):
        lot = self._create_serials(self.phone, "LOAN-1")
        self._add_to_pool(self.phone, lot)
        first = self._lend(self.phone, lot)
        loans = self.env["after.sales.loan"].with_user(self.store_user)
        second = loans.create(self._new_vals(self.phone, lot_id=lot.id))
        with self.assertRefused(
            f"LOAN-1 is already lent. {self.customer.name} has it .*{first.name}.* choose another"
        ):
            second.action_lend()
        self.assertRecordValues(second, [{"state": "draft"}])
        self.assertEqual(lot.after_sales_loan_id, first)

    # Stores and people --------------------------------------------------------------------------

    def test_lent_devices_come_back_before_a_store_is_handed_over(self):
        pool = self.other_store.after_sales_loaner_location_id
        self.env["stock.quant"]._update_available_quantity(self.shoe, pool, 1)
        loan = self._lend(self.shoe, warehouse_id=self.other_store.id)
        with self.assertRefused(f"Loan {loan.name}: the customer has the device"):
            self.other_store._after_sales_hand_over(self.warehouse)
        with self.assertRefused(f"Mall still has 1 open loans: {loan.name}"):
            self.other_store.action_archive()

    def test_no_repair_of_others(self):
        repair = self._counter_repair(after_sales_store_id=self.other_store.id)
        repair.action_validate()
        loans = self.env["after.sales.loan"].with_user(self.store_user)
        vals = self._new_vals(self.shoe)
        with self.assertRaises(AccessError):
            loans.create({**vals, "repair_id": repair.id})
        with self.assertRaises(AccessError):
            loans.with_context(default_repair_id=repair.id).create(vals)
        loan = loans.create(vals)
        with self.assertRaises(AccessError):
            loan.repair_id = repair

    def test_a_loan_taken_back_is_ones_own(self):
        pool = self.other_store.after_sales_loaner_location_id
        self.env["stock.quant"]._update_available_quantity(self.shoe, pool, 1)
        loan = self._lend(self.shoe, warehouse_id=self.other_store.id)
        wizards = self.env["after.sales.loan.return"].with_user(self.store_user)
        with self.assertRaises(AccessError):
            wizards.create({"loan_id": loan.id})

    def test_who_has_a_serial_is_not_written_by_hand(self):
        lot = self._create_serials(self.phone, "IMEI-1")
        self._add_to_pool(self.shirt)
        with self.assertRefused("by hand"):
            lot.with_user(self.technician).after_sales_loan_id = self._lend(self.shirt)

    def test_message_of_a_customer_reaches_who_lent(self):
        self._add_to_pool(self.shirt, quantity=1)
        loan = self._lend(self.shirt, user_id=self.clerk.id)
        loan.message_post(
            body="May I keep it?",
            author_id=self.customer.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertEqual(loan.activity_search([MESSAGE]).user_id, self.clerk)


@tagged("post_install", "-at_install")
class TestLoanAndRight(LoanCommon, WarrantyCommon):
    """A customer who gets another item brings the device back first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.terms.write({"max_failed_repairs": 1, "remedy_exchange": True, "remedy_refund": True})

    def test_loan_device_comes_back_first(self):
        repair = self._failed_counter_repair()
        self._add_to_pool(self.shirt)
        loan = self._lend(self.shirt, repair_id=repair.id)
        with self.assertRefused("still has"):
            repair.action_grant_refund()
        self.env["after.sales.loan.return"].create({"loan_id": loan.id}).action_take_back()
        repair.action_grant_refund()
        self.assertEqual(repair.after_sales_stage, "handed_back")


@tagged("post_install", "-at_install")
class TestLoanImport(ImportCase, LoanCommon):
    """Loans that were exported are imported again without a change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.lead.group_ids |= cls.env.ref("base.group_allow_export")

    def test_loans(self):
        lots = self._create_serials(self.phone, "LOAN-1")
        self._add_to_pool(self.phone, lots)
        self._assert_imported_unchanged(self._lend(self.phone, lots), self.lead)
