from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

SLIP = "after_sales_returns.action_report_return_slip"
CREDIT_NOTE = "account.account_invoices"
DECIDED = ("approved", "closed")


class AfterSalesPortal(CustomerPortal):
    # --- list -------------------------------------------------------------------

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "after_sales_return_count" in counters:
            returns = request.env["after.sales.return"]
            values["after_sales_return_count"] = (
                returns.search_count(self._after_sales_domain())
                if returns.has_access("read")
                else 0
            )
        return values

    def _after_sales_domain(self):
        """Return what a customer finds in the list: what was requested, no drafts of ours."""
        return Domain("state", "!=", "draft") & Domain("date_requested", "!=", False)

    def _after_sales_sortings(self):
        return {
            "date": {"label": request.env._("Newest"), "order": "id desc"},
            "name": {"label": request.env._("Reference"), "order": "name"},
            "stage": {"label": request.env._("Stage"), "order": "stage, id desc"},
        }

    def _after_sales_filters(self):
        return {
            "all": {"label": request.env._("All"), "domain": Domain.TRUE},
            "open": {
                "label": request.env._("Open"),
                "domain": Domain("state", "in", ("requested", "approved")),
            },
            "waiting": {
                "label": request.env._("Waiting for your goods"),
                "domain": Domain("stage", "=", "awaiting_goods"),
            },
            "closed": {
                "label": request.env._("Ended"),
                "domain": Domain("state", "in", ("closed", "refused", "cancelled")),
            },
        }

    @http.route(
        ["/my/returns", "/my/returns/page/<int:page>"], type="http", auth="user", website=True
    )
    def portal_my_returns(self, page=1, sortby=None, filterby=None, **kwargs):
        returns = request.env["after.sales.return"]
        sortings, filters = self._after_sales_sortings(), self._after_sales_filters()
        sortby = sortby if sortby in sortings else "date"
        filterby = filterby if filterby in filters else "all"
        domain = self._after_sales_domain() & filters[filterby]["domain"]
        pager = portal_pager(
            url="/my/returns",
            url_args={"sortby": sortby, "filterby": filterby},
            total=returns.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        returns = returns.search(
            domain,
            order=sortings[sortby]["order"],
            limit=self._items_per_page,
            offset=pager["offset"],
        )
        request.session["my_returns_history"] = returns.ids[:100]
        return request.render(
            "after_sales_returns.portal_my_returns",
            {
                **self._prepare_portal_layout_values(),
                "returns": returns.sudo(),
                "page_name": "after_sales_return",
                "default_url": "/my/returns",
                "pager": pager,
                "searchbar_sortings": sortings,
                "sortby": sortby,
                "searchbar_filters": filters,
                "filterby": filterby,
            },
        )

    # --- one return order ---------------------------------------------------------

    def _after_sales_return(self, return_id, access_token):
        """Return the return order in sudo, or nothing: neither its owner nor a token."""
        try:
            return self._document_check_access("after.sales.return", return_id, access_token)
        except (AccessError, MissingError):
            return None

    @http.route("/my/returns/<int:return_id>", type="http", auth="public", website=True)
    def portal_my_return(
        self, return_id, access_token=None, report_type=None, download=False, **kwargs
    ):
        order = self._after_sales_return(return_id, access_token)
        if not order:
            return request.redirect("/my")
        if report_type in ("html", "pdf", "text") and order.state in DECIDED:
            return self._show_report(
                model=order, report_type=report_type, report_ref=SLIP, download=download
            )
        return request.render(
            "after_sales_returns.portal_my_return",
            self._after_sales_page_values(order, access_token, **kwargs),
        )

    def _after_sales_page_values(self, order, access_token, **kwargs):
        values = {
            "page_name": "after_sales_return",
            "after_sales_return": order,
            "slip_available": order.state in DECIDED,
            "credit_notes": order.refund_ids.filtered(lambda move: move.state == "posted"),
        }
        return self._get_page_view_values(
            order, access_token, values, "my_returns_history", False, **kwargs
        )

    @http.route(
        "/my/returns/<int:return_id>/credit_note/<int:move_id>",
        type="http",
        auth="public",
        website=True,
    )
    def portal_my_return_credit_note(self, return_id, move_id, access_token=None, **kwargs):
        order = self._after_sales_return(return_id, access_token)
        move = order and order.refund_ids.filtered(
            lambda move: move.id == move_id and move.state == "posted"
        )
        if not move:
            return request.not_found()
        return self._show_report(
            model=move, report_type="pdf", report_ref=CREDIT_NOTE, download=True
        )

    @http.route(
        "/my/returns/<int:return_id>/cancel",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_my_return_cancel(self, return_id, access_token=None, **kwargs):
        order = self._after_sales_return(return_id, access_token)
        if not order:
            return request.not_found()
        arguments = ""
        if not order._portal_is_cancellable():
            arguments = "&error=decided"
        else:
            try:
                order._portal_cancel()
            except UserError:
                arguments = "&error=decided"
        return request.redirect(order.get_portal_url(query_string=arguments))
