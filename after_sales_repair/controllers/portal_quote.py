from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.sale.controllers.portal import CustomerPortal


class RepairQuotePortal(CustomerPortal):
    """The customer's answer to the quotation of a repair, on the page of Odoo's quotation."""

    def _repair_quote(self, order_id, access_token):
        """The quotation in sudo if it is a repair's and may be seen, else nothing: Odoo's own
        page answers then."""
        try:
            order = self._document_check_access("sale.order", order_id, access_token)
        except (AccessError, MissingError):
            return None
        return order if order.after_sales_repair_id else None

    @http.route()
    def portal_quote_accept(self, order_id, access_token=None, name=None, signature=None):
        token = access_token or request.httprequest.args.get("access_token")
        order = self._repair_quote(order_id, token)
        problem = order and order._after_sales_answer_problem()
        if problem:
            return {"error": problem}
        return super().portal_quote_accept(
            order_id, access_token=access_token, name=name, signature=signature
        )

    @http.route()
    def portal_quote_decline(self, order_id, access_token=None, decline_message=None, **kwargs):
        order = self._repair_quote(order_id, access_token)
        if order and order._after_sales_answer_problem():
            return request.redirect(order.get_portal_url(query_string="&message=repair_refused"))
        response = super().portal_quote_decline(
            order_id, access_token=access_token, decline_message=decline_message, **kwargs
        )
        if order and order.state == "cancel":
            order.after_sales_repair_id._on_decline_reason(decline_message)
        return response
