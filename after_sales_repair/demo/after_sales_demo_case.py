from odoo import api, fields, models

MODULE = "after_sales_repair"


class AfterSalesDemo(models.AbstractModel):
    """What every part of the story asks: records by their names, and steps that are dated back.
    What a button wrote just now happened some days ago."""

    _inherit = "after.sales.demo"

    # Names ------------------------------------------------------------------------------------

    @api.model
    def _own(self, name):
        return self.env.ref(f"{MODULE}.{name}")

    @api.model
    def _repair(self, key):
        return self._own(f"demo_repair_{key}")

    @api.model
    def _technician(self, row):
        return self._own(f"demo_user_{row.get('technician', 'technician')}")

    @api.model
    def _name_own(self, named, module=MODULE):
        """Give records their XML ids; see ``_name_records``."""
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": f"{module}.{name}", "record": record, "noupdate": True}
                for name, record in named.items()
            ]
        )

    # Dated back -------------------------------------------------------------------------------

    @api.model
    def _begin(self):
        """The buttons of this story were pressed since then."""
        return self.env.cr.now().replace(microsecond=0)

    @api.model
    def _calendar_day(self, days_ago):
        """The day so many days ago; also one that is to come."""
        return fields.Date.subtract(fields.Date.today(), days=days_ago)

    @api.model
    def _in_past(self, repair, moment, **dates):
        """Have the last step of a repair be of ``moment``: its dates, moves, costs, messages.

        :param dates: fields of the repair → moment
        """
        begin = self._begin()
        repair.write(dates)
        moves = repair.item_move_ids | repair.move_ids
        fresh = moves.filtered(lambda move: move.state == "done" and move.date >= begin)
        fresh.picking_id.filtered(lambda one: one.date_done >= begin).date_done = moment
        fresh.write({"date": moment})
        costs = repair.cost_ids.filtered(lambda cost: cost.date >= begin)
        self._date_back(costs, date=moment)
        self._date_fresh_messages(repair, moment)

    @api.model
    def _date_fresh_messages(self, record, moment):
        fresh = self.env["mail.message"].search(
            [
                ("model", "=", record._name),
                ("res_id", "in", record.ids),
                ("date", ">=", self._begin()),
            ]
        )
        self._date_back(fresh, date=moment)
