from odoo import fields, http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from .portal import AfterSalesPortal


class AfterSalesPortalReceipt(AfterSalesPortal):
    """Where a customer says when a parcel came: on the page of its order, or of a return."""

    @http.route(
        "/my/orders/<int:order_id>/received",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_order_received(self, order_id, access_token=None, **post):
        try:
            order = self._document_check_access("sale.order", order_id, access_token)
        except (AccessError, MissingError):
            return request.not_found()
        return self._after_sales_received(order, order._after_sales_portal_deliveries(), post)

    @http.route(
        "/my/returns/<int:return_id>/received",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_return_received(self, return_id, access_token=None, **post):
        order = self._after_sales_return(return_id, access_token)
        if not order:
            return request.not_found()
        return self._after_sales_received(order, order._after_sales_portal_deliveries(), post)

    def _after_sales_received(self, document, deliveries, post):
        """Note the day of receipt of one of ``deliveries``, and go back to the page.

        :param deliveries: the transfers, in sudo, that the customer may speak of
        """
        picking = deliveries.filtered(lambda one: str(one.id) == post.get("picking_id"))
        if not picking:
            return request.not_found()
        try:
            day = fields.Date.to_date(post.get("day") or "") or picking._after_sales_today()
            with request.env.cr.savepoint():
                picking._after_sales_confirm_receipt(day)
            answer = "&received=noted"
        except (UserError, ValueError):
            answer = "&received=refused"
        return request.redirect(document.get_portal_url(query_string=answer))
