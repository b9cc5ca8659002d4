from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import refuse

GRANTING = ("after_sales_returns.group_after_sales_store",)


class RepairOrder(models.Model):
    """What the customer may ask for once repairs have failed or took too long. An item that did not
    come with a return order comes back by a new one."""

    _inherit = "repair.order"

    repair_days = fields.Integer(
        string="Days in Repair",
        compute="_compute_after_sales_remedy",
        help="Earlier repairs within the warranty and this one, until it was handed back.",
    )
    after_sales_remedy = fields.Char(string="Remedy", compute="_compute_after_sales_remedy")
    after_sales_remedy_exchange = fields.Boolean(
        string="Exchange Offered", compute="_compute_after_sales_remedy"
    )
    after_sales_remedy_refund = fields.Boolean(
        string="Refund Offered", compute="_compute_after_sales_remedy"
    )

    @api.depends(
        "warranty_terms_id",
        "warranty_verdict",
        "failed_repair_count",
        "past_repair_days",
        "after_sales_origin",
        "state",
        "date_intake",
        "date_handed_back",
    )
    def _compute_after_sales_remedy(self):
        for repair in self:
            repair.repair_days = repair.past_repair_days + repair._own_repair_days()
            repair.after_sales_remedy = repair.sudo()._remedy_sentence()
            terms = repair.warranty_terms_id.sudo()
            repair.after_sales_remedy_exchange = repair.after_sales_remedy and terms.remedy_exchange
            repair.after_sales_remedy_refund = repair.after_sales_remedy and terms.remedy_refund

    def _own_repair_days(self):
        """Days since this item was taken in, until it was handed back."""
        if not self.date_intake:
            return 0
        until = self.date_handed_back or fields.Datetime.now()
        return (self._local_day(until) - self._local_day(self.date_intake)).days

    def _remedy_sentence(self):
        """:return: the sentence that offers a remedy by the terms, or False"""
        terms = self.warranty_terms_id
        remedies = terms._remedy_labels()
        grounds = self._remedy_grounds(terms)
        if not self._is_remedy_open() or not remedies or not grounds:
            return False
        return self.env._(
            "“%(terms)s”: %(grounds)s, so the customer may choose: %(remedies)s.",
            terms=terms.name,
            grounds=self.env._(" and ").join(grounds),
            remedies=self.env._(" or ").join(remedies),
        )

    def _is_remedy_open(self):
        return (
            self.state in ("draft", "confirmed", "under_repair")
            and not self._is_ours()
            and self.warranty_verdict == "in"
        )

    def _remedy_grounds(self, terms):
        """:return: list of clauses: what the terms give a remedy for and has come true"""
        grounds = []
        item = self._warranty_words(terms)["item"]
        if 0 < terms.max_failed_repairs <= self.failed_repair_count:
            grounds.append(
                self.env._(
                    "%(item)s came back after %(count)s repairs (%(limit)s are enough)",
                    item=item,
                    count=self.failed_repair_count,
                    limit=terms.max_failed_repairs,
                )
            )
        if 0 < terms.max_repair_days <= self.repair_days:
            grounds.append(
                self.env._(
                    "%(item)s was in repair for %(days)s days (%(limit)s are enough)",
                    item=item,
                    days=self.repair_days,
                    limit=terms.max_repair_days,
                )
            )
        return grounds

    # Granting ---------------------------------------------------------------------------------

    def action_grant_exchange(self):
        """Give the customers new goods instead of another repair."""
        return self._grant("exchange")

    def action_grant_refund(self):
        """Give the customers their money back instead of another repair."""
        return self._grant("refund")

    def _grant(self, resolution):
        self._check_role(GRANTING)
        self._check_grant(resolution)
        user = self.env.user
        repairs = self.sudo()
        remedies = {repair: repair.after_sales_remedy for repair in repairs}
        for repair, sentence in remedies.items():
            if repair.after_sales_disposition_id:
                repair._grant_on_return(sentence, resolution)
            else:
                repair._grant_by_new_return(sentence, resolution)
            repair._tell_of_grant(user, sentence, resolution)
        return repairs.after_sales_return_id.sudo(False)._get_records_action()

    def _check_grant(self, resolution):
        problems = []
        for repair in self:
            problems += repair._grant_problems(resolution)
        refuse(problems)
        self.sudo()._check_not_repairable()

    def _grant_problems(self, resolution):
        """:return: list of sentences that stand against granting ``resolution``"""
        self.ensure_one()
        names = self._names()
        if not self[f"after_sales_remedy_{resolution}"]:
            return [
                self.env._(
                    "%(repair)s (%(item)s): the warranty terms do not give the customer this "
                    "remedy now. Give the repair up as not repairable, or repair it.",
                    **names,
                )
            ]
        problems = self._leaving_problems()
        if not self.after_sales_disposition_id:
            problems += self.sudo()._new_return_problems(names)
        return problems

    def _grant_on_return(self, sentence, resolution):
        """The goods of a return order go on to the vendor, the customer gets the remedy."""
        disposition = self.after_sales_disposition_id
        self._give_up(sentence, "vendor", resolution)
        disposition._write_decided({"refund_percent": 100.0, "fee": 0.0})
        disposition._settle_by_policy()

    def _tell_of_grant(self, user, sentence, resolution):
        labels = dict(
            self.env["after.sales.disposition"]
            ._fields["resolution"]
            ._description_selection(self.env)
        )
        self.message_post(
            body=self.env._(
                "%(user)s granted: %(resolution)s. %(remedy)s",
                user=user.name,
                resolution=labels[resolution],
                remedy=sentence,
            ),
            author_id=user.partner_id.id,
        )

    # By a new return order ----------------------------------------------------------------------

    def _new_return_problems(self, names):
        """:return: list of sentences that stand against a return order for the item"""
        sold = self.warranty_sale_line_id
        if not sold:
            return [
                self.env._(
                    "%(repair)s (%(item)s): no sale of it is known, so nothing can be exchanged or "
                    "refunded here. Make a return order without receipt, and give this repair up "
                    "as not repairable.",
                    **names,
                )
            ]
        buyer = sold.order_id.partner_id
        if buyer.commercial_partner_id == self.partner_id.commercial_partner_id:
            return []
        return [
            self.env._(
                "%(repair)s (%(item)s): %(order)s was sold to %(buyer)s, not to %(customer)s. The "
                "remedy is the buyer's: correct the customer of the repair.",
                order=sold.order_id.name,
                buyer=buyer.display_name,
                customer=self.partner_id.display_name,
                **names,
            )
        ]

    def _grant_by_new_return(self, sentence, resolution):
        """Take the item back from its customer as what it was sold as, and settle it."""
        warehouse = self._here()
        told = self.with_context(lang=self.partner_id.lang)._remedy_sentence()
        self._give_to_return(sentence)
        order = self.env["after.sales.return"].create(
            self._prepare_remedy_return_vals(warehouse, resolution)
        )
        order.action_request()
        order.line_ids.write(
            {**self._prepare_remedy_verdict_vals(sentence), "verdict_customer": told or sentence}
        )
        order.action_approve()
        order._receive_at_once()
        dispositions = order.disposition_ids.filtered(
            lambda disposition: disposition.state == "draft"
        )
        dispositions.write(
            {"route": "vendor", "resolution": resolution, "refund_percent": 100.0, "fee": 0.0}
        )
        dispositions.action_decide()
        self.after_sales_disposition_id = order.disposition_ids[:1]
        dispositions.filtered(
            lambda disposition: disposition.state == "decided"
        )._settle_by_policy()

    def _give_to_return(self, sentence):
        """End the repair: in the books the item goes back to its customer, who returns it."""
        self.write({"outcome": "not_repairable", "outcome_reason": sentence})
        self.action_repair_cancel()
        for repair in self.filtered(lambda repair: repair._is_item_stored()):
            vals = repair._prepare_item_picking_vals(
                repair._customer_location(), repair.after_sales_store_id.out_type_id, True
            )
            for _command, _id, move_vals in vals["move_ids"]:
                # The item does not leave: no hand-back, and so none of what follows one.
                move_vals.pop("after_sales_item_repair_id")
            picking = self.env["stock.picking"]._create_after_sales_transfers([vals])
            picking._action_done()
            picking.move_ids.after_sales_item_repair_id = repair
        self._leave_to_return()

    def _prepare_remedy_return_vals(self, warehouse, resolution):
        """:return: dict for the ``after.sales.return`` of the item"""
        self.ensure_one()
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "warehouse_id": warehouse.id,
            "channel": "store",
            "transport": "store",
            "line_ids": [
                Command.create(
                    {
                        "sale_line_id": self.warranty_sale_line_id.id,
                        "product_id": self.product_id.id,
                        "product_uom_id": self.product_uom.id,
                        "quantity": self.product_qty,
                        "lot_ids": [Command.set(self.lot_id.ids)],
                        "reason_id": self._remedy_reason().id,
                        "resolution": resolution,
                        "description": self.fault_description,
                        "photo_ids": [Command.set(self.intake_photo_ids.ids)],
                    }
                )
            ],
        }

    def _remedy_reason(self):
        return self.env["after.sales.reason"].search([("category", "=", "quality")], limit=1)

    def _prepare_remedy_verdict_vals(self, sentence):
        """:return: dict for the return line: what the warranty terms say of it, where a return
        policy would only count the days"""
        self.ensure_one()
        return {
            "verdict": "eligible",
            "verdict_reason": sentence,
            "policy_id": False,
            "statutory_policy_id": False,
            "presumed_until": False,
            "deadline": self.warranty_until,
            "policy_refund_percent": 100.0,
            "policy_fee_percent": 0.0,
            "policy_fee_fixed": 0.0,
            "settle_at": "sorting",
            "return_payer": "company",
            "automatic": False,
        }
