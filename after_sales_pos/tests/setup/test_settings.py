from odoo.tests import Form, new_test_user, tagged

from ..common import TillCommon

VALUES = {
    "returns": True,
    "refund": False,
    "store_credit": False,
    "exchange": False,
    "centre": True,
    "ask_grade": False,
    "no_receipt": "no",
    "other_tender": "yes",
    "max_amount": 75.0,
    "offline_max": 25.0,
}


@tagged("post_install", "-at_install")
class TestSettings(TillCommon):
    """What each till allows, as its manager sets it up."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(
            cls.env,
            "till_settings",
            groups="base.group_system,point_of_sale.group_pos_manager,"
            "stock.group_stock_manager,account.group_account_manager",
        )

    def _fill(self, form, prefix):
        for name, value in VALUES.items():
            form[f"{prefix}after_sales_{name}"] = value
        form[f"{prefix}after_sales_centre_id"] = self.warehouse

    def _assertWritten(self):
        values = {f"after_sales_{name}": value for name, value in VALUES.items()}
        self.assertRecordValues(self.till, [{**values, "after_sales_centre_id": self.warehouse.id}])
        self.assertTrue(self.other_till.after_sales_refund)

    def test_settings_of_the_point_of_sale_are_written_to_the_till(self):
        settings = self.env["res.config.settings"].with_user(self.admin)
        form = Form(settings.with_context(pos_config_id=self.till.id))
        form.pos_config_id = self.till
        self._fill(form, "pos_")
        form.save().execute()
        self._assertWritten()

    def test_form_of_the_till_writes_them(self):
        with Form(self.till.with_user(self.admin)) as form:
            self._fill(form, "")
        self._assertWritten()

    def test_terms_are_hidden_without_returns(self):
        with Form(self.till.with_user(self.admin)) as form:
            form.after_sales_returns = False
            with self.assertRaisesRegex(AssertionError, "invisible"):
                form.after_sales_refund = False
        self.assertFalse(self.till.after_sales_returns)

    def test_centre_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other company"})
        foreign = self.env["stock.warehouse"].search([("company_id", "=", other.id)], limit=1)
        with self.assertRefused("company"):
            self.till.after_sales_centre_id = foreign
