from odoo import http
from odoo.http import request

from .portal import AfterSalesPortal
from .upload import FILE_BYTES, PAPERS, read_files, uploaded

FILE_COUNT = 3
# All files together with the rest of the form.
REQUEST_BYTES = (FILE_COUNT + 1) * FILE_BYTES


class AfterSalesPortalSending(AfterSalesPortal):
    """Where a customer proves that the goods were sent back."""

    @http.route(
        "/my/returns/<int:return_id>/sent",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
        max_content_length=REQUEST_BYTES,
    )
    def portal_return_sent(self, return_id, access_token=None, tracking="", **post):
        order = self._after_sales_return(return_id, access_token)
        if not order or not order._portal_is_sendable():
            return request.not_found()
        tracking = tracking.strip()[:100]
        proofs, problems = self._after_sales_proofs(order)
        if problems or not (tracking or proofs):
            values = self._after_sales_page_values(order, access_token)
            words = problems or [
                request.env._("Enter the tracking reference, or attach the carrier's receipt.")
            ]
            return request.render(
                "after_sales_returns.portal_my_return",
                {**values, "sending_problems": words, "tracking": tracking},
            )
        order._portal_prove_sending(tracking, proofs)
        return request.redirect(order.get_portal_url(query_string="&sent=noted"))

    def _after_sales_proofs(self, order):
        """:return: (list of values of attachments, list of sentences)"""
        files = uploaded(request.httprequest.files, "proofs")
        if len(files) + len(order.sending_proof_ids) > FILE_COUNT:
            return [], [request.env._("At most %(count)s files fit.", count=FILE_COUNT)]
        return read_files(request.env, files, "sent", PAPERS, self._after_sales_no_proof)

    def _after_sales_no_proof(self, name):
        return request.env._(
            "“%(file)s” is nothing that we can read: send PDF, PNG, JPEG or WebP.", file=name
        )
