from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# Open, and nothing for a technician to do: not taken in, or ready.
OFF_THE_BENCH = ("intake", "to_hand_back")


class AfterSalesRepairLoad(models.Model):
    """What waits for each technician: one row per technician and company with open repairs,
    and one for what nobody has."""

    _name = "after.sales.repair.load"
    _description = "Technician Load"
    _auto = False
    _order = "hours_left desc, id"
    _rec_name = "user_id"

    user_id = fields.Many2one("res.users", string="Technician", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    repair_count = fields.Integer("Open Repairs", readonly=True)
    running_count = fields.Integer("Being Worked On", readonly=True)
    late_count = fields.Integer("Late", readonly=True, help="Promised for a time that is past.")
    estimate_hours = fields.Float("Estimated Hours", readonly=True)
    hours_worked = fields.Float(readonly=True)
    hours_left = fields.Float(readonly=True)
    next_promised = fields.Datetime(readonly=True)

    _depends = {
        "repair.order": [
            "after_sales_stage",
            "company_id",
            "date_promised",
            "estimate_hours",
            "hours_left",
            "hours_worked",
            "user_id",
        ],
        "after.sales.repair.time": ["date_stop", "repair_id"],
    }

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT MIN(repair.id) AS id,
                   repair.user_id,
                   repair.company_id,
                   COUNT(*) AS repair_count,
                   COUNT(*) FILTER (WHERE EXISTS (
                       SELECT 1 FROM after_sales_repair_time clock
                       WHERE clock.repair_id = repair.id AND clock.date_stop IS NULL
                   )) AS running_count,
                   COUNT(*) FILTER (
                       WHERE repair.date_promised < NOW() AT TIME ZONE 'UTC'
                   ) AS late_count,
                   SUM(COALESCE(repair.estimate_hours, 0)) AS estimate_hours,
                   SUM(COALESCE(repair.hours_worked, 0)) AS hours_worked,
                   SUM(COALESCE(repair.hours_left, 0)) AS hours_left,
                   MIN(repair.date_promised) AS next_promised
            FROM repair_order repair
            WHERE repair.after_sales_stage IN %s
            GROUP BY repair.user_id, repair.company_id
            """,
            tuple(self._load_stages()),
        )

    def _load_stages(self):
        """What is on a technician's bench, or waits for somebody else to come back to it."""
        stages = self.env["repair.order"]._open_stages()
        return [stage for stage in stages if stage not in OFF_THE_BENCH]

    def action_view_repairs(self):
        """Open the repairs that this row counts."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair.repair_order_action"
        )
        domain = Domain("after_sales_stage", "in", self._load_stages()) & Domain.OR(
            Domain("user_id", "=", load.user_id.id) & Domain("company_id", "=", load.company_id.id)
            for load in self
        )
        return action | {"domain": list(domain), "context": {}}
