import base64

from odoo import models
from odoo.tools.safe_eval import safe_eval, time


class MailTemplate(models.Model):
    """The papers of many mails of ours at once are rendered together, not one by one."""

    _inherit = "mail.template"

    def _generate_template_attachments(self, res_ids, render_fields, render_results=None):
        """:return: dict id → dict with ``attachments``, a list of (name, base64 of the content)"""
        reports = self._after_sales_papers() if "report_template_ids" in render_fields else None
        if not reports or len(res_ids) < 2:
            return super()._generate_template_attachments(res_ids, render_fields, render_results)
        others = [name for name in render_fields if name != "report_template_ids"]
        results = super()._generate_template_attachments(res_ids, others, render_results)
        for report in reports:
            for res_id, content in report._after_sales_pdfs(res_ids).items():
                paper = (self._after_sales_paper_name(report, res_id), base64.b64encode(content))
                results[res_id].setdefault("attachments", []).append(paper)
        return results

    def _after_sales_papers(self):
        """:return: the reports that go with mails of ours, if all of them can be rendered so"""
        ours = self.env.registry.descendants(["after.sales.addressee.mixin"], "_inherit")
        reports = self.report_template_ids
        fit = self.model in ours and all(one.report_type == "qweb-pdf" for one in reports)
        return reports if fit else reports.browse()

    def _after_sales_paper_name(self, report, res_id):
        record = self.env[self.model].browse(res_id)
        name = report.print_report_name
        name = safe_eval(name, {"object": record, "time": time}) if name else report.name
        return f"{name}.pdf"
