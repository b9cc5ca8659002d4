"""What a return order shows of the documents around it, and how it opens them."""

from collections import Counter

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools import only_one

OPEN_STAGES = ("draft", "requested", "awaiting_goods", "to_sort", "to_settle")
HISTORY_SIZE = 10
VERDICT_ICONS = {
    "eligible": "fa-check-circle text-success",
    "review": "fa-question-circle text-warning",
    "refused": "fa-times-circle text-danger",
}


class AfterSalesReturn(models.Model):
    _inherit = "after.sales.return"

    customer_return_ids = fields.Many2many(
        "after.sales.return",
        compute="_compute_customer_return_ids",
        help="The latest other return orders of the same customer.",
    )
    reason_id = fields.Many2one(
        "after.sales.reason",
        string="Main Reason",
        compute="_compute_reason_id",
        store=True,
        index="btree_not_null",
        help="The reason of the first line, to group by.",
    )
    scrap_ids = fields.Many2many("stock.scrap", compute="_compute_scrap_ids")
    ewallet_ids = fields.Many2many(
        "loyalty.card",
        compute="_compute_ewallet_ids",
        help="The eWallets that took store credit, and the cards that got back what they paid.",
    )
    scrap_count = fields.Integer(compute="_compute_document_counts")
    lot_count = fields.Integer(compute="_compute_document_counts")
    ewallet_count = fields.Integer(compute="_compute_document_counts")
    verdict_summary = fields.Html(
        compute="_compute_verdict_summary",
        sanitize=False,
        help="What the policy says of each line, one sentence below the other.",
    )
    unexpected_count = fields.Integer(
        compute="_compute_unexpected_count",
        help="Lines that came without being authorised and are not decided.",
    )
    has_exchange = fields.Boolean(compute="_compute_shown_columns")
    has_tracked = fields.Boolean("Has Serials or Lots", compute="_compute_shown_columns")
    commercial_partner_id = fields.Many2one(related="partner_id.commercial_partner_id")
    partner_email = fields.Char(related="partner_id.email", string="E-mail")
    partner_phone = fields.Char(related="partner_id.phone", string="Phone")

    @api.depends("line_ids.resolution", "line_ids.product_id.tracking")
    def _compute_shown_columns(self):
        """Which columns the list of products has room for."""
        for order in self:
            order.has_exchange = any(line._resolution_row().new_goods for line in order.line_ids)
            order.has_tracked = any(line.tracking != "none" for line in order.line_ids)

    @api.model
    def _group_expand_stage(self, stages, domain):
        """Show the columns of open work also while they are empty, the others when used."""
        shown = set(OPEN_STAGES) | set(stages)
        return [value for value, _label in self._fields["stage"].selection if value in shown]

    @api.depends("line_ids.reason_id", "line_ids.sequence")
    def _compute_reason_id(self):
        for order in self:
            order.reason_id = order.line_ids.reason_id[:1]

    @api.depends("line_ids.verdict", "line_ids.verdict_reason", "line_ids.product_id")
    def _compute_verdict_summary(self):
        sentence = Markup(
            '<div class="d-flex mt-1"><i class="fa fa-fw %s me-2 mt-1"></i>'
            "<div><strong>%s</strong>: %s</div></div>"
        )
        for order in self:
            order.verdict_summary = Markup().join(
                sentence
                % (VERDICT_ICONS[line.verdict], line.product_id.display_name, line.verdict_reason)
                for line in order.line_ids
                if line.verdict and line.verdict_reason
            )

    @api.depends("line_ids.unexpected", "line_ids.quantity_decided")
    def _compute_unexpected_count(self):
        for order in self:
            order.unexpected_count = len(order._unexpected_lines())

    def _unexpected_lines(self):
        return self.line_ids.filtered(lambda line: line.unexpected and not line.quantity_decided)

    # --- counts -------------------------------------------------------------

    @api.depends(
        "picking_ids",
        "refund_ids",
        "exchange_order_ids",
        "sale_order_ids",
        "partner_id",
        "line_ids.lot_ids",
    )
    def _compute_document_counts(self):
        customers = self._count_customer_returns()
        for order in self:
            order.picking_count = order._count_documents("picking_ids")
            order.refund_count = order._count_documents("refund_ids")
            order.exchange_count = order._count_documents("exchange_order_ids")
            order.sale_count = order._count_documents("sale_order_ids")
            order.scrap_count = order._count_documents("scrap_ids")
            order.lot_count = len(order._lots())
            order.ewallet_count = order._count_documents("ewallet_ids")
            order.partner_return_count = customers[order.partner_id.commercial_partner_id.id]

    def _count_documents(self, field):
        """Return how many documents this order shows the user; none where they may not read."""
        readable = self.env[self._fields[field].comodel_name].has_access("read")
        return len(self[field]) if readable else 0

    def _count_customer_returns(self):
        """Return a counter ``{commercial partner id: return orders}``."""
        counts = Counter()
        groups = self._read_group(self._customer_domain(), ["partner_id"], ["__count"])
        for partner, count in groups:
            counts[partner.sudo().commercial_partner_id.id] += count
        return counts

    @api.depends("line_ids.sale_line_id")
    def _compute_sale_order_ids(self):
        for order in self:
            order.sale_order_ids = order.line_ids.sudo().sale_line_id.order_id.sudo(False)

    @api.depends("disposition_ids.move_ids.scrap_id")
    def _compute_scrap_ids(self):
        for order in self:
            order.scrap_ids = order.sudo().disposition_ids.move_ids.scrap_id.sudo(False)

    @api.depends("refund_ids", "disposition_ids.state")
    def _compute_ewallet_ids(self):
        """By the credit notes whose money became store credit, and by the return for what went
        back to the cards that paid."""
        history = self.env["loyalty.history"].sudo()
        rows = history.search(
            Domain("order_model", "=", "account.move")
            & Domain("order_id", "in", self.refund_ids.ids)
            | Domain("order_model", "=", self._name) & Domain("order_id", "in", self.ids)
        ).filtered("card_id.program_id.is_payment_program")
        cards = rows.grouped(lambda row: (row.order_model, row.order_id))
        for order in self:
            keys = [("account.move", note.id) for note in order.refund_ids]
            found = history.union(
                *(cards.get(key, history) for key in [*keys, (order._name, order._origin.id)])
            )
            order.ewallet_ids = found.card_id.sudo(False)

    @api.depends("partner_id")
    def _compute_customer_return_ids(self):
        for order in self:
            others = order._customer_domain() & Domain("id", "!=", order._origin.id)
            order.customer_return_ids = order.search(others, limit=HISTORY_SIZE)

    def _customer_domain(self):
        """Return the domain of every return order of these customers."""
        customers = self.partner_id.commercial_partner_id
        return Domain("partner_id", "child_of", customers.ids) if customers else Domain.FALSE

    # --- opening them ---------------------------------------------------------

    def action_view_pickings(self):
        return self._action_view_documents(
            "stock.action_picking_tree_all", Domain("id", "in", self.picking_ids.ids)
        )

    def action_view_refunds(self):
        """Who may not open entries sees the credit notes as the customer does: one by itself,
        several on the page of the return."""
        accountant = self.env["account.payment"].has_access("read")
        if not accountant and len(self.refund_ids) == 1:
            return self.refund_ids.preview_invoice()
        if not accountant and len(self) == 1:
            return {"type": "ir.actions.act_url", "target": "new", "url": self.get_portal_url()}
        return self._action_view_documents(
            "account.action_move_out_refund_type", Domain("id", "in", self.refund_ids.ids)
        )

    def action_view_lots(self):
        """The serials and lots of these returns: in forms that ask for no rights of Inventory."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_returns.stock_lot_action_after_sales"
        )
        return {**action, "domain": [("id", "in", self._lots().ids)]}

    def _lots(self):
        return self.line_ids.lot_ids | self.disposition_ids.lot_id

    def action_view_exchanges(self):
        return self._action_view_documents(
            "sale.action_orders", Domain("id", "in", self.exchange_order_ids.ids)
        )

    def action_view_scraps(self):
        return self._action_view_documents(
            "stock.action_stock_scrap", Domain("id", "in", self.scrap_ids.ids)
        )

    def action_view_ewallets(self):
        return self._action_view_documents(
            "loyalty.loyalty_card_action", Domain("id", "in", self.ewallet_ids.ids)
        )

    def action_view_sales(self):
        return self._action_view_documents(
            "sale.action_orders", Domain("id", "in", self.sale_order_ids.ids)
        )

    def action_view_partner_returns(self):
        only_one(self)
        return self._action_view_documents(
            "after_sales_returns.after_sales_return_action", self._customer_domain()
        )

    def action_view_unexpected(self):
        """Open what came without being authorised, to tie it to the order it was sold with."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_returns.after_sales_return_line_action_unexpected"
        )
        return action | {"domain": [("id", "in", self._unexpected_lines().ids)]}

    def action_open_sorting(self):
        """Propose what becomes of what came, and open it on the sorting screen."""
        self.action_sort()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_returns.after_sales_disposition_action"
        )
        return action | {
            "domain": [("return_id", "in", self.ids)],
            "context": {"search_default_filter_draft": 1},
        }

    @api.model
    def _action_view_documents(self, xmlid, domain):
        """Return the window action ``xmlid`` on a domain: a form where it holds one record."""
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        documents = self.env[action["res_model"]].search(domain, limit=2)
        action["domain"] = list(domain)
        action["context"] = {"create": False}
        if len(documents) == 1:
            action["res_id"] = documents.id
            action["views"] = [(False, "form")]
            action["view_mode"] = "form"
        return action
