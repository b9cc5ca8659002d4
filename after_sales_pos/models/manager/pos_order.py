from odoo import api, fields, models
from odoo.exceptions import UserError

from ...states import PAID


class PosOrder(models.Model):
    """Goods that come back beside the return screen: Odoo's own refund, and lines with a negative
    quantity. The till says whether that is allowed, and by whom."""

    _inherit = "pos.order"

    after_sales_offline = fields.Boolean(
        string="Refunded Offline",
        readonly=True,
        copy=False,
        help="Goods came back beside the return screen while the till had no connection.",
    )

    @api.model
    def _process_order(self, order, existing_order):
        done = existing_order and existing_order.state != "draft"
        order_id = super()._process_order(order, existing_order)
        if not done:
            self.sudo().browse(order_id)._after_sales_check_plain_refund()
        return order_id

    def _after_sales_check_plain_refund(self):
        """:raise UserError: this till takes goods back through the return screen, or a manager
        has to allow it; what was done without connection is told instead, unless a manager
        had allowed it before the connection was lost"""
        self.ensure_one()
        till = self.config_id
        rule = till.after_sales_plain_refund if till.after_sales_returns else "yes"
        if rule == "yes" or self.state not in PAID or not self._after_sales_plain_refund_lines():
            return
        is_allowed = self._after_sales_use_plain_overrides()
        if self.after_sales_offline:
            if not is_allowed:
                self._after_sales_tell_of_plain_refund()
        elif rule == "screen":
            raise UserError(
                self.env._(
                    "%(order)s takes back %(products)s. At %(till)s goods come back through "
                    "Returns: remove the lines, press Returns and scan the receipt.",
                    **self._after_sales_plain_refund_names(),
                )
            )
        elif not is_allowed:
            raise UserError(
                self.env._(
                    "%(order)s takes back %(products)s beside Returns. A manager of %(till)s has "
                    "to allow that, as it is on the order now.",
                    **self._after_sales_plain_refund_names(),
                )
            )

    def _after_sales_plain_refund_lines(self):
        """:return: the lines by which goods come back that no return ticket made"""
        return self.lines.filtered(
            lambda line: (
                line.qty < 0
                and line.product_id.type == "consu"
                and not line.after_sales_role
                and not line.is_reward_line
            )
        )

    def _after_sales_plain_refund_names(self):
        """:return: dict of what sentences say of it"""
        products = self._after_sales_plain_refund_lines().product_id
        return {
            "order": self.pos_reference or self.name,
            "products": ", ".join(products.mapped("display_name")),
            "till": self.config_id.name,
        }

    def _after_sales_use_plain_overrides(self):
        """Note this order on what a manager allowed of it.

        :return: whether that is all that it pays back
        """
        lines = self._after_sales_plain_refund_lines()
        given = self.config_id._after_sales_till._find_overrides(self.uuid, "plain")
        units = -sum(lines.mapped("qty"))
        if not given._covers_total(-lines._after_sales_amount(), units):
            return False
        given.pos_order_id = self
        return True

    def _after_sales_tell_of_plain_refund(self):
        """Tell a manager of money that was given already."""
        session, lines = self.session_id, self._after_sales_plain_refund_lines()
        session.activity_schedule(
            "mail.mail_activity_data_warning",
            summary=self.env._("Refunded beside Returns without connection"),
            note=self.env._(
                "%(order)s: %(cashier)s took back %(products)s at %(till)s without connection and "
                "beside Returns, and %(amount)s was paid back. Check the goods, the receipt and "
                "the money, then close this.",
                cashier=self.user_id.name,
                amount=self.currency_id.format(-lines._after_sales_amount()),
                **self._after_sales_plain_refund_names(),
            ),
            user_id=session._after_sales_returns_user().id,
        )
