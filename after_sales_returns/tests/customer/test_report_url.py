from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import config

from ..common import AfterSalesCommon

ANSWERS = "odoo.addons.after_sales_returns.models.customer.ir_actions_report_url._answers"


@tagged("post_install", "-at_install")
class TestReportUrl(AfterSalesCommon):
    """A process of scheduled jobs alone says at its start where PDFs get no styles."""

    def _problem(self, http=False, jobs=2, url="http://web:8069", answers=True):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("report.url", url)
        options = {"http_enable": http, "max_cron_threads": jobs}
        with patch.dict(config.options, options), patch(ANSWERS, return_value=answers) as asked:
            problem = self.env["ir.actions.report"]._after_sales_report_url_problem()
        if asked.called:
            asked.assert_called_once_with("http://web:8069/web/health")
        return problem

    def test_sentences(self):
        self.assertIn("set the system parameter report.url", self._problem(url=False))
        self.assertIn("Nothing answers at http://web:8069", self._problem(answers=False))
        for fine in ({}, {"http": True, "url": False}, {"jobs": 0, "url": False}):
            with self.subTest(fine):
                self.assertFalse(self._problem(**fine))

    def test_the_address_of_the_environment_is_for_a_new_database(self):
        reports, parameters = self.env["ir.actions.report"], self.env["ir.config_parameter"]
        parameters.set_param("report.url", False)
        reports._after_sales_set_report_url("http://web:8069")
        self.assertEqual(parameters.get_param("report.url"), "http://web:8069")
        reports._after_sales_set_report_url("http://other:8069")
        self.assertEqual(parameters.get_param("report.url"), "http://web:8069")
