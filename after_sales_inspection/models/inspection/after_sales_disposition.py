from odoo import fields, models

from odoo.addons.after_sales_returns.tools import refuse

INSPECTORS = "after_sales_inspection.group_inspector"
OCCASION = "customer_return"


class AfterSalesDisposition(models.Model):
    """Goods that must be inspected are decided on once they are."""

    _inherit = "after.sales.disposition"

    after_sales_inspection_ids = fields.One2many(
        "after.sales.inspection", "disposition_id", string="Inspections", groups=INSPECTORS
    )

    def action_decide(self):
        self._check_inspected()
        return super().action_decide()

    def _check_inspected(self):
        """:raise UserError: a sentence for each that waits for an inspection"""
        waiting = self.filtered(
            lambda part: (
                not part.date_decided
                and part.state != "cancelled"
                and not (part.route and part._route_row().kept)
            )
        )
        refuse(
            [
                self.env._(
                    "%(return)s, %(product)s: “%(checklist)s” is to be filled in before it is "
                    "decided. Press Inspect, and finish the inspection.",
                    checklist=checklist.display_name,
                    **part._names(),
                )
                for part, checklist in waiting._inspections_missing().items()
            ]
        )

    def _inspections_missing(self):
        """:return: dict disposition → the checklist that must be filled in for it and is not"""
        required = {}
        for company, parts in self.grouped("company_id").items():
            chosen = self.env["after.sales.checklist"]._required_for(
                parts.product_id, OCCASION, company
            )
            required.update(
                (part, chosen[part.product_id]) for part in parts if part.product_id in chosen
            )
        if not required:
            return {}
        done = (
            self.env["after.sales.inspection"]
            .sudo()
            .search(
                [
                    ("occasion", "=", OCCASION),
                    ("state", "=", "done"),
                    "|",
                    ("disposition_id", "in", self.ids),
                    ("line_id", "in", self.line_id.ids),
                ]
            )
        )
        return {
            part: checklist
            for part, checklist in required.items()
            if part not in done.disposition_id and part.line_id not in done.line_id
        }

    def _take_inspection(self, inspection):
        """What an inspection decided, as long as nobody decided on the goods.

        :param inspection: one that is done
        """
        self.ensure_one()
        if self.date_decided or self.state == "cancelled":
            return
        vals = {"grade_id": inspection.grade_id.id, "route": inspection.route}
        self.write({name: value for name, value in vals.items() if value})

    def _plan_inspections(self):
        """Have an inspection, to be done, of each that must be inspected."""
        missing = self._inspections_missing()
        inspections = self.env["after.sales.inspection"]
        planned = (
            inspections.search(
                [
                    ("disposition_id", "in", [part.id for part in missing]),
                    ("state", "!=", "cancelled"),
                ]
            )
            if missing
            else inspections
        )
        inspections.create(
            [
                {"disposition_id": part.id, "occasion": OCCASION, "checklist_id": checklist.id}
                for part, checklist in missing.items()
                if part not in planned.disposition_id
            ]
        )

    # Buttons ----------------------------------------------------------------------------------

    def action_inspect(self):
        """Inspections of these that are not over; those that have none get one.

        :return: action that opens them
        """
        self.check_access("read")
        return self._open_inspections()._get_records_action(name=self.env._("Inspections"))

    def _open_inspections(self):
        inspections = self.env["after.sales.inspection"]
        waiting = inspections.search(
            [("disposition_id", "in", self.ids), ("state", "in", ("to_do", "in_progress"))]
        )
        without = self - waiting.disposition_id
        return waiting | inspections.create(
            [{"disposition_id": part.id, "occasion": OCCASION} for part in without]
        )
