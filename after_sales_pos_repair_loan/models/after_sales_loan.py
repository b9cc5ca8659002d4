from odoo import api, fields, models


class AfterSalesLoan(models.Model):
    """A deposit in cash goes into the drawer of a till: as cash-in of its session, so that its
    closing counts it, and out again as cash-out of the session that is open then."""

    _inherit = "after.sales.loan"

    till_session_ids = fields.Many2many(
        "pos.session",
        compute="_compute_till_session_ids",
        compute_sudo=True,
        groups="point_of_sale.group_pos_user",
    )
    deposit_session_id = fields.Many2one(
        "pos.session",
        string="Till",
        compute="_compute_deposit_session_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        index="btree_not_null",
        help="The open session whose drawer takes the deposit.",
    )
    pay_back_session_id = fields.Many2one(
        "pos.session", string="Paid Back At", readonly=True, copy=False, index="btree_not_null"
    )

    @api.depends("warehouse_id")
    def _compute_till_session_ids(self):
        for loan in self:
            loan.till_session_ids = loan._till_sessions()

    @api.depends("warehouse_id", "deposit_method")
    def _compute_deposit_session_id(self):
        for loan in self.filtered(lambda loan: loan.state == "draft"):
            in_cash = loan.deposit_method == "cash"
            loan.deposit_session_id = in_cash and loan._default_till_session()

    def _till_sessions(self):
        return self.warehouse_id._origin.sudo()._after_sales_till_sessions()

    def _default_till_session(self):
        """The user's own open session, else the only one of the store."""
        self.ensure_one()
        sessions = self._till_sessions()
        own = sessions.filtered(lambda session: session.user_id == self.env.user)
        found = own if len(own) == 1 else sessions
        return found if len(found) == 1 else found.browse()

    # Checks -------------------------------------------------------------------------------------

    def _deposit_journal(self, payment_type, vals=None):
        session = self._till_session(payment_type, vals)
        return session.cash_journal_id or super()._deposit_journal(payment_type, vals)

    def _till_session(self, payment_type, vals=None):
        """:return: the ``pos.session`` whose drawer takes the money or gives it; parameters as
        of ``_deposit_journal``"""
        name = "pay_back" if payment_type == "outbound" else "deposit"
        if (vals or self)[f"{name}_method"] != "cash":
            return self.env["pos.session"]
        given = vals or {f"{name}_session_id": self[f"{name}_session_id"].id}
        return self.env["pos.session"].browse(given[f"{name}_session_id"] or []).sudo()

    def _deposit_problems(self):
        problems = super()._deposit_problems()
        if problems or not self.deposit or self.deposit_method != "cash":
            return problems
        return self._drawer_problems("inbound")

    def _pay_back_vals(self, wished):
        vals = super()._pay_back_vals(wished)
        session = wished.get("pay_back_session_id")
        if vals["pay_back_method"] == "cash" and self.deposit_session_id and not session:
            session = self._default_till_session().id
        return {**vals, "pay_back_session_id": session or False}

    def _pay_back_problems(self, vals):
        problems = super()._pay_back_problems(vals)
        if problems or vals["pay_back_method"] != "cash":
            return problems
        return self._drawer_problems("outbound", vals)

    def _drawer_problems(self, payment_type, vals=None):
        """Cash that a till counts goes through a session that is open: its closing would show a
        difference. What came through one goes back through one.

        :return: list of sentences; parameters as of ``_deposit_journal``
        """
        self.ensure_one()
        session = self._till_session(payment_type, vals)
        sessions = self._till_sessions()
        names = {**self._names(), "store": self.warehouse_id.name}
        if session in sessions:
            return []
        if session:
            return [
                self.env._(
                    "%(loan)s (%(device)s): session %(session)s is no open session of a till of "
                    "%(store)s with cash. Choose one that is open, or another way.",
                    session=session.name,
                    **names,
                )
            ]
        back = payment_type == "outbound" and self.deposit_session_id
        if not back and not self._deposit_journal(payment_type, vals)._after_sales_is_of_till():
            return []
        if not sessions:
            return [
                self.env._(
                    "%(loan)s (%(device)s): the cash is counted by a till, and none of %(store)s "
                    "is open. Open one, or choose another way than cash.",
                    **names,
                )
            ]
        return [
            self.env._(
                "%(loan)s (%(device)s): choose the till whose cash it is: %(tills)s. Who does not "
                "see them asks a cashier.",
                tills=", ".join(sessions.mapped("display_name")),
                **names,
            )
        ]

    # Money --------------------------------------------------------------------------------------

    @api.model
    def _move_deposits(self, amounts, payment_type):
        by_till = {
            loan: amount for loan, amount in amounts.items() if loan._till_session(payment_type)
        }
        rest = {loan: amount for loan, amount in amounts.items() if loan not in by_till}
        super()._move_deposits(rest, payment_type)
        if not by_till:
            return
        # Who closes the session meanwhile has counted without this.
        sessions = self.env["pos.session"].union(
            *(loan._till_session(payment_type) for loan in by_till)
        )
        sessions.lock_for_update()
        lines = self.env["account.bank.statement.line"].with_context(no_retrieve_partner=True)
        lines.create(
            [
                loan._prepare_till_deposit_vals(payment_type, amount)
                for loan, amount in by_till.items()
            ]
        )

    def _prepare_till_deposit_vals(self, payment_type, amount):
        """:return: dict for the ``account.bank.statement.line``: what Odoo's own cash-in makes,
        owed on the account for deposits instead of waiting to be explained"""
        self.ensure_one()
        session = self._till_session(payment_type)
        coming = payment_type == "inbound"
        kind = self.env._("in") if coming else self.env._("out")
        vals = session._prepare_account_bank_statement_line_vals(
            session,
            1 if coming else -1,
            amount,
            self._deposit_label(),
            self.partner_id.commercial_partner_id.id,
            {"translatedType": kind},
        )
        return {
            **vals,
            "counterpart_account_id": self._deposit_account().id,
            "after_sales_loan_id": self.id,
        }
