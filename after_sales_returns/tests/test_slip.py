import io

from pypdf import PdfReader

from odoo.tests import HttpCase, tagged

from .common import AfterSalesCommon

REPORT = "after_sales_returns.action_report_return_slip"


@tagged("post_install", "-at_install")
class TestSlip(AfterSalesCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.partner_id = cls.env["res.partner"].create(
            {"name": "Returns Centre", "street": "Backway 7", "city": "Leipzig", "zip": "04103"}
        )
        cls.order = cls._approve(cls._create_return(cls._sell((cls.shirt, 2))))

    def _text(self, order):
        with self.allow_pdf_render():
            content, kind = self.env["ir.actions.report"]._render_qweb_pdf(REPORT, order.ids)
        self.assertEqual(kind, "pdf")
        reader = PdfReader(io.BytesIO(content))
        return "\n".join(page.extract_text() for page in reader.pages)

    def test_slip_tells_number_address_goods_and_customer(self):
        text = self._text(self.order)
        for words in (
            self.order.name, "Returns Centre", "Backway 7", "Leipzig", self.shirt.name,
            self.customer.name, self.reason.name, "Refund", "cut here",
        ):
            with self.subTest(words=words):
                self.assertIn(words, text)

    def test_slip_tells_serials(self):
        (lot,) = self._create_serials(self.phone, "SN-4711")
        order = self._create_return(self._sell((self.phone, 1)), line_vals={"lot_ids": lot.ids})
        self.assertIn("SN-4711", self._text(order))

    def test_slip_has_no_label_for_a_store(self):
        self.order.transport = "store"
        text = self._text(self.order)
        self.assertNotIn("cut here", text)
        self.assertIn("Bring it to", text)

    def test_slip_is_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        view = self.env.ref("after_sales_returns.report_return_slip_next")
        view.with_context(lang="en_US")
        view.update_field_translations(
            "arch_db", {"fr_FR": {"What to do next": "Que faire maintenant"}}
        )
        self.customer.lang = "fr_FR"
        self.assertIn("Que faire maintenant", self._text(self.order))

    def test_barcode_holds_the_reference(self):
        html = self.env["ir.actions.report"]._render_qweb_html(REPORT, self.order.ids)[0].decode()
        self.assertEqual(html.count("data:image/svg+xml;base64,"), 2)
        self.assertIn(self.order._slip_barcode(280, 48), html)
        other = self.order.copy()
        self.assertNotEqual(other._slip_barcode(280, 48), self.order._slip_barcode(280, 48))

    def test_slip_is_attached_to_the_approval_mail(self):
        template = self.env.ref("after_sales_returns.mail_template_return_approved")
        with self.allow_pdf_render():
            values = template._generate_template(self.order.ids, ("attachment_ids", "subject"))
        (name, _content), *others = values[self.order.id]["attachments"]
        self.assertFalse(others)
        self.assertIn(self.order.name.replace("/", "-"), name)
