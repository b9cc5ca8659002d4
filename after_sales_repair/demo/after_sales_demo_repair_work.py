from datetime import timedelta

from odoo import api, fields, models


class AfterSalesDemo(models.AbstractModel):
    """The work on the items of the demo, until they are handed back."""

    _inherit = "after.sales.demo"

    # Work -------------------------------------------------------------------------------------

    @api.model
    def _repair_inside(self, rows):
        # A clock that is to run comes last: starting another repair would stop it.
        for row in sorted(rows, key=lambda row: row.get("running", False)):
            repair = self._repair(row["key"])
            self._work(row, repair, row["started"])
            if "failed" in row:
                days_ago, reason = row["failed"]
                self._finish_work(row, repair, row["started"])
                self._fail_check(row, repair, days_ago, reason)
                self._work(row, repair, days_ago)
            if "done" in row:
                self._finish_work(row, repair, row["done"])
            if "ready" in row:
                self._pass_check(row, repair, row["ready"])

    @api.model
    def _work(self, row, repair, days_ago):
        """Start the clock and stop it after the hours of the row; on the last row it runs."""
        worker = repair.with_user(self._technician(row))
        worker.action_start_work()
        start = self._moment(days_ago, 13)
        hours = row.get("worked", row["hours"])
        stop = start + timedelta(hours=hours)
        repair._running_times().write({"date_start": start, "date_stop": stop})
        self._in_past(repair, start)
        if row.get("running"):
            worker.action_start_work()
            now = fields.Datetime.now()
            repair._running_times().date_start = now - timedelta(minutes=40)

    @api.model
    def _finish_work(self, row, repair, days_ago):
        repair.with_user(self._technician(row)).action_work_done()
        moment = self._moment(days_ago, 16)
        self._in_past(repair, moment, date_work_done=moment)

    @api.model
    def _fail_check(self, row, repair, days_ago, reason):
        moment = self._moment(days_ago, 10)
        self._inspect(repair, self._own("demo_user_lead"), moment, reason)
        self._in_past(repair, moment, date_checked=moment)

    @api.model
    def _pass_check(self, row, repair, days_ago):
        """Who did not repair it checks it."""
        names = {"technician": "lead", "lead": "technician"}
        checker = self._own(f"demo_user_{names[row.get('technician', 'technician')]}")
        moment = self._moment(days_ago, 17)
        if repair._after_sales_open_checks():
            self._inspect(repair, checker, moment)
        else:
            repair.with_user(checker).action_check_pass()
        self._in_past(repair, moment, date_checked=moment, date_ready=moment)
        self._date_announcement(repair, moment)

    @api.model
    def _inspect(self, repair, checker, moment, failed=None):
        """Fill in the inspection that waits; the first item fails for the reason ``failed``."""
        inspection = repair._after_sales_open_checks().with_user(checker)
        for item in inspection.checklist_id.item_ids:
            inspection.save_answer(item.id, "fail" if failed else "pass", note=failed)
            failed = None
        inspection.action_finish()
        begun = moment - timedelta(minutes=6)
        self._date_back(inspection, date_started=begun, date_active=moment, date_ended=moment)
        self._date_back(inspection.answer_ids, date_answered=moment)

    @api.model
    def _date_announcement(self, repair, moment):
        """Date back that the customer was told, if that was just now."""
        if repair.date_pickup_ready and repair.date_pickup_ready >= self._begin():
            repair.date_pickup_ready = moment

    @api.model
    def _give_up(self, rows):
        for row in rows:
            days_ago, reason = row["given_up"]
            repair = self._repair(row["key"])
            repair.with_user(self._technician(row))._give_up(reason, "scrap", "refund")
            moment = self._moment(days_ago, 15)
            self._in_past(repair, moment, date_handed_back=moment)
            order = repair.after_sales_return_id
            order.action_settle()
            self._date_documents(order, days_ago - 1)

    # Handing back -----------------------------------------------------------------------------

    @api.model
    def _hand_back(self, rows):
        for row in rows:
            repair = self._repair(row["key"])
            if repair._is_code_asked():
                repair._hand_back_with_code(repair.hand_back_code)
            elif repair._is_tracking_asked():
                repair._ship_with(False)
            else:
                repair.action_hand_back()
            moment = self._moment(row["back"], 18)
            self._in_past(repair, moment, date_handed_back=moment)
            if repair.hand_back_by == "ship" and repair.partner_id:
                repair.hand_back_tracking_ref = f"1Z{repair.id:06d}R{row['back']:03d}"
            invoices = repair._paid_orders().invoice_ids
            for invoice in invoices:
                self._date_entry(invoice, row["back"])
            self._pay(invoices)
