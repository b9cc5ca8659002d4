from odoo import api, fields, models

from ...tools import refuse

MANAGER = "after_sales_returns.group_after_sales_manager"
NEVER_CAME = [
    ("bill", "Bill the goods"),
    ("leave", "Leave the refund: the goods are a gift"),
]


class AfterSalesReturn(models.Model):
    """Closing. Where goods were paid for and never came, a manager says what becomes of it."""

    _inherit = "after.sales.return"

    never_came = fields.Selection(
        NEVER_CAME,
        string="Goods That Never Came",
        copy=False,
        tracking=True,
        help="The customer was paid before the goods came, and they never came: whether they are "
        "billed again at the price that was refunded.",
    )

    def action_close(self):
        """Close, or open the dialog that asks about goods that were paid for and never came."""
        asking = self.filtered(lambda order: order._is_never_came_open())
        if not asking or not self._is_manager():
            self.write({"state": "closed"})
            return True
        refuse([sentence for order in asking for sentence in order._waiting_problems()])
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_returns.after_sales_return_close_action"
        )
        context = {"default_return_ids": self.ids, "dialog_size": "medium"}
        return {**action, "context": context}

    def _closed_problems(self):
        return self._waiting_problems() or self._never_came_problems()

    def _waiting_problems(self):
        """What came is sorted and settled before a return is closed."""
        self.ensure_one()
        names = {"return": self.name}
        if any(line._is_to_sort() for line in self.line_ids):
            return [
                self.env._(
                    "%(return)s: received goods wait to be sorted. Sort them first.", **names
                )
            ]
        if any(line._is_to_settle() for line in self.line_ids):
            return [
                self.env._(
                    "%(return)s: decided goods wait to be settled. Settle them first.", **names
                )
            ]
        return []

    def _is_manager(self):
        return self.env.su or self.env.user.has_group(MANAGER)

    def _is_never_came_open(self):
        """Whether goods were paid for, never came, and nobody said what becomes of it."""
        self.ensure_one()
        return not self.never_came and any(self.line_ids.mapped("quantity_advanced"))

    @api.model
    def _never_came_labels(self):
        return dict(self._fields["never_came"]._description_selection(self.env))

    def _never_came_goods(self):
        """:return: str such as "2 Shirt, 1 Phone" of what was paid for and never came"""
        return ", ".join(
            f"{line.quantity_advanced:g} {line.product_id.display_name}"
            for line in self.line_ids
            if line.quantity_advanced
        )

    def _never_came_problems(self):
        """Nobody but a manager closes it, and not without saying what becomes of the goods."""
        self.ensure_one()
        goods = self._never_came_goods()
        if not goods:
            return []
        names = {"return": self.name, "goods": goods}
        if not self._is_manager():
            return [
                self.env._(
                    "%(return)s: the customer was paid for %(goods)s, which never came. Only a "
                    "manager closes it.",
                    **names,
                )
            ]
        if self.never_came:
            return []
        return [
            self.env._(
                "%(return)s: the customer was paid for %(goods)s, which never came. Say whether "
                "to bill the goods or to leave the refund: the Close button asks, and who writes "
                "the state writes never_came with it.",
                **names,
            )
        ]

    def _check_never_came_vals(self, vals_list):
        """The answer is a manager's, and stays with the closed return."""
        if not any("never_came" in vals for vals in vals_list):
            return
        problems = [
            self.env._(
                "%(return)s is closed: what became of the goods that never came is done.",
                **{"return": order.name},
            )
            for order in self
            if order.state == "closed"
        ]
        if not self._is_manager():
            problems.append(
                self.env._("Only a manager says what becomes of goods that never came.")
            )
        refuse(problems)

    def _carry_out_never_came(self):
        """Do with what was paid for and never came as was decided, and say so."""
        for answer, orders in self.grouped("never_came").items():
            parts = orders.disposition_ids._paid_ahead()
            for order in parts.return_id:
                order.message_post(
                    body=self.env._(
                        "%(goods)s never came, though the customer was paid for it: %(answer)s",
                        goods=order._never_came_goods(),
                        answer=self._never_came_labels()[answer],
                    )
                )
            if parts:
                getattr(parts, f"_never_came_{answer}")()
