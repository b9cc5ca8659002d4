from odoo.tests import HttpCase, tagged

from ..common import InspectionCommon


class ToldCase(InspectionCommon):
    def _finish(self, part, **answers):
        inspection = self._create_inspection(disposition_id=part.id)
        self._answer(inspection, **answers)
        inspection.answer_ids[0].note = "Second time this month"
        inspection.action_finish()
        return inspection


@tagged("post_install", "-at_install")
class TestInspectionCustomer(ToldCase):
    """What was found is told to the customer, in words meant for customers."""

    def _mails(self, inspections):
        return self.env["after.sales.mail"].search([("inspection_id", "in", inspections.ids)])

    def test_customer_is_told_once_for_all_that_came_back(self):
        part = self._to_sort(2)
        part.action_split()
        first, second = part.return_id.disposition_ids
        waiting = self._create_inspection(disposition_id=second.id)
        done = self._finish(first, sole="fail")
        self.assertFalse(self._mails(done))
        self._answer(waiting)
        waiting.action_finish()
        mail = self._mails(done | waiting)
        self.assertRecordValues(
            mail, [{"partner_id": self.customer.id, "state": "queued", "step": "found"}]
        )
        body = mail.template_id._render_field("body_html", waiting.ids)[waiting.id]
        self.assertIn("The sole is open.", body)
        self.assertIn("The sole is firm.", body)
        self.assertNotIn("Second time", body)

    def test_mail_is_sent_from_the_outbox(self):
        inspection = self._finish(self._to_sort(), sole="fail")
        mail = self._mails(inspection)
        mail.template_id.report_template_ids = False
        mail._send()
        self.assertEqual(mail.state, "sending")
        self.assertIn("The sole is open.", mail.mail_mail_id.body_html)

    def test_nothing_to_tell(self):
        items = [{"name": "Sole"}]
        checklist = self._create_checklist(
            name="Silent", sequence=1, item_ids=[(0, 0, item) for item in items]
        )
        inspection = self._create_inspection(disposition_id=self._to_sort().id)
        inspection.save_answer(checklist.item_ids.id, "pass")
        inspection.action_finish()
        self.assertFalse(self._mails(inspection))

    def test_nobody_is_told_of_other_occasions(self):
        self._create_checklist(name="Lab", occasion="laboratory")
        inspection = self._create_inspection(
            disposition_id=self._to_sort().id, occasion="laboratory"
        )
        for item in inspection.checklist_id.item_ids:
            value = {"Sole": "pass", "Shaft": "pass", "Gap": 1.0, "Stains": 0, "Remarks": "-"}
            inspection.save_answer(
                item.id, item.choice_ids[:1].id if item.choice_ids else value[item.name]
            )
        inspection.action_finish()
        self.assertFalse(self._mails(inspection))

    def test_report_speaks_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.customer.lang = "zh_CN"
        checklist = self._create_checklist(use=False, name="Two languages", sequence=1)
        item = self._item("Sole", checklist).with_context(lang="zh_CN")
        item.write({"name": "鞋底", "customer_fail": "鞋底开胶。"})
        checklist.action_use()
        inspection = self._create_inspection(disposition_id=self._to_sort().id)
        inspection.save_answer(
            item.id, "fail", photos=[self._photo()], note="Second time this month"
        )
        report = self.env["ir.actions.report"]
        html, _kind = report._render_qweb_html(
            "after_sales_inspection.report_inspection", inspection.ids
        )
        page = html.decode()
        for words in ("鞋底", "鞋底开胶。", "data:image/png;base64"):
            self.assertIn(words, page)
        self.assertNotIn("Second time", page)


@tagged("post_install", "-at_install")
class TestInspectionPortal(ToldCase, HttpCase):
    def test_tracking_page_says_what_was_found(self):
        part = self._to_sort()
        self._finish(part, sole="fail")
        page = self.url_open(part.return_id.get_portal_url()).text
        self.assertIn("The sole is open.", page)
        self.assertNotIn("Second time", page)

    def test_tracking_page_is_silent_before(self):
        part = self._to_sort()
        inspection = self._create_inspection(disposition_id=part.id)
        self._answer(inspection, sole="fail")
        page = self.url_open(part.return_id.get_portal_url()).text
        self.assertNotIn("The sole is open.", page)
        self.assertNotIn("What we found", page)
