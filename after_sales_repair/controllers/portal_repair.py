from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.after_sales_returns.controllers.portal import AfterSalesPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

SLIP = "after_sales_repair.action_report_repair_intake_slip"
ENDED = ("handed_back", "cancelled")


class RepairPortal(AfterSalesPortal):
    # --- list -----------------------------------------------------------------------

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "after_sales_repair_count" in counters:
            repairs = request.env["repair.order"]
            values["after_sales_repair_count"] = (
                repairs.search_count(self._repair_domain()) if repairs.has_access("read") else 0
            )
        return values

    def _repair_domain(self):
        """Return what a customer finds in the list: what was taken in."""
        return Domain("date_intake", "!=", False)

    def _repair_sortings(self):
        return {
            "date": {"label": request.env._("Newest"), "order": "id desc"},
            "name": {"label": request.env._("Reference"), "order": "name"},
            "stage": {"label": request.env._("Stage"), "order": "after_sales_stage, id desc"},
        }

    def _repair_filters(self):
        return {
            "all": {"label": request.env._("All"), "domain": Domain.TRUE},
            "open": {
                "label": request.env._("Open"),
                "domain": Domain("after_sales_stage", "not in", ENDED),
            },
            "waiting": {
                "label": request.env._("Waiting for your answer"),
                "domain": Domain("after_sales_stage", "=", "awaiting_customer"),
            },
            "ready": {
                "label": request.env._("Ready"),
                "domain": Domain("after_sales_stage", "=", "to_hand_back"),
            },
            "ended": {
                "label": request.env._("Ended"),
                "domain": Domain("after_sales_stage", "in", ENDED),
            },
        }

    @http.route(
        ["/my/repairs", "/my/repairs/page/<int:page>"], type="http", auth="user", website=True
    )
    def portal_my_repairs(self, page=1, sortby=None, filterby=None, **kwargs):
        repairs = request.env["repair.order"]
        sortings, filters = self._repair_sortings(), self._repair_filters()
        sortby = sortby if sortby in sortings else "date"
        filterby = filterby if filterby in filters else "all"
        domain = self._repair_domain() & filters[filterby]["domain"]
        pager = portal_pager(
            url="/my/repairs",
            url_args={"sortby": sortby, "filterby": filterby},
            total=repairs.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        repairs = repairs.search(
            domain,
            order=sortings[sortby]["order"],
            limit=self._items_per_page,
            offset=pager["offset"],
        )
        request.session["my_repairs_history"] = repairs.ids[:100]
        return request.render(
            "after_sales_repair.portal_my_repairs",
            {
                **self._prepare_portal_layout_values(),
                "repairs": repairs.sudo(),
                "page_name": "after_sales_repair",
                "default_url": "/my/repairs",
                "pager": pager,
                "searchbar_sortings": sortings,
                "sortby": sortby,
                "searchbar_filters": filters,
                "filterby": filterby,
            },
        )

    # --- one repair -------------------------------------------------------------------

    @http.route("/my/repairs/<int:repair_id>", type="http", auth="public", website=True)
    def portal_my_repair(
        self, repair_id, access_token=None, report_type=None, download=False, **kwargs
    ):
        try:
            repair = self._document_check_access("repair.order", repair_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if report_type in ("html", "pdf", "text"):
            return self._show_report(
                model=repair, report_type=report_type, report_ref=SLIP, download=download
            )
        return request.render(
            "after_sales_repair.portal_my_repair",
            self._repair_page_values(repair, access_token, **kwargs),
        )

    def _repair_page_values(self, repair, access_token, **kwargs):
        values = {
            "page_name": "after_sales_repair",
            "repair": repair,
            "quotation": repair._portal_quotation(),
            "notes": repair._portal_notes(),
            "store": repair.after_sales_store_id,
        }
        return self._get_page_view_values(
            repair, access_token, values, "my_repairs_history", False, **kwargs
        )
