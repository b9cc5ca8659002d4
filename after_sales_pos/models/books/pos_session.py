from odoo import models

from ...states import PAID

# Money that moves between the orders of a ticket, also where nothing is returned.
WITHIN = ("settlement", "card")


class PosSession(models.Model):
    """Closing a session: what its tickets settled between their orders comes to nothing, and the
    return orders say what the entries say. A mismatch stops nobody from going home; it is told to
    who answers for the till."""

    _inherit = "pos.session"

    def _validate_session(self, *args, **kwargs):
        result = super()._validate_session(*args, **kwargs)
        if self.state == "closed":
            self.sudo().with_company(self.company_id)._after_sales_close_returns()
        return result

    def _after_sales_close_returns(self):
        self.ensure_one()
        orders = self.order_ids.filtered("after_sales_ticket")
        problems = self._after_sales_unexplained_problems()
        if orders:
            problems += self._after_sales_clearing_problems(
                orders
            ) + self._after_sales_return_problems(orders)
        if problems:
            self.activity_schedule(
                "mail.mail_activity_data_warning",
                summary=self.env._("Returns do not agree with the entries"),
                note="\n".join(problems),
                user_id=self._after_sales_returns_user().id,
            )

    def _after_sales_returns_user(self):
        """:return: who answers for the till: a manager of the Point of Sale in this company"""
        managers = self.config_id.group_pos_manager_id.all_user_ids.filtered(
            lambda user: user.active and user._is_internal() and self.company_id in user.company_ids
        )
        return managers[:1] or self.env.user

    def _after_sales_clearing_lines(self, orders):
        """Items of the clearing account that this session's tickets made: of its own entry, of
        invoices, and of credit notes that were paid out."""
        moves = self.move_id | orders.account_move | orders._after_sales_payout_entries()
        account = self.company_id._after_sales_clearing_account()
        return moves.line_ids.filtered(
            lambda line: line.account_id == account and line.parent_state == "posted"
        )

    def _after_sales_clearing_problems(self, orders):
        """Reconcile what comes to nothing; :return: list of sentences about what does not"""
        lines = self._after_sales_clearing_lines(orders)
        balance = sum(lines.mapped("balance"))
        currency = self.company_id.currency_id
        if currency.is_zero(balance):
            lines.filtered(lambda line: not line.reconciled).reconcile()
            return []
        return [
            self.env._(
                "%(session)s: what tickets settled between their orders leaves %(balance)s on "
                "%(account)s. Look at the returns of this session and correct the entry.",
                session=self.name,
                balance=currency.format(balance),
                account=lines.account_id.display_name,
            )
        ]

    def _after_sales_unexplained_problems(self):
        """:return: list of sentences about what was paid back for no return order"""
        paid = self.order_ids.filtered(lambda order: order.state in PAID)
        lines = paid.lines.filtered(
            lambda line: (
                line.after_sales_role
                and not line.order_id.after_sales_return_ids
                and not (line.after_sales_role in WITHIN and line.order_id.after_sales_ticket)
            )
        )
        return [
            self.env._(
                "%(order)s paid something back for a return, but no return order says what. Ask "
                "%(cashier)s.",
                order=order.pos_reference or order.name,
                cashier=order.user_id.name,
            )
            for order in lines.order_id
        ]

    def _after_sales_return_problems(self, orders):
        """:return: list of sentences about return orders that say something else than the order
        of the till, or whose goods are not in"""
        problems = []
        for order in orders.filtered("after_sales_return_ids"):
            returns = order.after_sales_return_ids
            parts = returns.disposition_ids.filtered(
                lambda part: part.state == "settled" and not part.line_id.sale_line_id
            )
            credited, paid = (
                sum(parts.mapped("amount_credited")),
                order._after_sales_net_paid_back(),
            )
            if order.currency_id.compare_amounts(credited, paid):
                problems.append(
                    self.env._(
                        "%(order)s paid back %(paid)s untaxed, but %(returns)s says %(credited)s.",
                        order=order.pos_reference,
                        paid=order.currency_id.format(paid),
                        returns=", ".join(returns.mapped("name")),
                        credited=order.currency_id.format(credited),
                    )
                )
            if returns.line_ids.filtered(lambda line: not line.quantity_received):
                problems.append(
                    self.env._(
                        "%(returns)s: the goods of %(order)s were not received. Receive them, or "
                        "find out where they are.",
                        order=order.pos_reference,
                        returns=", ".join(returns.mapped("name")),
                    )
                )
        return problems

    # Values of what came back before its sale left the stock --------------------------------------

    def _create_picking_at_end_of_session(self):
        result = super()._create_picking_at_end_of_session()
        self.sudo()._after_sales_value_returns_as_sold()
        return result

    def _after_sales_value_returns_as_sold(self):
        """Tie the receipts of this session's returns to the deliveries of their goods."""
        sold = self.picking_ids.filtered(lambda picking: not picking.pos_order_id).move_ids
        sold = sold.filtered(lambda move: move.state == "done" and move.is_out)
        came = self.order_ids.after_sales_return_ids.line_ids.filtered(
            lambda line: line.pos_line_id.order_id in self.order_ids
        ).move_ids.filtered(
            lambda move: move.state == "done" and move.is_in and not move.origin_returned_move_id
        )
        tied = came.browse()
        for move in came.sorted(lambda move: (move.date, move.id)):
            origin = sold.filtered(lambda out, move=move: out.product_id == move.product_id)[:1]
            if origin:
                move.origin_returned_move_id = origin
                tied |= move
        # The deliveries took their value with what had come back at another one in stock.
        tied._set_value()
