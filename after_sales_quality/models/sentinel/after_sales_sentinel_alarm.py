from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.after_sales_returns.tools import refuse


class AfterSalesSentinel(models.Model):
    """Who is told, and who answers. A watch becomes an alarm, never the other way; both go when a
    person has answered."""

    _inherit = "after.sales.sentinel"

    date_alarm = fields.Datetime(string="Told", help="When it became a watch or an alarm.")
    answer_reason = fields.Text(string="Last Answer")
    answer_user_id = fields.Many2one("res.users", string="Answered By", index="btree_not_null")

    # Raising ----------------------------------------------------------------------------------

    def _raise_alarm(self):
        rows = self.filtered(lambda row: row.state != "alarm")
        rows._turn("alarm")

    def _watch(self):
        """Styles whose defect came from several stores lately."""
        styles = self.filtered(lambda row: row.kind == "style" and row.state == "quiet")
        stores = styles._stores_lately()
        styles.filtered(
            lambda row: len(stores[row]) >= row.company_id.after_sales_watch_stores
        )._turn("watch")

    def _stores_lately(self):
        """:return: dict row (of a style) → set of stores in which it failed within the days to
        watch, and since the last answer"""
        found = {row: set() for row in self}
        for company, rows in self.grouped("company_id").items():
            since = fields.Datetime.now() - timedelta(days=company.after_sales_watch_days)
            groups = self.env["after.sales.sentinel.event"]._read_group(
                [
                    ("company_id", "=", company.id),
                    ("product_tmpl_id", "in", rows.product_tmpl_id.ids),
                    ("defect_id", "in", rows.defect_id.ids),
                    ("date", ">=", since),
                    ("quantity", ">", 0),
                    ("warehouse_id", "!=", False),
                ],
                ["product_tmpl_id", "defect_id", "warehouse_id"],
                ["date:max"],
            )
            row_of = {(row.product_tmpl_id, row.defect_id): row for row in rows}
            for style, defect, store, last in groups:
                row = row_of.get((style, defect))
                if row and (not row.date_restart or last > row.date_restart):
                    found[row].add(store)
        return found

    def _turn(self, state):
        """Write the state, and tell. A part of a style whose style rings already is shown, and
        tells nobody once more."""
        self.write({"state": state, "date_alarm": fields.Datetime.now()})
        rung = self._rung_styles()
        for row in self:
            if row.kind == "style" or (row.product_tmpl_id, row.defect_id) not in rung:
                row._tell()

    def _rung_styles(self):
        """:return: set of (style, defect) in alarm"""
        styles = self.search(
            [
                ("kind", "=", "style"),
                ("state", "=", "alarm"),
                ("company_id", "in", self.company_id.ids),
                ("product_tmpl_id", "in", self.product_tmpl_id.ids),
                ("defect_id", "in", self.defect_id.ids),
            ]
        )
        return {(row.product_tmpl_id, row.defect_id) for row in styles}

    # Telling ----------------------------------------------------------------------------------

    def _headline(self):
        self.ensure_one()
        labels = dict(self._fields["state"]._description_selection(self.env))
        return f"{labels[self.state]}: {self.display_name}"

    def _sentence(self):
        """:return: str, the numbers in words"""
        self.ensure_one()
        return self.env._(
            "%(failed)g failed where %(expected).2f were expected, of %(sold)g sold of which "
            "%(exposed).0f are old enough to have failed. So many or more come by chance once in "
            "%(times)s. Stores: %(stores)s.",
            failed=self.units_scored,
            expected=self.units_expected,
            sold=self.units_sold,
            exposed=self.units_exposed,
            times=f"{self.odds:,.0f}",
            stores=", ".join(self.sudo().warehouse_ids.mapped("name")) or "-",
        )

    # Answering --------------------------------------------------------------------------------

    def action_answer(self):
        """:return: action that asks for the reason"""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer"),
            "res_model": "after.sales.sentinel.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_sentinel_ids": self.ids},
        }

    def _answer(self, reason):
        """A person has looked into it: what was is over, and counting begins anew.

        :param reason: str, kept with the row
        :raise UserError: a sentence for each that asks nothing, or if there is no reason
        """
        self._check_answer(reason)
        rows = self.sudo()
        now = fields.Datetime.now()
        rows.write(
            {
                "state": "quiet",
                "date_restart": now,
                "date_scored": False,
                "score": 0.0,
                "units_scored": 0.0,
                "units_expected": 0.0,
                "chance": 1.0,
                "answer_reason": reason,
                "answer_user_id": self.env.uid,
            }
        )
        for row in self:
            row._stop_telling()
            row.message_post(body=reason)

    def _check_answer(self, reason):
        self._check_lead(
            self.env._("Only quality leads answer watches and alarms: ask for that role.")
        )
        problems = [
            self.env._(
                "%(watched)s: nothing asks for an answer. Choose one in watch or alarm.",
                watched=row.display_name,
            )
            for row in self
            if row.state == "quiet"
        ]
        if not (reason or "").strip():
            problems.append(self.env._("Say in a few words what you found, and answer again."))
        refuse(problems)

    # Buttons ----------------------------------------------------------------------------------

    def action_open_events(self):
        """:return: action that opens what failed"""
        domain = Domain.OR(row._event_domain() for row in self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Failures"),
            "res_model": "after.sales.sentinel.event",
            "view_mode": "list,graph,pivot,form",
            "domain": list(domain),
        }
