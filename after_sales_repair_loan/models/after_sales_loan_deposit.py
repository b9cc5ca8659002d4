from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import refuse

WAYS = [("cash", "Cash"), ("card", "Card"), ("transfer", "Bank transfer")]
ACCOUNTING = "account.group_account_readonly,account.group_account_invoice"


class AfterSalesLoan(models.Model):
    """The deposit: a payment of the customer that we owe until the device is back.

    Its counterpart is the company's liability account for deposits, not a receivable: nothing
    was sold. What is withheld becomes income by an entry of its own.
    """

    _inherit = "after.sales.loan"

    currency_id = fields.Many2one(related="company_id.currency_id")
    deposit = fields.Monetary(copy=False, tracking=True)
    deposit_method = fields.Selection(
        WAYS,
        string="Paid By",
        compute="_compute_deposit_method",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="How the customer pays the deposit.",
    )
    pay_back_method = fields.Selection(WAYS, string="Paid Back By", readonly=True, copy=False)
    deposit_account_id = fields.Many2one(
        "account.account",
        string="Owed On",
        readonly=True,
        copy=False,
        groups=ACCOUNTING,
        help="Where this deposit is owed, whatever the settings say by now.",
    )
    amount_withheld = fields.Monetary(string="Withheld", readonly=True, copy=False, tracking=True)
    withheld_reason = fields.Text(string="Why Withheld", readonly=True, copy=False)
    amount_held = fields.Monetary(
        string="Deposit Held",
        compute="_compute_amount_held",
        compute_sudo=True,
        help="What the books still owe of the deposit: what was never posted, or was returned to "
        "the customer, is not in it.",
    )
    amount_paid_back = fields.Monetary(
        string="Paid Back", compute="_compute_amount_held", compute_sudo=True
    )
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

    @api.depends("warehouse_id")
    def _compute_deposit_method(self):
        """As the company's own journal for deposits says."""
        for loan in self:
            journal = loan.company_id.sudo().after_sales_deposit_journal_id
            usual = "transfer" if journal.type in ("bank", "credit") else "cash"
            loan.deposit_method = loan.deposit_method or usual

    @api.depends(
        "state",
        "amount_withheld",
        "payment_ids.move_id.line_ids.amount_residual",
        "payment_ids.move_id.state",
        "entry_ids.line_ids.amount_residual",
        "entry_ids.state",
    )
    def _compute_amount_held(self):
        for loan in self:
            lines = loan._deposit_lines()
            loan.amount_held = loan._held_of(lines)
            own = lines & loan._own_moves().line_ids
            spent = sum(own.mapped("debit"))
            ended = loan.state in ("returned", "lost")
            loan.amount_paid_back = spent - loan.amount_withheld if ended else 0.0

    def _held_of(self, lines):
        """What is still owed of these posted lines: without what was reconciled with a reversal
        or with a payment that accounting made itself."""
        self.ensure_one()
        reconciled = self._deposit_account().reconcile
        owed = -sum(lines.mapped("amount_residual" if reconciled else "balance"))
        return max(self.currency_id.round(owed), 0.0)

    def _own_moves(self):
        """The entries of the deposit, posted or not."""
        return self.payment_ids.move_id | self.entry_ids

    def _deposit_lines(self):
        """The posted lines by which this deposit is owed or no longer owed."""
        self.ensure_one()
        moves, account = self._own_moves(), self._deposit_account()
        return (moves | moves.reversal_move_ids).line_ids.filtered(
            lambda line: line.account_id == account and line.parent_state == "posted"
        )

    # Checks -------------------------------------------------------------------------------------

    def _deposit_problems(self):
        """A deposit needs a journal that takes it and an account that it is owed on."""
        self.ensure_one()
        if not self.deposit:
            return []
        account = self.company_id.sudo().after_sales_deposit_account_id
        if self._deposit_journal("inbound") and account:
            return []
        return [
            self.env._(
                "%(loan)s (%(device)s): %(company)s has no journal and account for deposits paid "
                "so (%(method)s). Set them in the After-Sales settings, choose another way, or "
                "lend without a deposit.",
                company=self.company_id.name,
                method=self._method_label(self.deposit_method),
                **self._names(),
            )
        ]

    def _method_label(self, method):
        return dict(self._fields["deposit_method"]._description_selection(self.env))[method]

    def _deposit_journal(self, payment_type, vals=None):
        """:param vals: how it is paid back, where that is not written yet
        :return: the ``account.journal`` in which the money comes in or goes out"""
        self.ensure_one()
        name = "pay_back_method" if payment_type == "outbound" else "deposit_method"
        method = (vals or self)[name] or "cash"
        return self.warehouse_id.sudo()._after_sales_deposit_journal(method)

    def _held_problems(self):
        """What may be posted still decides whether it is paid back."""
        self.ensure_one()
        loan = self.sudo()
        drafts = [payment.display_name for payment in loan.payment_ids if payment.state == "draft"]
        drafts += [
            move.display_name
            for move in loan.entry_ids - loan.payment_ids.move_id
            if move.state == "draft"
        ]
        if not drafts:
            return []
        return [
            self.env._(
                "%(loan)s (%(device)s): payment %(payment)s of the deposit is not posted, or no "
                "longer. Have accounting post it if the money is here, or cancel it, then take "
                "the device back.",
                payment=drafts[0],
                **self._names(),
            )
        ]

    def _check_withheld(self, amount, reason):
        """Raise one error with a sentence for each loan of which ``amount`` is not withheld."""
        problems = []
        for loan in self:
            problems += loan._withheld_problems(amount or 0.0, reason)
        refuse(problems)

    def _withheld_problems(self, amount, reason):
        self.ensure_one()
        currency, names = self.currency_id, {"amount": self.currency_id.format(amount)}
        names.update(self._names())
        if amount < 0 or currency.compare_amounts(amount, self.amount_held) > 0:
            return [
                self.env._(
                    "%(loan)s (%(device)s): %(amount)s cannot be withheld from a deposit of "
                    "%(deposit)s, of which %(held)s are held. Withhold at most that, and invoice "
                    "the rest.",
                    deposit=currency.format(self.deposit),
                    held=currency.format(self.amount_held),
                    **names,
                )
            ]
        if amount and not (reason or "").strip():
            return [
                self.env._(
                    "%(loan)s (%(device)s): say why %(amount)s is withheld; the customer may ask.",
                    **names,
                )
            ]
        if amount and not self.company_id.sudo().after_sales_deposit_income_account_id:
            return [
                self.env._(
                    "%(loan)s (%(device)s): %(company)s has no account for what is withheld of "
                    "deposits. Have it set in the After-Sales settings, or withhold nothing.",
                    company=self.company_id.name,
                    **names,
                )
            ]
        return []

    def _pay_back_vals(self, wished):
        """How the deposit goes back: as wished, else the way it came.

        :param wished: dict, of which only ``pay_back_*`` count
        :return: dict to write on the loan
        """
        self.ensure_one()
        return {"pay_back_method": wished.get("pay_back_method") or self.deposit_method}

    def _check_pay_back(self, wished, withheld):
        """Raise one error with a sentence for each loan whose deposit is not paid back so."""
        problems = []
        for loan in self:
            if loan.currency_id.compare_amounts(loan.amount_held, withheld or 0.0) > 0:
                problems += loan._pay_back_problems(loan._pay_back_vals(wished))
        refuse(problems)

    def _pay_back_problems(self, vals):
        """Money goes back the way it came, or to the customer's bank account: a card that was
        charged is not emptied in cash.

        :param vals: as of ``_pay_back_vals``
        """
        self.ensure_one()
        method = vals["pay_back_method"]
        if method not in (self.deposit_method, "transfer"):
            return [
                self.env._(
                    "%(loan)s (%(device)s): the deposit was paid by %(paid)s and does not go back "
                    "by %(method)s. Pay it back the same way, or by bank transfer.",
                    paid=self._method_label(self.deposit_method),
                    method=self._method_label(method),
                    **self._names(),
                )
            ]
        if not self._deposit_journal("outbound", vals):
            return [
                self.env._(
                    "%(loan)s (%(device)s): %(company)s has no journal that pays back by "
                    "%(method)s. Have one set in the After-Sales settings, or choose another way.",
                    company=self.company_id.name,
                    method=self._method_label(method),
                    **self._names(),
                )
            ]
        return []

    # Money --------------------------------------------------------------------------------------

    def _receive_deposits(self):
        deposits = {loan: loan.deposit for loan in self if loan.deposit}
        for loan in deposits:
            loan.deposit_account_id = loan.company_id.after_sales_deposit_account_id
        self._move_deposits(deposits, "inbound")

    def _pay_deposits_back(self):
        """Pay out what is held and not withheld, book the rest as income; nothing is owed any
        more."""
        held = {loan: loan.amount_held for loan in self if loan.amount_held}
        rests = {
            loan: loan.currency_id.round(amount - loan.amount_withheld)
            for loan, amount in held.items()
        }
        self._move_deposits({loan: rest for loan, rest in rests.items() if rest}, "outbound")
        self.env["account.move"].create(
            [loan._prepare_withheld_entry_vals() for loan in held if loan.amount_withheld]
        )._post(soft=False)
        for loan in held:
            loan._reconcile_deposit()

    @api.model
    def _move_deposits(self, amounts, payment_type):
        """Book money that came in or went out.

        :param amounts: dict loan → amount in the company's currency
        :param payment_type: as of ``account.payment``
        """
        # Also where no account for outstanding payments is set on the journal: without an entry
        # nothing would be owed.
        payments = self.env["account.payment"].with_context(force_payment_move=True)
        payments.create(
            [
                loan._prepare_deposit_payment_vals(payment_type, amount)
                for loan, amount in amounts.items()
            ]
        ).action_post()

    def _deposit_account(self):
        """Where this deposit is owed."""
        self.ensure_one()
        received = self.payment_ids.filtered(lambda payment: payment.payment_type == "inbound")
        return (
            self.deposit_account_id
            or received[:1].destination_account_id
            or self.company_id.after_sales_deposit_account_id
        )

    def _reconcile_deposit(self):
        self.ensure_one()
        account = self._deposit_account()
        lines = self._deposit_lines().filtered(lambda line: not line.reconciled)
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
            "journal_id": self._deposit_journal(payment_type).id,
            "destination_account_id": self._deposit_account().id,
            "memo": self._deposit_label(),
        }

    def _deposit_label(self):
        return self.env._("Deposit %(loan)s: %(device)s", **self._names())

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
