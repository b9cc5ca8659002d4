from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import refuse

ACCOUNTING = "account.group_account_readonly,account.group_account_invoice"


class AfterSalesLoan(models.Model):
    """The deposit: a payment of the customer that we owe until the device is back.

    Its counterpart is the company's liability account for deposits, not a receivable: nothing
    was sold. What is withheld becomes income by an entry of its own.
    """

    _inherit = "after.sales.loan"

    currency_id = fields.Many2one(related="company_id.currency_id")
    deposit = fields.Monetary(copy=False, tracking=True)
    amount_withheld = fields.Monetary(string="Withheld", readonly=True, copy=False, tracking=True)
    withheld_reason = fields.Text(string="Why Withheld", readonly=True, copy=False)
    amount_paid_back = fields.Monetary(compute="_compute_amount_paid_back")
    payment_ids = fields.One2many(
        "account.payment",
        "after_sales_loan_id",
        string="Payments",
        readonly=True,
        copy=False,
        groups=ACCOUNTING,
    )
    entry_ids = fields.One2many(
        "account.move",
        "after_sales_loan_id",
        string="Journal Entries",
        readonly=True,
        copy=False,
        groups=ACCOUNTING,
    )

    _deposit_not_negative = models.Constraint(
        "CHECK(deposit >= 0)", "A deposit is zero or more: correct the amount."
    )
    _withheld_in_deposit = models.Constraint(
        "CHECK(amount_withheld BETWEEN 0 AND coalesce(deposit, 0))",
        "What is withheld lies between nothing and the whole deposit.",
    )

    @api.depends("state", "deposit", "amount_withheld")
    def _compute_amount_paid_back(self):
        for loan in self:
            ended = loan.state in ("returned", "lost")
            loan.amount_paid_back = loan.deposit - loan.amount_withheld if ended else 0.0

    # Checks -------------------------------------------------------------------------------------

    def _deposit_problems(self):
        """A deposit needs a journal that takes it and accounts that it is owed on."""
        self.ensure_one()
        company = self.company_id.sudo()
        complete = (
            company.after_sales_deposit_journal_id
            and company.after_sales_deposit_account_id
            and company.after_sales_deposit_income_account_id
        )
        if not self.deposit or complete:
            return []
        return [
            self.env._(
                "%(loan)s (%(device)s): %(company)s has no journal and accounts for deposits. Set "
                "them in the After-Sales settings, or lend without a deposit.",
                company=company.name,
                **self._names(),
            )
        ]

    def _held_problems(self):
        """What is paid back must have been paid."""
        self.ensure_one()
        received = self.sudo().payment_ids.filtered(
            lambda payment: payment.payment_type == "inbound" and payment.move_id.state != "posted"
        )
        if not received:
            return []
        return [
            self.env._(
                "%(loan)s (%(device)s): payment %(payment)s of the deposit is no longer posted. "
                "Have accounting post it again, then take the device back.",
                payment=received[:1].display_name,
                **self._names(),
            )
        ]

    def _check_withheld(self, amount, reason):
        problems = []
        for loan in self:
            if loan.currency_id.compare_amounts(amount, 0.0) < 0 or (
                loan.currency_id.compare_amounts(amount, loan.deposit) > 0
            ):
                problems.append(
                    self.env._(
                        "%(loan)s (%(device)s): %(amount)s cannot be withheld from a deposit of "
                        "%(deposit)s. Withhold at most that, and invoice the rest.",
                        amount=loan.currency_id.format(amount),
                        deposit=loan.currency_id.format(loan.deposit),
                        **loan._names(),
                    )
                )
            elif amount and not (reason or "").strip():
                problems.append(
                    self.env._(
                        "%(loan)s (%(device)s): say why %(amount)s is withheld; the customer may "
                        "ask.",
                        amount=loan.currency_id.format(amount),
                        **loan._names(),
                    )
                )
        refuse(problems)

    # Money --------------------------------------------------------------------------------------

    def _receive_deposits(self):
        self.env["account.payment"].create(
            [
                loan._prepare_deposit_payment_vals("inbound", loan.deposit)
                for loan in self
                if loan.deposit
            ]
        ).action_post()

    def _pay_deposits_back(self):
        """Pay out what is not withheld, book the rest as income; nothing is owed any more."""
        payment_vals, entry_vals = [], []
        for loan in self.filtered("deposit"):
            rest = loan.currency_id.round(loan.deposit - loan.amount_withheld)
            if rest:
                payment_vals.append(loan._prepare_deposit_payment_vals("outbound", rest))
            if loan.amount_withheld:
                entry_vals.append(loan._prepare_withheld_entry_vals())
        self.env["account.payment"].create(payment_vals).action_post()
        self.env["account.move"].create(entry_vals)._post(soft=False)
        for loan in self.filtered("deposit"):
            loan._reconcile_deposit()

    def _deposit_account(self):
        """Where this deposit is owed, whatever the settings say by now."""
        self.ensure_one()
        received = self.payment_ids.filtered(lambda payment: payment.payment_type == "inbound")
        return received[:1].destination_account_id or self.company_id.after_sales_deposit_account_id

    def _reconcile_deposit(self):
        self.ensure_one()
        account = self._deposit_account()
        lines = (self.payment_ids.move_id | self.entry_ids).line_ids.filtered(
            lambda line: line.account_id == account and not line.reconciled
        )
        if account.reconcile:
            lines.reconcile()

    def _prepare_deposit_payment_vals(self, payment_type, amount):
        """:return: dict for the ``account.payment`` of the deposit, in or out"""
        self.ensure_one()
        return {
            "after_sales_loan_id": self.id,
            "payment_type": payment_type,
            "partner_type": "customer",
            "partner_id": self.partner_id.commercial_partner_id.id,
            "amount": amount,
            "currency_id": self.currency_id.id,
            "company_id": self.company_id.id,
            "journal_id": self.company_id.after_sales_deposit_journal_id.id,
            "destination_account_id": self._deposit_account().id,
            "memo": self.env._("Deposit %(loan)s: %(device)s", **self._names()),
        }

    def _prepare_withheld_entry_vals(self):
        """:return: dict for the ``account.move`` deposit → income"""
        self.ensure_one()
        label = self.env._("Withheld of deposit %(loan)s: %(device)s", **self._names())
        shared = {
            "name": label,
            "partner_id": self.partner_id.commercial_partner_id.id,
            "currency_id": self.currency_id.id,
        }
        income = self.company_id.after_sales_deposit_income_account_id
        return {
            "after_sales_loan_id": self.id,
            "move_type": "entry",
            "company_id": self.company_id.id,
            "journal_id": self.company_id._after_sales_general_journal().id,
            "date": fields.Date.context_today(self),
            "ref": label,
            "line_ids": [
                Command.create({**shared, "account_id": account.id, "balance": balance})
                for account, balance in (
                    (self._deposit_account(), self.amount_withheld),
                    (income, -self.amount_withheld),
                )
            ],
        }
