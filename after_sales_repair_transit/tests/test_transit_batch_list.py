import io

from pypdf import PdfReader

from odoo.tests import HttpCase, tagged

from .common import TransitCommon

REPORT = "after_sales_repair_transit.action_report_packing_list"


@tagged("post_install", "-at_install")
class TestPackingList(TransitCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # wkhtmltopdf paints web fonts as curves; only a font of the system leaves text.
        cls.env["ir.ui.view"].create(
            {
                "name": "packing list in a system font",
                "inherit_id": cls.env.ref(
                    "after_sales_repair_transit.report_packing_list_document"
                ).id,
                "arch": """
                    <xpath expr="//div[hasclass('page')]" position="inside">
                        <style>* { font-family: "DejaVu Sans" !important; }</style>
                    </xpath>
                """,
            }
        )
        cls.repair = cls._store_repair(cls.phone, "IMEI-9", accessories="Charger")
        cls.batch = cls._pack(cls.repair | cls._store_repair(), carrier="DHL", parcel_count=2)

    def _words(self, text):
        """Without white space: a PDF places words, it does not space them."""
        return "".join(text.split())

    def test_packing_list_tells_who_what_and_where_to(self):
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        with self.allow_pdf_render():
            content, kind = reports._render_qweb_pdf(REPORT, self.batch.ids)
        self.assertEqual(kind, "pdf")
        pages = PdfReader(io.BytesIO(content)).pages
        text = self._words("".join(page.extract_text() for page in pages))
        names = self.batch.repair_ids.mapped("name")
        for words in (self.batch.name, "Berlin", "IMEI-9", "Charger", "DHL", *names):
            with self.subTest(words=words):
                self.assertIn(self._words(words), text)
        self.assertIn(self._words(self.workshop.name), text)

    def test_each_repair_has_its_barcode(self):
        html = self.env["ir.actions.report"]._render_qweb_html(REPORT, self.batch.ids)[0]
        self.assertEqual(html.decode().count("data:image/svg+xml;base64,"), 3)
        barcode = self.batch._barcode(self.repair.name, 170, 30)
        self.assertIn(barcode, html.decode())

    def test_store_staff_print_it(self):
        self._create_users()
        own = self.batch.with_user(self.store_user)
        html = self.env["ir.actions.report"].with_user(self.store_user)
        self.assertIn(own.name, html._render_qweb_html(REPORT, own.ids)[0].decode())
