import logging
import os
import sys
from urllib.error import HTTPError
from urllib.request import urlopen

from odoo import api, models
from odoo.modules import module
from odoo.service import server as service
from odoo.tools import config

_logger = logging.getLogger(__name__)
PARAMETER = "report.url"
# The address for a new database, for instance from docker-compose.yml.
VARIABLE = "AFTER_SALES_REPORT_URL"
WAIT_SECONDS = 3


class IrActionsReport(models.Model):
    """Where the program that makes PDFs gets styles and pictures from. A process of scheduled
    jobs alone serves none itself, and the address that customers use may not lead back here:
    the system parameter ``report.url`` says where Odoo answers inside."""

    _inherit = "ir.actions.report"

    def _register_hook(self):
        """At each start: take the address from the environment, and say what is wrong."""
        super()._register_hook()
        if module.current_test or config["test_enable"]:
            return
        self._after_sales_set_report_url(os.environ.get(VARIABLE))
        problem = _is_server() and self._after_sales_report_url_problem()
        if problem:
            _logger.warning(problem)

    @api.model
    def _after_sales_set_report_url(self, url):
        """What somebody has set stands."""
        parameters = self.env["ir.config_parameter"].sudo()
        if url and not parameters.get_param(PARAMETER):
            parameters.set_param(PARAMETER, url)

    @api.model
    def _after_sales_report_url_problem(self):
        """:return: a sentence if this process makes PDFs, serves nothing and finds nobody who
        does; None if not"""
        if config["http_enable"] or not config["max_cron_threads"]:
            return None
        parameters = self.env["ir.config_parameter"].sudo()
        url = parameters.get_param(PARAMETER)
        if not url:
            return (
                "This process sends mails with PDFs and serves no HTTP: set the system parameter "
                f"{PARAMETER} to an address at which Odoo answers from here, for instance "
                "http://web:8069. Until then PDFs get their styles from "
                f"{parameters.get_param('web.base.url')}."
            )
        if not _answers(f"{url.rstrip('/')}/web/health"):
            return (
                f"Nothing answers at {url}, the system parameter {PARAMETER}: PDFs in mails have "
                "no styles. Correct it, or start the web server."
            )
        return None


def _is_server():
    """No installation by hand and no shell: what is started here stays and runs jobs."""
    in_shell = "shell" in sys.argv[:2]
    return service.server is not None and not config["stop_after_init"] and not in_shell


def _answers(address):
    try:
        with urlopen(address, timeout=WAIT_SECONDS):
            return True
    except HTTPError:
        return True  # Somebody is there.
    except (OSError, ValueError):
        return False
