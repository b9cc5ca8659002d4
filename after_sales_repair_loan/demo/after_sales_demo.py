from odoo import api, fields, models

from .loans import LOAN_DEPOSIT, LOANERS, LOANS

MODULE = "after_sales_repair_loan"


class AfterSalesDemo(models.AbstractModel):
    """The loan phones of the demo's flagship store."""

    _inherit = "after.sales.demo"

    @api.model
    def _load_loan_story(self):
        self._load_chapter(
            "_play_loan_story",
            needs="after_sales_repair.demo_repair_draft",
            makes=f"{MODULE}.demo_loan_phone_running",
        )

    @api.model
    def _play_loan_story(self):
        self.env.company._setup_after_sales_loan_deposits()
        self._stock_loaners()
        self._play_loans()

    @api.model
    def _stock_loaners(self):
        """Count loan phones in at the flagship and put them among the loan devices."""
        store = self._warehouse("flagship")
        product = self.env.ref(f"{MODULE}.demo_product_loaner")
        lots = self.env["stock.lot"].create(
            [{"name": name, "product_id": product.id} for name in LOANERS]
        )
        self._count_in(
            [
                {
                    "product_id": product.id,
                    "location_id": store.lot_stock_id.id,
                    "lot_id": lot.id,
                    "inventory_quantity": 1.0,
                }
                for lot in lots
            ]
        )
        self.env["after.sales.loaner.transfer"].create(
            {"warehouse_id": store.id, "product_id": product.id, "lot_ids": lots.ids}
        ).action_add_to_pool()
        done = self.env["stock.picking"].search([("move_ids.product_id", "=", product.id)])
        done.date_done = self._moment(90)

    @api.model
    def _play_loans(self):
        for row in LOANS:
            loan = self._lend_device(*row[:4])
            if row[4] is not None:
                self._take_device_back(loan, *row[4:])
                # Its repair was over when it was lent here, weeks after it was lent.
                self._date_back(loan, repair_id=self._repair(row[0]).id)
        self.env.invalidate_all()

    @api.model
    def _lend_device(self, key, serial, lent, due):
        """:return: the ``after.sales.loan``, for a repair that is under way if there is one"""
        repair = self._repair(key)
        loan = self.env["after.sales.loan"].create(
            {
                "repair_id": False if repair.date_handed_back else repair.id,
                "partner_id": repair.partner_id.id,
                "warehouse_id": repair.after_sales_store_id.id,
                "lot_id": self.env["stock.lot"].search([("name", "=", serial)]).id,
                "user_id": self._ref("demo_user_store").id,
                "deposit": LOAN_DEPOSIT,
                "deposit_method": "card",
                "condition_out": "As new, with charging cable.",
                "date_due": fields.Date.add(fields.Date.today(), days=7),
            }
        )
        loan.action_lend()
        moment = self._moment(lent, 11)
        self._name_own({f"demo_loan_{key}": loan}, MODULE)
        self._date_back(loan, create_date=moment)
        loan.write({"date_lent": moment, "date_due": self._calendar_day(due)})
        self._date_loan(loan, loan.move_ids, loan.payment_ids, lent)
        self._date_fresh_messages(repair, moment)
        return loan

    @api.model
    def _take_device_back(self, loan, returned, condition, withheld, why):
        moves, payments = loan.move_ids, loan.payment_ids
        loan._take_back(condition_in=condition, amount_withheld=withheld, withheld_reason=why)
        loan.date_returned = self._moment(returned, 12)
        self._date_loan(loan, loan.move_ids - moves, loan.payment_ids - payments, returned)
        for entry in loan.entry_ids:
            self._date_entry(entry, returned)

    @api.model
    def _date_loan(self, loan, moves, payments, days_ago):
        moment = self._moment(days_ago, 12)
        moves.picking_id.date_done = moment
        self._date_back(payments, date=moment.date())
        for entry in payments.move_id:
            self._date_entry(entry, days_ago)
        self._date_fresh_messages(loan, moment)
