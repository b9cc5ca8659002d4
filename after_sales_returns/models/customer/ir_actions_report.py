import base64
import io

from lxml import etree, html
from PIL import Image

from odoo import models
from odoo.modules import module
from odoo.tools import config
from odoo.tools.pdf import PdfFileReader, PdfFileWriter

from odoo.addons.base.models import ir_actions_report

# A picture of a size that nobody prints: the page on which it stands begins a document.
MARK_SIZE = (13, 1)
ARTICLE = "//div[contains(concat(' ', normalize-space(@class), ' '), ' article ')]"


class IrActionsReport(models.Model):
    """Papers of many records in one call of the PDF program, which takes most of its time to
    start and to load the styles.

    Odoo splits such a PDF by its outlines, which only a patched program writes. For the others
    a picture marks the page on which a record begins.
    """

    _inherit = "ir.actions.report"

    def _after_sales_pdfs(self, res_ids):
        """Render the records together; what cannot be told apart is rendered by itself.

        :return: dict id → bytes of its PDF, in order
        """
        self.ensure_one()
        ids = list(dict.fromkeys(res_ids))
        pdfs = {}
        if self._after_sales_prints():
            patched = ir_actions_report._wkhtml().is_patched_qt
            split = self._after_sales_odoo_split if patched else self._after_sales_split_pdf
            pdfs = split(ids)
        if pdfs.keys() != set(ids):
            pdfs = {}
        return {
            res_id: pdfs.get(res_id) or self._render_qweb_pdf(self, [res_id])[0] for res_id in ids
        }

    def _after_sales_prints(self):
        """Whether PDFs are made here: tests make do with the text unless they ask for them."""
        testing = module.current_test or config["test_enable"]
        return not testing or self.env.context.get("force_report_rendering")

    def _after_sales_odoo_split(self, ids):
        """Odoo's own way, which a patched program needs: each record has its header, footer and
        page numbers.

        :return: dict id → bytes, or an empty one where the pages cannot be told apart
        """
        report = self.with_context(webp_as_jpg=True)
        streams = report._render_qweb_pdf_prepare_streams(self, {}, res_ids=ids)
        if streams.keys() - set(ids):
            return {}
        return {res_id: one["stream"].getvalue() for res_id, one in streams.items()}

    def _after_sales_split_pdf(self, ids):
        """:return: dict id → bytes, or an empty one where the pages cannot be told apart"""
        report = self.with_context(debug=False, webp_as_jpg=True)
        data = {"report_type": "pdf", "debug": False}
        text = report._render_qweb_html(self, ids, data=data)[0]
        joined, order = self._after_sales_join(text)
        if sorted(order) != sorted(ids):
            return {}
        bodies, _ids, header, footer, arguments = report._prepare_html(
            joined, report_model=self.model
        )
        content = report._run_wkhtmltopdf(
            bodies,
            report_ref=self,
            header=header,
            footer=footer,
            specific_paperformat_args=arguments,
        )
        return dict(zip(order, _split_at_marks(content, len(order)), strict=False))

    def _after_sales_join(self, text):
        """Put the articles of a report, one for each record, into the first.

        :return: (text, list of the ids in the order of their articles)
        """
        root = html.fromstring(text, parser=html.HTMLParser(encoding="utf-8"))
        articles = root.xpath(ARTICLE)
        order = [int(article.get("data-oe-id") or 0) for article in articles]
        for article in articles:
            article.insert(0, etree.Element("img", src=_mark(), style="width: 1px; height: 1px;"))
        for article in articles[1:]:
            page = etree.SubElement(articles[0], "div", style="page-break-before: always;")
            page.extend(list(article))
            article.drop_tree()
        return html.tostring(root, encoding="unicode"), order


def _mark():
    picture = io.BytesIO()
    Image.new("RGB", MARK_SIZE, (255, 255, 255)).save(picture, "png")
    return "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode()


def _split_at_marks(content, count):
    """:return: list of ``count`` PDFs, or an empty one if not so many marks are in ``content``"""
    parts, pages = [], PdfFileReader(io.BytesIO(content)).pages
    for page in pages:
        if _is_marked(page):
            parts.append(PdfFileWriter())
        if not parts:
            return []
        parts[-1].addPage(page)
    return [_as_bytes(part) for part in parts] if len(parts) == count else []


def _is_marked(page):
    pictures = page["/Resources"].get("/XObject") or {}
    sizes = {
        (picture.get_object().get("/Width"), picture.get_object().get("/Height"))
        for picture in pictures.values()
    }
    return MARK_SIZE in sizes


def _as_bytes(writer):
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
