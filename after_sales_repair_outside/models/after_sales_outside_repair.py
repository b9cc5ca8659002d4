from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import refuse

LEADING = ("after_sales_repair.group_repair_lead",)
WORKING = ("after_sales_repair.group_repair_technician",)
GUARDED = {
    "state",
    "date_sent",
    "date_back",
    "date_reminded_for",
    "purchase_line_id",
    "cost_id",
}
# What can still be written once the item was sent.
AFTERWARDS = {"date_expected", "result"}


class AfterSalesOutsideRepair(models.Model):
    """An item at an outside repairer: bought as a service, moved there and back."""

    _name = "after.sales.outside.repair"
    _description = "Outside Repair"
    _inherit = ["after.sales.import.mixin"]
    _order = "id desc"
    _check_company_auto = True

    repair_id = fields.Many2one(
        "repair.order", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="repair_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    vendor_id = fields.Many2one(
        "res.partner", string="Repairer", required=True, check_company=True, index=True
    )
    product_id = fields.Many2one(
        "product.product",
        string="Bought As",
        required=True,
        check_company=True,
        domain=[("type", "=", "service"), ("purchase_ok", "=", True)],
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    price = fields.Monetary(string="Agreed Price", required=True, help="Untaxed.")
    instructions = fields.Text(help="What the repairer is to do.")
    state = fields.Selection(
        [
            ("draft", "To send"),
            ("sent", "At repairer"),
            ("back", "Back"),
            ("cancelled", "Cancelled"),
            ("lost", "Lost there"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    date_sent = fields.Datetime(string="Sent", readonly=True, copy=False)
    date_expected = fields.Date(string="Expected Back")
    date_reminded_for = fields.Date(
        string="Reminded For",
        readonly=True,
        copy=False,
        help="The promised day that passed, of which somebody was told.",
    )
    date_back = fields.Datetime(string="Back", readonly=True, copy=False)
    result = fields.Text(copy=False, help="What the repairer did, or why not.")
    purchase_line_id = fields.Many2one(
        "purchase.order.line", readonly=True, copy=False, index="btree_not_null"
    )
    purchase_id = fields.Many2one(
        related="purchase_line_id.order_id", string="Purchase Order", store=True
    )
    cost_id = fields.Many2one("after.sales.cost", readonly=True, copy=False, ondelete="set null")

    _sent_unique = models.UniqueIndex(
        "(repair_id) WHERE state = 'sent'", "The item is at an outside repairer already."
    )
    _price_check = models.Constraint("CHECK (price >= 0)", "A price is not negative.")

    @api.depends("repair_id")
    def _compute_product_id(self):
        for outside in self:
            company = outside.company_id or outside.repair_id.company_id or self.env.company
            product = company.sudo().after_sales_outside_product_id
            outside.product_id = outside.product_id or product

    @api.depends("repair_id.name", "vendor_id.name")
    def _compute_display_name(self):
        for outside in self:
            outside.display_name = f"{outside.repair_id.name}: {outside.vendor_id.name}"

    # Guard ------------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("state") == "draft":
                del vals["state"]
            self._check_guarded(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_guarded(vals)
        if not self.env.su and not vals.keys() <= AFTERWARDS:
            self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_if_never_sent(self):
        self.filtered(lambda outside: outside.state != "cancelled")._check_draft()

    def _check_guarded(self, vals):
        names = GUARDED & vals.keys()
        if names and not self.env.su:
            raise UserError(
                self.env._(
                    "%(fields)s of an outside repair follows its buttons and is not written by "
                    "hand.",
                    fields=", ".join(sorted(names)),
                )
            )

    def _check_draft(self):
        refuse(
            [
                self.env._(
                    "%(outside)s was sent or cancelled: only what is to be sent can be changed.",
                    outside=outside.display_name,
                )
                for outside in self
                if outside.state != "draft"
            ]
        )

    # Sending ----------------------------------------------------------------------------------

    def action_send(self):
        """Order the repair and send the items there."""
        self.repair_id._check_role(LEADING)
        self._check_send()
        self.sudo()._do_send()
        return {"type": "ir.actions.act_window_close"}

    def _check_send(self):
        self._check_draft()
        problems = []
        for outside in self:
            problems += self._sending_problems(outside.repair_id)
        refuse(problems)

    @api.model
    def _sending_problems(self, repair):
        """:return: list of sentences that stand against sending the item of ``repair`` away"""
        if repair.state not in ("confirmed", "under_repair") or repair.date_work_done:
            return [
                self.env._(
                    "%(repair)s (%(item)s): only an item that was taken in and is not finished "
                    "can be sent to an outside repairer.",
                    **repair._names(),
                )
            ]
        return repair._away_problems() + repair._item_problems()

    def _do_send(self):
        orders = self.env["purchase.order"].create(
            [outside._prepare_purchase_vals() for outside in self]
        )
        orders.button_confirm()
        for outside, order in zip(self, orders, strict=True):
            outside._check_confirmed(order)
            outside.write(
                {
                    "state": "sent",
                    "date_sent": fields.Datetime.now(),
                    "purchase_line_id": order.order_line.id,
                }
            )
        self._bring_there()

    def _bring_there(self):
        repairs = self.repair_id
        repairs._running_times()._stop()
        repairs.after_sales_is_outside = True
        repairs._move_items(
            lambda repair: repair.after_sales_workshop_id.after_sales_outside_location_id,
            lambda repair: repair.after_sales_workshop_id.after_sales_sort_type_id,
        )

    def _check_confirmed(self, order):
        """An amount that the company wants approved is ordered by who may approve it."""
        if order.state == "purchase":
            return
        refuse(
            [
                self.env._(
                    "%(outside)s: an order of %(amount)s needs the approval of a purchase "
                    "manager. Have one send it, or agree on a lower price.",
                    outside=self.display_name,
                    amount=self.currency_id.format(self.price),
                )
            ]
        )

    def _prepare_purchase_vals(self):
        """:return: dict for the ``purchase.order`` of this outside repair"""
        self.ensure_one()
        return {
            "partner_id": self.vendor_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.currency_id.id,
            "origin": self.repair_id.name,
            "order_line": [Command.create(self._prepare_purchase_line_vals())],
        }

    def _prepare_purchase_line_vals(self):
        """:return: dict for the ``purchase.order.line``; vals that Odoo would look up in the
        vendor's price list are given"""
        self.ensure_one()
        repair = self.repair_id
        words = [repair.item_name, repair.item_serial, self.instructions]
        vals = {
            "product_id": self.product_id.id,
            "product_qty": 1.0,
            "price_unit": self.price,
            "name": f"{repair.name}: " + "\n".join(word for word in words if word),
        }
        if self.date_expected:
            vals["date_planned"] = fields.Datetime.to_datetime(self.date_expected)
        return vals

    # Back -------------------------------------------------------------------------------------

    def action_back(self):
        """The items are here again: received, moved, and their cost known."""
        self.repair_id._check_role(WORKING)
        refuse(
            [
                self.env._(
                    "%(outside)s is not at the repairer: only what was sent comes back.",
                    outside=outside.display_name,
                )
                for outside in self
                if outside.state != "sent"
            ]
        )
        self.sudo()._do_back()
        return True

    def _do_back(self):
        for outside in self:
            outside.purchase_line_id.qty_received = outside.purchase_line_id.product_qty
        self.write({"state": "back", "date_back": fields.Datetime.now()})
        costs = self.env["after.sales.cost"].create(
            [outside._prepare_cost_vals() for outside in self]
        )
        for outside, cost in zip(self, costs, strict=True):
            outside.cost_id = cost
        self._bring_back()

    def _bring_back(self):
        repairs = self.repair_id
        repairs._move_items(
            lambda repair: repair.after_sales_workshop_id.after_sales_repair_location_id,
            lambda repair: repair.after_sales_workshop_id.after_sales_sort_type_id,
        )
        repairs.after_sales_is_outside = False

    def _prepare_cost_vals(self):
        """:return: dict for the ``after.sales.cost``: what was billed, else what was ordered"""
        self.ensure_one()
        line = self.purchase_line_id
        amount = self._billed_amount()
        if amount is None:
            amount = line.currency_id._convert(
                line.price_subtotal, self.currency_id, self.company_id, fields.Date.today()
            )
        return self.repair_id._prepare_cost_vals(
            "outside",
            self.env._(
                "%(vendor)s, %(order)s", vendor=self.vendor_id.name, order=line.order_id.name
            ),
            product_id=self.product_id.id,
            unit_cost=amount,
            amount=amount,
        )

    def _billed_amount(self):
        """What posted bills ask for it, in the company's currency; None where there is none."""
        self.ensure_one()
        billed = self.purchase_line_id.invoice_lines.filtered(
            lambda line: line.parent_state == "posted"
        )
        return sum(billed.mapped("balance")) if billed else None

    def _lose(self):
        """The repairer does not give it back, and is owed nothing that was not billed; a company
        may lock its orders when they are confirmed."""
        self.write({"state": "lost"})
        orders = self.purchase_line_id.order_id.filtered(
            lambda order: not order.invoice_ids.filtered(lambda bill: bill.state == "posted")
        )
        orders.button_unlock()
        orders.button_cancel()
        self._follow_bill()

    def _follow_bill(self):
        """The cost is what the vendor bills, once that is posted; until then what was agreed, and
        nothing once the order is cancelled or the item lost there."""
        for outside in self.filtered(lambda outside: outside.state in ("back", "lost")):
            amount = outside._billed_amount()
            owed = outside.state == "back" and outside.purchase_id.state != "cancel"
            if amount is None and not owed:
                outside.cost_id.unlink()
                continue
            vals = outside._prepare_cost_vals()
            if outside.cost_id:
                outside.cost_id.write({name: vals[name] for name in ("unit_cost", "amount")})
            else:
                outside.cost_id = self.env["after.sales.cost"].create(vals)
            if amount is not None:
                outside._tell_if_dearer(amount)

    def _tell_if_dearer(self, amount):
        """Who answers for the repair hears of a bill above what was agreed."""
        line = self.purchase_line_id
        agreed = line.currency_id._convert(
            self.price, self.currency_id, self.company_id, fields.Date.context_today(self)
        )
        if self.currency_id.compare_amounts(amount, agreed) > 0:
            self.repair_id._remind(
                self.env._(
                    "%(vendor)s billed %(amount)s, %(agreed)s were agreed",
                    vendor=self.vendor_id.name,
                    amount=self.currency_id.format(amount),
                    agreed=self.currency_id.format(agreed),
                )
            )

    @api.model
    def _cron_late(self):
        """Who answers for a repair hears that it should be back by now: once for each day that
        was promised."""
        # Nowhere it is later than the day after that of UTC.
        sent = self.search([("state", "=", "sent"), ("date_expected", "<=", fields.Date.today())])
        now = fields.Datetime.now()
        late = sent.filtered(
            lambda one: one.date_expected < one.company_id.sudo()._after_sales_day_of(now)
        )
        for outside in late.filtered(lambda one: one.date_reminded_for != one.date_expected):
            outside.date_reminded_for = outside.date_expected
            outside.repair_id._remind(
                self.env._(
                    "%(vendor)s has it since %(sent)s and promised it for %(day)s: ask there",
                    vendor=outside.vendor_id.name,
                    sent=outside.date_sent.date(),
                    day=outside.date_expected,
                )
            )

    def action_cancel(self):
        """Send nothing after all."""
        self.repair_id._check_role(LEADING)
        self._check_draft()
        self.sudo().state = "cancelled"
        return True
