from odoo import models
from odoo.fields import Domain

from odoo.addons.after_sales_returns.tools import only_one

RECENT = 20  # units that the page shows
OFFERED = 200  # defects that the page offers beside those of the checklist


class AfterSalesSamplingLot(models.Model):
    """What the receiving page asks: all it shows at once. It saves by ``count_unit``."""

    _inherit = "after.sales.sampling.lot"

    def action_count(self):
        """:return: action that opens the receiving page"""
        only_one(self)
        self._check_inspector()
        return {
            "type": "ir.actions.client",
            "tag": "after_sales_sampling_page",
            "name": self.env._("Receiving Inspection"),
            "params": {"lot_id": self.id},
            "context": {"active_id": self.id},
        }

    def open_page(self):
        """All that the receiving page shows.

        :return: dict with ``lot`` (what is looked at), ``items`` (what its checklist asks),
            ``defects`` (those of the checklist first) and ``tally`` (see ``_page_tally``)
        """
        only_one(self)
        self._check_inspector()
        lot = self.sudo()
        return {
            "lot": lot._page_head(),
            "items": lot._page_items(),
            "defects": lot._page_defects(),
            "tally": lot._page_tally(),
        }

    def _page_head(self):
        inspections = dict(self._fields["inspection"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.picking_id.name,
            "product": self.product_id.display_name,
            "product_id": self.product_id.id,
            "supplier": self.partner_id.name,
            "lot_size": self.lot_size,
            "unit": self.product_uom_id.name,
            "plan": self.plan_id.name,
            "code_letter": self.code_letter or "",
            "inspection": inspections[self.inspection],
            "is_tightened": self.inspection == "tightened",
            "scan": self.product_id.tracking == "serial"
            or (self.product_id.tracking == "lot" and len(self._came()) > 1),
        }

    def _page_items(self):
        return [
            {
                "id": item.id,
                "name": item.name,
                "how": item.how or "",
                "has_image": bool(item.with_context(bin_size=True).image),
            }
            for item in self.plan_id.checklist_id.item_ids
        ]

    def _page_defects(self):
        """:return: list of dict: those that the checklist names, then the rest of the catalogue"""
        named = self.plan_id.checklist_id.item_ids.defect_id.filtered("active")
        others = self.env["after.sales.defect"].search(
            Domain("company_id", "in", (self.company_id.id, False))
            & Domain("child_ids", "=", False)
            & Domain("id", "not in", named.ids),
            limit=OFFERED,
        )
        labels = self._severity_labels()
        return [
            {
                "id": defect.id,
                "name": defect.name,
                "severity": defect.severity,
                "severity_name": labels[defect.severity],
                "is_named": defect in named,
            }
            for defect in named | others
        ]

    def _page_tally(self):
        """:return: dict of what was counted against what is accepted, as it is now"""
        labels = self._severity_labels()
        states = dict(self._fields["state"]._description_selection(self.env))
        found = self._found()
        return {
            "state": self.state,
            "state_name": states[self.state],
            "decision": self.decision or "",
            "counted": self.counted,
            "sample_size": self.sample_size,
            "severities": [
                {
                    "severity": severity,
                    "name": labels[severity],
                    "found": found[severity],
                    "size": sample.size,
                    "accept": sample.accept,
                    "refused_from": sample.reject,
                }
                for severity, sample in self._samples().items()
            ],
            "units": self._page_units(),
        }

    def _page_units(self):
        """:return: list of dict of the last units, the newest first"""
        units = self.unit_ids.search(
            [("sampling_lot_id", "=", self.id)], order="number desc", limit=RECENT
        )
        return [
            {
                "key": unit.client_key,
                "number": unit.number,
                "serial": unit.stock_lot_id.name or "",
                "severity": unit.severity or "",
                "defects": unit.defect_ids.mapped("name"),
                "is_counted": unit.is_counted,
            }
            for unit in units
        ]
