import io

from pypdf import PdfReader

from odoo.tests import HttpCase, tagged

from ..common import AfterSalesCommon

REPORT = "after_sales_returns.action_report_return_slip"


@tagged("post_install", "-at_install")
class TestSlip(AfterSalesCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.partner_id = cls.env["res.partner"].create(
            {"name": "Returns Centre", "street": "Backway 7", "city": "Leipzig", "zip": "04103"}
        )
        cls._use_system_font()
        cls.order = cls._approve(cls._create_return(cls._sell((cls.shirt, 2))))

    @classmethod
    def _use_system_font(cls):
        """wkhtmltopdf paints web fonts as curves; only a font of the system leaves text."""
        cls.env["ir.ui.view"].create(
            {
                "name": "return slip in a system font",
                "inherit_id": cls.env.ref("after_sales_returns.report_return_slip_document").id,
                "arch": """
                    <xpath expr="//div[hasclass('page')]" position="inside">
                        <style>* { font-family: "DejaVu Sans" !important; }</style>
                    </xpath>
                """,
            }
        )

    def _text(self, order):
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        with self.allow_pdf_render():
            content, kind = reports._render_qweb_pdf(REPORT, order.ids)
        self.assertEqual(kind, "pdf")
        pages = PdfReader(io.BytesIO(content)).pages
        return self._words("".join(page.extract_text() for page in pages))

    def _words(self, text):
        """Without white space: a PDF places words, it does not space them."""
        return "".join(text.split())

    def test_slip_tells_number_address_goods_and_customer(self):
        text = self._text(self.order)
        for words in (
            self.order.name,
            "Returns Centre",
            "Backway 7",
            "Leipzig",
            self.shirt.name,
            self.customer.name,
            self.reason.name,
            "Refund",
            "cut here",
        ):
            with self.subTest(words=words):
                self.assertIn(self._words(words), text)

    def test_slip_tells_serials(self):
        (lot,) = self._create_serials(self.phone, "SN-4711")
        order = self._create_return(self._sell((self.phone, 1)), line_vals={"lot_ids": lot.ids})
        self.assertIn("SN-4711", self._text(order))

    def test_slip_has_no_label_for_a_store(self):
        self.order.transport = "store"
        text = self._text(self.order)
        self.assertNotIn(self._words("cut here"), text)
        self.assertIn(self._words("Bring it to"), text)

    def test_slip_is_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        view = self.env.ref("after_sales_returns.report_return_slip_next")
        view.update_field_translations(
            "arch_db", {"fr_FR": {"What to do next": "Que faire maintenant"}}
        )
        self.customer.lang = "fr_FR"
        self.assertIn(self._words("Que faire maintenant"), self._text(self.order))

    def test_barcode_holds_the_reference(self):
        html = self.env["ir.actions.report"]._render_qweb_html(REPORT, self.order.ids)[0].decode()
        self.assertEqual(html.count("data:image/svg+xml;base64,"), 2)
        self.assertIn(self.order._slip_barcode(280, 48), html)
        other = self.order.copy()
        self.assertNotEqual(other._slip_barcode(280, 48), self.order._slip_barcode(280, 48))

    def test_slip_is_attached_to_the_approval_mail(self):
        template = self.env.ref("after_sales_returns.mail_template_return_approved")
        with self.allow_pdf_render():
            values = template._generate_template(self.order.ids, ("report_template_ids",))
        (name, _content), *others = values[self.order.id]["attachments"]
        self.assertFalse(others)
        self.assertIn(self.order.name.replace("/", "-"), name)
