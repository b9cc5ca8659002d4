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
        if order and order._after_sales_answer_problem(declining=True):
            return request.redirect(order.get_portal_url(query_string="&message=repair_refused"))
        if order and decline_message and order._after_sales_is_declinable():
            response = self._decline_late(order, decline_message)
        else:
            response = super().portal_quote_decline(
                order_id, access_token=access_token, decline_message=decline_message, **kwargs
            )
        if order and order.state == "cancel":
            order.after_sales_repair_id._on_decline_reason(decline_message)
        return response

    def _decline_late(self, order, message):
        """As Odoo declines, which it does before a quotation expires only."""
        order._action_cancel()
        # In sudo: who is not signed in may not read what is flushed later.
        order.order_line.mapped("currency_id")
        public = request.env.user._is_public()
        order.message_post(
            author_id=(order.partner_id if public else request.env.user.partner_id).id,
            body=message,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        return request.redirect(order.get_portal_url())
