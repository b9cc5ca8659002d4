import io
from datetime import timedelta
from unittest.mock import Mock, patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from odoo.addons.base.models import ir_actions_report
from odoo.addons.mail.tests.common import MailCommon

from ..common import AfterSalesCommon

UNDELIVERED = "after_sales_returns.mail_activity_data_undelivered"
LOGS = (
    "odoo.addons.mail.models.mail_mail",
    "odoo.addons.mail.models.mail_thread",
    "odoo.addons.after_sales_returns.models.customer.after_sales_mail_send",
)


class OutboxCase(AfterSalesCommon, MailCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.env["after.sales.mail"].search([]).unlink()
        cls.sale = cls._sell((cls.shirt, 20))

    def _requested(self, **vals):
        order = self._create_return(self.sale, {self.shirt: 1}, user_id=self.clerk.id, **vals)
        order.action_request()
        return order

    def _mails(self, orders):
        return self.env["after.sales.mail"].search([("return_id", "in", orders.ids)])

    def _post(self, mails, refusal=None):
        """Send what is owed, by a server that takes it or answers ``refusal``."""
        mails._send()
        queued = mails.mail_mail_id
        with self.mock_mail_gateway(mail_unlink_sent=True), mute_logger(*LOGS):
            if refusal:
                self.send_email_mocked.side_effect = refusal
            queued.send()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestOutbox(OutboxCase):
    """What became of each mail is seen, and who answers for it hears what did not arrive."""

    def test_sent(self):
        mails = self._mails(self._requested())
        self.assertRecordValues(mails, [{"state": "queued", "partner_id": self.customer.id}])
        mails._send()
        self.assertEqual(mails.state, "sending")
        self._post(mails)
        self.assertRecordValues(mails, [{"state": "sent", "error": False}])
        self.assertTrue(mails.date_sent and mails.message_ref)
        self.assertFalse(mails.mail_mail_id, "Odoo deletes what it has sent")

    def test_a_refusal_stays_visible_and_is_told(self):
        order = self._requested()
        mails = self._mails(order)
        self._post(mails, OSError("550 no such user"))
        self.assertRecordValues(mails, [{"state": "failed", "error": "550 no such user"}])
        activity = order.activity_search([UNDELIVERED])
        self.assertEqual(activity.user_id, self.clerk)
        self.assertIn("Return: Request received", activity.summary)
        self.assertTrue(order.mail_undelivered)
        order.with_user(self.clerk).action_send_mails_again()
        self.assertFalse(order.mail_undelivered)
        self.assertFalse(order.activity_search([UNDELIVERED]))
        self._post(mails)
        self.assertEqual(mails.state, "sent")

    def test_an_address_that_is_none(self):
        """Odoo deletes such a mail without a word."""
        order = self._requested()
        mails = self._mails(order)
        mails._send()
        self.customer.email = "nobody"
        self._post(mails)
        self.assertEqual(mails.state, "failed")
        self.assertTrue(mails.error)
        self.assertTrue(order.activity_search([UNDELIVERED]))

    def test_a_bounce(self):
        order = self._requested()
        mails = self._mails(order)
        self._post(mails)
        reference = mails.message_ref
        bounce = f"""From: MAILER-DAEMON@mx.example
To: bounce@{self.alias_domain}
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce-1@mx.example>
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Mailbox full
--b
Content-Type: message/rfc822

Message-ID: {reference}
Subject: x

x
--b--
"""
        with mute_logger(*LOGS):
            self.env["mail.thread"].message_process(False, bounce)
        self.assertEqual(mails.state, "failed")
        self.assertIn("Mailbox full", mails.error)
        self.assertEqual(order.activity_search([UNDELIVERED]).user_id, self.clerk)

    def test_deleted_from_odoos_queue(self):
        order = self._requested()
        mails = self._mails(order)
        mails._send()
        mails.mail_mail_id.unlink()
        self.env.invalidate_all()
        self.assertEqual(mails.state, "failed")
        note = order.activity_search([UNDELIVERED]).note
        self.assertIn("Send it again from the outbox", note)
        self.assertNotIn("address", note)

    def test_cancelled_in_odoos_queue(self):
        order = self._requested()
        mails = self._mails(order)
        mails._send()
        mails.mail_mail_id.cancel()
        words = "It was cancelled in the queue of outgoing mails."
        self.assertRecordValues(mails, [{"state": "failed", "error": words}])
        note = order.activity_search([UNDELIVERED]).note
        self.assertIn("Send it again from the outbox", note)
        self.assertNotIn("address", note)
        order.action_send_mails_again()
        self._post(mails)
        self.assertEqual(mails.state, "sent")

    def test_one_that_cannot_be_rendered_stops_no_other(self):
        good, bad = self._requested(), self._requested()
        template = self.env.ref("after_sales_returns.mail_template_return_requested")
        self.patch(
            self.registry["mail.template"], "_check_can_be_rendered", lambda self, **kwargs: None
        )
        template.body_html = f'<p t-out="object.name if object.id != {bad.id} else object.none"/>'
        with mute_logger(*LOGS, "odoo.addons.mail.models.mail_render_mixin"):
            self._mails(good | bad)._send()
        self.assertEqual(self._mails(good).state, "sending")
        self.assertEqual(self._mails(bad).state, "failed")
        self.assertTrue(bad.activity_search([UNDELIVERED]))

    def test_who_left_signs_no_mail(self):
        order = self._requested()
        self.clerk.write({"email": "clerk@example.com", "active": False})
        mails = self._mails(order)
        mails._send()
        self.assertEqual(mails.mail_mail_id.email_from, self.company.email_formatted)

    # After a cancellation -------------------------------------------------------------------

    def test_nothing_is_sent_after_cancel(self):
        waiting, handed_over = self._requested(), self._requested()
        self._mails(handed_over)._send()
        queued = self._mails(handed_over).mail_mail_id
        (waiting | handed_over).action_cancel()
        self.assertEqual(set(self._mails(waiting | handed_over).mapped("state")), {"cancelled"})
        self.assertEqual(queued.state, "cancel")
        self._mails(waiting)._send()
        self.assertFalse(self._mails(waiting).mail_mail_id)

    def test_a_refusal_that_was_taken_back_is_not_sent(self):
        order = self._requested()
        order.refusal_reason = "Worn."
        order.action_refuse()
        order.action_reset()
        order.action_request()
        mails = self._mails(order)
        self.assertEqual(
            mails.mapped(lambda mail: (mail.step, mail.state)),
            [("requested", "cancelled"), ("refused", "cancelled"), ("requested", "queued")],
        )

    # Who may --------------------------------------------------------------------------------

    def test_who_sends_again(self):
        order = self._requested()
        mails = self._mails(order)
        self._post(mails, OSError("down"))
        with self.assertRaises(AccessError):
            order.with_user(self.sorter).action_send_mails_again()
        with self.assertRaises(AccessError):
            mails.with_user(self.picker).action_retry()
        mails.with_user(self.manager).action_retry()
        self.assertEqual(mails.state, "queued")

    def test_what_was_sent_long_ago_is_forgotten(self):
        mails = self._mails(self._requested())
        self._post(mails)
        mails.flush_recordset()
        old = fields.Datetime.now() - timedelta(days=91)
        self.env.cr.execute("UPDATE after_sales_mail SET write_date = %s", [old])
        self.env.invalidate_all()
        mails._gc_sent()
        self.assertFalse(mails.exists())


@tagged("post_install", "-at_install")
class TestOutboxTogether(OutboxCase):
    """Mails are rendered together, their slips in one call for each language."""

    def _approved(self, **vals):
        order = self._create_return(self.sale, {self.shirt: 1}, **vals)
        order.with_context(tracking_disable=True).action_request()
        if order.state == "requested":
            order.action_approve()
        return order

    def test_one_call_of_the_pdf_program_per_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        french = self.env["res.partner"].create(
            {"name": "Luc", "email": "luc@example.com", "lang": "fr_FR"}
        )
        orders = self._approved() | self._approved() | self._approved()
        for line_sale in (self._sell((self.shirt, 5), partner_id=french.id),) * 2:
            order = self._create_return(line_sale, {self.shirt: 1}, partner_id=french.id)
            orders |= self._approve(order)
        # A slip of two pages among those of one.
        orders[1].line_ids.reason_id = self.reason.copy({"name": "A long story " * 300})
        mails = self._mails(orders).filtered(lambda mail: mail.step == "approved")
        reports = self.registry["ir.actions.report"]
        with (
            patch.object(
                reports, "_run_wkhtmltopdf", autospec=True, side_effect=reports._run_wkhtmltopdf
            ) as run,
            self.allow_pdf_render(),
        ):
            mails.with_context(force_report_rendering=True)._send()
        self.assertEqual(run.call_count, 2, "one call for English, one for French")
        self.assertEqual(set(mails.mapped("state")), {"sending"})
        for mail in mails:
            slip = mail.mail_mail_id.attachment_ids
            self.assertEqual(len(slip), 1)
            self.assertIn(mail.return_id.name.replace("/", "-"), slip.name)
            self.assertEqual(slip.mimetype, "application/pdf")
        pages = [
            len(PdfFileReader(io.BytesIO(mail.mail_mail_id.attachment_ids.raw)).pages)
            for mail in mails
        ]
        self.assertEqual(pages, [1, 2, 1, 1, 1])

    def test_a_patched_pdf_program_writes_headers_of_each(self):
        """Odoo's own way is one call, too."""
        orders = self._approved() | self._approved()
        report = self.env.ref("after_sales_returns.action_report_return_slip")
        reports = self.registry["ir.actions.report"]
        calls = []

        def render(_self, _report, _data, res_ids=None):
            calls.append(res_ids)
            return {res_id: {"stream": io.BytesIO(b"%d" % res_id)} for res_id in res_ids}

        with (
            patch.object(ir_actions_report, "_wkhtml", return_value=Mock(is_patched_qt=True)),
            patch.object(reports, "_render_qweb_pdf_prepare_streams", render),
        ):
            pdfs = report.with_context(force_report_rendering=True)._after_sales_pdfs(orders.ids)
        self.assertEqual(calls, [orders.ids])
        self.assertEqual(pdfs, {order.id: b"%d" % order.id for order in orders})

    def test_queries_do_not_grow_with_the_mails(self):
        """Beside what Odoo does for each mail."""
        few, many = self._requested(), self.env["after.sales.return"]
        for _more in range(9):
            many |= self._requested()
        self.env.flush_all()
        self._mails(self._requested())._send()  # fills the caches

        def count(orders):
            mails = self._mails(orders)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            mails._send()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        one, nine = count(few), count(many)
        self.assertLess(nine, one + 9 * 12)

    def test_the_same_document_twice(self):
        order = self._requested()
        mails = self._mails(order) | self._mails(order).copy({"state": "queued"})
        mails._send()
        self.assertEqual(mails.mapped("state"), ["sending", "sending"])
        self.assertEqual(len(mails.mail_mail_id), 2)
