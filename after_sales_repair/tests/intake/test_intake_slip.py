import base64
import io

from pypdf import PdfReader

from odoo.tests import HttpCase, tagged

from odoo.addons.after_sales_returns.tests.common import PIXEL

from ..common import RepairCommon
from .common import REPORT


@tagged("post_install", "-at_install")
class TestIntakeSlip(RepairCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # wkhtmltopdf paints web fonts as curves; only a font of the system leaves text.
        cls.env["ir.ui.view"].create(
            {
                "name": "intake slip in a system font",
                "inherit_id": cls.env.ref(
                    "after_sales_repair.report_repair_intake_slip_document"
                ).id,
                "arch": """
                    <xpath expr="//div[hasclass('page')]" position="inside">
                        <style>* { font-family: "DejaVu Sans" !important; }</style>
                    </xpath>
                """,
            }
        )
        cls.repair = cls._counter_repair(
            cls.phone,
            "IMEI-4711",
            item_condition="Scratches on the glass",
            accessories="Charger and case",
            date_promised="2026-12-24 12:00:00",
        )
        cls.repair.action_validate()

    def _html(self, repair, report=REPORT):
        return self.env["ir.actions.report"]._render_qweb_html(report, repair.ids)[0].decode()

    def test_slip_tells_item_condition_and_promise(self):
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        with self.allow_pdf_render():
            content, kind = reports._render_qweb_pdf(REPORT, self.repair.ids)
        self.assertEqual(kind, "pdf")
        pages = PdfReader(io.BytesIO(content)).pages
        text = "".join("".join(page.extract_text() for page in pages).split())
        for words in (
            self.repair.name,
            "IMEI-4711",
            "Scratches on the glass",
            "Charger and case",
            "Seam open",
            "12/24/2026",
            self.customer.name,
            self.warehouse.name,
        ):
            with self.subTest(words=words):
                self.assertIn("".join(words.split()), text)

    def test_barcode_holds_the_reference(self):
        html = self._html(self.repair)
        self.assertIn(self.repair._slip_barcode(280, 48), html)

    def test_signature_is_printed_once_given(self):
        self.assertNotIn('alt="Signature"', self._html(self.repair))
        self.repair.intake_signature = base64.b64encode(PIXEL)
        self.assertIn('alt="Signature"', self._html(self.repair))

    def test_button_prints(self):
        self._create_users()
        action = self.repair.with_user(self.store_user).action_print_intake_slip()
        self.assertEqual(action["report_name"], "after_sales_repair.report_repair_intake_slip")

    def test_store_user_renders_it(self):
        self._create_users()
        reports = self.env["ir.actions.report"].with_user(self.store_user)
        html = reports._render_qweb_html(REPORT, self.repair.ids)[0].decode()
        self.assertIn("IMEI-4711", html)

    def test_nothing_technical_is_printed(self):
        for repair in self.repair, self._store_item():
            for report in REPORT, "after_sales_repair.report_repair_work":
                with self.subTest(report=report, origin=repair.after_sales_origin):
                    html = self._html(repair, report)
                    self.assertNotIn("res.partner(", html)
                    self.assertIn(repair.name, html)

    def test_item_of_a_store_has_no_customer_who_signs(self):
        html = self._html(self._store_item())
        self.assertIn("Defect of store stock", html)
        for words in ("Customer", "Signature of the customer", "the code that I get"):
            with self.subTest(words=words):
                self.assertIn(words, self._html(self.repair))
                self.assertNotIn(words, html)
        report = "after_sales_repair.report_repair_work"
        self.assertIn("Customer", self._html(self.repair, report))
        self.assertNotIn("Customer", self._html(self._store_item(), report))

    def _store_item(self):
        repair = self._counter_repair(self.shoe, after_sales_origin="store", partner_id=False)
        repair.action_validate()
        return repair

    def test_quotation_names_the_repair(self):
        self._diagnose(self.repair, under_warranty=False)
        self.repair.estimate_hours = 1
        self.repair.action_quote()
        html = self.env["ir.actions.report"]._render_qweb_html(
            "sale.action_report_saleorder", self.repair.sale_order_id.ids
        )[0]
        self.assertIn("IMEI-4711", html.decode())
