import secrets

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal import AfterSalesPortal
from .portal_request_form import ReturnForm

# All photos of a request together; beyond it the server answers 413 before it reads them.
REQUEST_BYTES = 100 * 1024 * 1024
FORMS = "after_sales_return_forms"
FORM_COUNT = 20


class AfterSalesPortalRequest(AfterSalesPortal):
    """How a customer asks for a return: choose an order, fill in the form, send it."""

    @http.route(
        ["/my/returns/new", "/my/returns/new/page/<int:page>"],
        type="http",
        auth="public",
        methods=["GET", "POST"],
        website=True,
        max_content_length=REQUEST_BYTES,
    )
    def portal_new_return(self, order_id=None, access_token=None, page=1, **post):
        if not order_id:
            return self._after_sales_choose_order(page)
        order = self._after_sales_sale_order(order_id, access_token)
        if not order:
            return request.redirect("/my")
        if request.httprequest.method != "POST":
            return self._after_sales_form_page(ReturnForm(order), access_token)
        token = post.get("form_token")
        forms = request.session.get(FORMS, {})
        if forms.get(token):
            sent = request.env["after.sales.return"].sudo().browse(forms[token]).exists()
            if sent.sale_order_ids == order:
                return request.redirect(sent.get_portal_url(query_string="&success=requested"))
        form = ReturnForm(order, post, request.httprequest.files)
        if token not in forms or forms[token]:
            form.problems.append(
                request.env._("This form was open for too long. Check it and send it again.")
            )
        sent = self._after_sales_send(form)
        if not sent:
            return self._after_sales_form_page(form, access_token, token)
        request.session[FORMS] = {**forms, token: sent.id}
        return request.redirect(sent.get_portal_url(query_string="&success=requested"))

    def _after_sales_sale_order(self, order_id, access_token):
        """Return the sales order in sudo, or nothing: neither its owner nor a token."""
        try:
            return self._document_check_access("sale.order", int(order_id), access_token)
        except (AccessError, MissingError, ValueError, OverflowError):
            return None

    # Choosing the order -------------------------------------------------------------------

    def _after_sales_delivered_domain(self):
        commercial = request.env.user.partner_id.commercial_partner_id
        return Domain(
            [
                ("partner_id", "child_of", commercial.ids),
                ("state", "=", "sale"),
                ("order_line.qty_delivered", ">", 0),
            ]
        )

    def _after_sales_choose_order(self, page):
        if request.env.user._is_public():
            return request.redirect("/web/login?redirect=/my/returns/new")
        orders = request.env["sale.order"]
        domain = self._after_sales_delivered_domain()
        readable = orders.has_access("read")
        pager = portal_pager(
            url="/my/returns/new",
            total=orders.search_count(domain) if readable else 0,
            page=page,
            step=self._items_per_page,
        )
        if readable:
            orders = orders.search(
                domain,
                order="date_order desc, id desc",
                limit=self._items_per_page,
                offset=pager["offset"],
            )
        left = orders.sudo().order_line._after_sales_returnable_quantities()
        returnable = {line_id for line_id, _product_id in left}
        return request.render(
            "after_sales_returns.portal_choose_order",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "after_sales_return_new",
                "pager": pager,
                "orders": orders.sudo(),
                "returnable_lines": {
                    order: order.order_line.filtered(lambda line: line.id in returnable)
                    for order in orders.sudo()
                },
            },
        )

    # The form -----------------------------------------------------------------------------

    def _after_sales_form_page(self, form, access_token, token=None):
        return request.render(
            "after_sales_returns.portal_new_return",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "after_sales_return_new",
                "form": form,
                "access_token": access_token,
                "form_token": self._after_sales_form_token(token),
            },
        )

    def _after_sales_form_token(self, token=None):
        """Return the token of a form not sent yet: ``token`` itself, if it is one."""
        forms = request.session.get(FORMS, {})
        if token in forms and not forms[token]:
            return token
        token = secrets.token_urlsafe(16)
        kept = list(forms.items())[1 - FORM_COUNT :]
        request.session[FORMS] = {**dict(kept), token: 0}
        return token

    def _after_sales_send(self, form):
        """Create and request the return, or note on the form why not.

        :return: ``after.sales.return`` in sudo, or nothing
        """
        partner = self._after_sales_requester(form.order)
        returns = request.env["after.sales.return"].sudo().with_company(form.order.company_id)
        if returns._portal_limit_reached(partner):
            form.problems = [
                request.env._(
                    "You sent %(count)s requests within a day. Please wait until tomorrow, or "
                    "write to us.",
                    count=returns._portal_limit(),
                )
            ]
        if form.problems:
            return returns
        try:
            with request.env.cr.savepoint():
                return returns._portal_request(form.return_vals(partner), form.lines)
        except UserError as error:
            form.problems = [line[:1].upper() + line[1:] for line in str(error).splitlines()]
            return returns.browse()

    def _after_sales_requester(self, order):
        """Return who asks: the user, if of the same customer; else the order's customer."""
        user = request.env.user
        mine = user.partner_id.sudo()
        if (
            user._is_public()
            or mine.commercial_partner_id != order.partner_id.commercial_partner_id
        ):
            return order.partner_id
        return mine
