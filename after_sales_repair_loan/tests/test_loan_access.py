from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import LoanCommon

MODULE = "after_sales_repair_loan"


@tagged("post_install", "-at_install")
class TestLoanAccess(LoanCommon):
    """Stores lend their own devices, technicians look on, leads decide what is lent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls._setup_deposits()
        cls._add_to_pool(cls.shirt, quantity=5)
        cls.other_store = cls.env["stock.warehouse"].create({"name": "Other", "code": "OTH"})
        cls._stock(cls.shirt, 5, warehouse=cls.other_store)
        cls.vals = {
            "partner_id": cls.customer.id,
            "warehouse_id": cls.warehouse.id,
            "product_id": cls.shirt.id,
            "deposit": 20.0,
        }

    def _wizard(self, user, loan, **vals):
        return (
            self.env["after.sales.loan.return"].with_user(user).create({"loan_id": loan.id, **vals})
        )

    def test_store_lends_and_takes_back(self):
        loan = self.env["after.sales.loan"].with_user(self.store_user).create(self.vals)
        self.assertIn(self.shirt, loan.pool_product_ids)
        loan.action_lend()
        self.assertEqual(loan.user_id, self.store_user)
        action = loan.action_take_back()
        self.assertEqual(action["res_model"], "after.sales.loan.return")
        self._wizard(
            self.store_user, loan, amount_withheld=5.0, withheld_reason="Stain"
        ).action_take_back()
        self.assertRecordValues(loan, [{"state": "returned", "amount_paid_back": 15.0}])

    def test_store_starts_from_the_repair(self):
        repair = self._counter_repair()
        repair.action_validate()
        action = repair.with_user(self.store_user).action_after_sales_lend_device()
        self.assertEqual(action["context"], {"default_repair_id": repair.id})
        self.assertEqual(
            repair.with_user(self.store_user).action_view_after_sales_loans()["context"], {}
        )

    def test_store_sees_only_its_own(self):
        loan = self._lend(self.shirt)
        self.store_user.after_sales_warehouse_ids = self.other_store
        with self.assertRaises(AccessError):
            loan.with_user(self.store_user).action_take_back()
        self.assertFalse(
            self.env["after.sales.loan"].with_user(self.store_user).search([("id", "=", loan.id)])
        )
        self.assertFalse(
            self.env["after.sales.loaner"]
            .with_user(self.store_user)
            .search([("product_id", "=", self.shirt.id)])
        )
        with self.assertRaises(AccessError):
            self.env["after.sales.loan"].with_user(self.store_user).create(self.vals)

    def test_technician_only_reads(self):
        loan = self._lend(self.shirt)
        seen = loan.with_user(self.technician)
        self.assertEqual(seen.partner_id, self.customer)
        with self.assertRaises(AccessError):
            seen.action_take_back()
        with self.assertRaises(AccessError):
            self.env["after.sales.loan"].with_user(self.technician).create(self.vals)

    def test_lead_manager_and_customer_service_lend(self):
        for user in (self.lead, self.manager, self.clerk):
            with self.subTest(user=user.login):
                loan = self.env["after.sales.loan"].with_user(user).create(self.vals)
                loan.action_lend()
                self._wizard(user, loan).action_take_back()
                self.assertEqual(loan.state, "returned")

    def test_only_leads_choose_what_is_lent(self):
        vals = {"warehouse_id": self.warehouse.id, "product_id": self.shirt.id, "quantity": 1}
        wizards = self.env["after.sales.loaner.transfer"]
        wizards.with_user(self.lead).create(vals).action_add_to_pool()
        for user in (self.store_user, self.technician):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                wizards.with_user(user).create(vals)

    def test_only_managers_release_a_repair(self):
        repair = self._counter_repair()
        repair.action_validate()
        self._lend(self.shirt, repair_id=repair.id)
        for user in (self.store_user, self.lead):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                repair.with_user(user).action_after_sales_release_loan()
            with self.subTest(user=user.login), self.assertRaises(UserError):
                repair.with_user(user).after_sales_loan_release_reason = "Please"

    def test_others_see_nothing(self):
        loan = self._lend(self.shirt)
        for user in (self.picker, self.env.ref("base.public_user")):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                loan.with_user(user).read(["state"])

    def test_accountant_reads_the_loan_of_a_payment(self):
        loan = self._lend(self.shirt, deposit=20.0)
        payment = loan.payment_ids.with_user(self.accountant)
        self.assertEqual(payment.after_sales_loan_id.state, "lent")
        self.assertEqual(loan.with_user(self.accountant).payment_ids, loan.payment_ids)

    def test_slip_is_the_receipt_of_the_deposit(self):
        self.store_user.after_sales_warehouse_ids = self.warehouse
        report = self.env["ir.actions.report"].with_user(self.store_user)

        def printed(loan):
            return report._render_qweb_html("after_sales_repair_loan.report_loan_slip", loan.ids)[
                0
            ].decode()

        loan = self._lend(self.shirt, deposit=20.0, condition_out="One scratch")
        slip = printed(loan)
        for words in (loan.name, "Shirt", "One scratch", "Due back", "20.00", "Cash"):
            self.assertIn(words, slip)
        loan._take_back(amount_withheld=5.0, withheld_reason="Stain")
        slip = printed(loan)
        for words in ("Stain", "5.00", "15.00", "Came back"):
            self.assertIn(words, slip)

    def test_accountant_opens_loans(self):
        loan = self._lend(self.shirt, deposit=20.0)
        menus = self.env["ir.ui.menu"].with_user(self.accountant)._visible_menu_ids()
        self.assertIn(self.env.ref(f"{MODULE}.after_sales_loan_menu_account").id, menus)
        own = self.env["after.sales.loan"].with_user(self.accountant)
        for view in ("list", "form", "pivot", "search"):
            own.get_views([(False, view)])
        for view in ("list", "form"):
            shown = own.get_views([(False, view)])["models"][own._name]["fields"]
            own.browse(loan.ids).web_read({name: {} for name in shown})

    def test_nobody_writes_what_follows_the_buttons(self):
        loan = self.env["after.sales.loan"].with_user(self.manager).create(self.vals)
        for vals in (
            {"state": "lent"},
            {"amount_withheld": 5.0},
            {"date_returned": "2026-01-01"},
            {"name": "X"},
        ):
            with self.subTest(vals=vals), self.assertRefused("not written by hand"):
                loan.write(vals)
        with self.assertRefused("not written by hand"):
            loan.create({**self.vals, "state": "lent"})
        defaults = loan.with_context(default_state="lent").create(self.vals)
        self.assertEqual(defaults.state, "draft")
