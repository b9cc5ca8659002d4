from datetime import timedelta

from odoo import fields, models
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import only_one, refuse

from ..repair.repair_order_state import GONE
from .repair_order_hand_back import MANAGER

LEAD = "after_sales_repair.group_repair_lead"
LIABLE = [
    ("company", "Company"),
    ("store", "Store"),
    ("carrier", "Carrier"),
    ("customer", "Customer"),
]


class RepairOrder(models.Model):
    """Items that nobody gets back: lost on the way, scrapped with the
    customer's word, or disposed of because nobody came. Each leaves the stock where it lay, with
    what it costs, who is liable, and what its customer gets; nothing is received for it."""

    _inherit = "repair.order"
    _guarded = {
        "gone_liable",
        "gone_amount",
        "gone_credit_id",
        "date_disposal_announced",
        "date_disposal",
    }

    gone_liable = fields.Selection(
        LIABLE, string="Liable", readonly=True, copy=False, tracking=True
    )
    gone_amount = fields.Monetary(
        string="Compensation",
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
        tracking=True,
        help="What the customer gets for the item.",
    )
    gone_credit_id = fields.Many2one(
        "account.move",
        string="Credit Note for the Item",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    date_disposal_announced = fields.Datetime(readonly=True, copy=False)
    date_disposal = fields.Date(
        string="May Be Disposed Of",
        readonly=True,
        copy=False,
        tracking=True,
        help="The customer was told that it is kept until then.",
    )

    # Announcing ---------------------------------------------------------------------------------

    def action_announce_disposal(self):
        """A manager approves that unclaimed items are disposed of, and tells their customers by
        when they must come."""
        self._check_role((MANAGER,))
        refuse(
            [
                self.env._(
                    "%(repair)s (%(item)s) is not unclaimed: the customer must be told and "
                    "reminded first.",
                    **repair._names(),
                )
                for repair in self
                if not repair.date_unclaimed or repair.after_sales_stage != "to_hand_back"
            ]
        )
        for repair in self.sudo():
            days = repair.company_id.after_sales_disposal_days
            day = repair._local_day(fields.Datetime.now()) + timedelta(days=days)
            repair.write({"date_disposal_announced": fields.Datetime.now(), "date_disposal": day})
            repair.message_post(
                body=self.env._(
                    "%(user)s approved the disposal from %(day)s on.",
                    user=self.env.user.name,
                    day=day,
                )
            )
        self.sudo()._mail("disposal")
        return True

    def _withdraw_disposal(self):
        """The items are not disposed of after all; a notice that is not out yet stays here."""
        self.write({"date_disposal_announced": False, "date_disposal": False})
        self.env["after.sales.mail"]._cancel_for(self)

    # Ending -------------------------------------------------------------------------------------

    def action_end_without_item(self):
        """Ask what became of the item, who is liable, and what the customer gets."""
        only_one(self)
        self._check_role((LEAD, MANAGER))
        return self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair.after_sales_repair_gone_action"
        ) | {"context": {"default_repair_id": self.id}}

    def _end_without_item(self, outcome, reason, liable="company", amount=0.0, resolution=False):
        """End one repair whose item nobody gets back.

        :param outcome: one of ``GONE``
        :param liable: a value of ``gone_liable``
        :param amount: what the customer gets for an item of their own, company currency
        :param resolution: what the customer of a return order gets
        """
        self.ensure_one()
        self._check_role((MANAGER,) if outcome == "disposed" else (LEAD, MANAGER))
        refuse(self._gone_problems(outcome, amount))
        repair = self.sudo()
        repair._stop_item()
        place = repair.goods_location_id
        repair.write(
            {
                "outcome": outcome,
                "outcome_reason": reason,
                "gone_liable": liable,
                "gone_amount": amount,
            }
        )
        if repair.state in ("confirmed", "under_repair"):
            repair.action_repair_cancel()
        if repair.after_sales_disposition_id:
            repair.after_sales_disposition_id._redirect("scrap", resolution or "refund")
        else:
            repair._write_off_item(place)
        repair._note_loss()
        repair._leave_for_good()

    def _gone_problems(self, outcome, amount):
        """:return: list of sentences that stand against ending this repair so"""
        self.ensure_one()
        names = self._names()
        if outcome not in GONE or not self.date_intake or self.date_handed_back:
            return [
                self.env._(
                    "%(repair)s (%(item)s): only an item that was taken in and is not handed back "
                    "ends so.",
                    **names,
                )
            ]
        if amount < 0:
            return [self.env._("%(repair)s (%(item)s): a compensation is zero or more.", **names)]
        today = self._local_day(fields.Datetime.now())
        if outcome == "disposed" and not (self.date_disposal and self.date_disposal < today):
            return [
                self.env._(
                    "%(repair)s (%(item)s): it may be disposed of only after a manager announced "
                    "it to the customer and the time has passed (%(day)s).",
                    day=self.date_disposal or "–",
                    **names,
                )
            ]
        return self._leaving_problems()

    def _leaving_problems(self):
        """:return: list of sentences that stand against the customer's getting the item, or
        something else for it: to be extended"""
        return []

    def _usual_liable(self):
        """Who had the item when it was lost: a value of ``gone_liable``."""
        self.ensure_one()
        return "company"

    def _stop_item(self):
        """Nothing brings the item any more."""
        self.item_move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )._action_cancel()

    def _write_off_item(self, place):
        """The item leaves the stock from where it lay; by no move of the repair, which would
        hand it back."""
        if not place or not self._is_item_stored():
            return
        loss = self.product_id.with_company(self.company_id).property_stock_inventory
        kind = self.after_sales_store_id.after_sales_sort_type_id
        vals = self._prepare_item_picking_vals(loss, kind, True)
        for _command, _id, move_vals in vals["move_ids"]:
            move_vals.pop("after_sales_item_repair_id")
        self.env["stock.picking"]._create_after_sales_transfers([vals])._action_done()

    def _note_loss(self):
        """What it costs, and what the customer is credited."""
        labels = dict(self._fields["outcome"]._description_selection(self.env))
        payer = self.gone_liable if self.gone_liable in ("store", "customer") else "company"
        if self.gone_amount:
            self.gone_credit_id = self.env["account.move"].create(self._prepare_gone_credit_vals())
        value = self.gone_amount
        if not self._is_customers_own():
            product = self.product_id.with_company(self.company_id)
            value += product.standard_price * self.product_qty
        if value:
            self.env["after.sales.cost"].create(
                self._prepare_cost_vals(
                    "other", labels[self.outcome], unit_cost=value, amount=value, payer=payer
                )
            )

    def _prepare_gone_credit_vals(self):
        """:return: dict for the ``account.move``: a draft, accounting knows the account"""
        return {
            "move_type": "out_refund",
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "currency_id": self.company_id.currency_id.id,
            "ref": self.name,
            "invoice_line_ids": [
                Command.create(
                    {
                        "name": self.env._(
                            "Compensation for %(item)s (%(repair)s)", **self._names()
                        ),
                        "quantity": 1.0,
                        "price_unit": self.gone_amount,
                        "tax_ids": [Command.clear()],
                    }
                )
            ],
        }

    def _leave_for_good(self):
        self.write(
            {
                "date_handed_back": fields.Datetime.now(),
                "goods_location_id": False,
                "hand_back_code": False,
            }
        )
        self.lot_id.filtered(
            lambda lot: lot.after_sales_repair_id == self
        ).after_sales_repair_id = False
        if self.outcome == "disposed":
            self._charge_storage()
            self._invoice()
