from dataclasses import dataclass, field

from odoo import models
from odoo.fields import Command
from odoo.tools import SQL, format_date

from odoo.addons.after_sales_returns.tools import refuse

from ..request.after_sales_till import Request


@dataclass(eq=False, kw_only=True)
class Handover(Request):
    """What is left at a till, and who stands there on both sides. ``partner`` is empty for a
    walk-in customer; ``photos`` maps the key of a wish to its ``ir.attachment`` records."""

    partner: models.Model
    cashier: str
    photos: dict = field(default_factory=dict)


class AfterSalesTill(models.AbstractModel):
    """What a till does with goods without money: at once, and once.

    Each resolution is carried out by the method named after it: ``_drop_off_<resolution>(wishes,
    handover)`` takes all of its :class:`Wish` and returns a dict wish → records made.
    """

    _inherit = "after.sales.till"

    def _drop_off(self, request, partner, cashier):
        """What ``after_sales_drop_off`` of the till answers."""
        self._lock_drop_off()
        done = self._find_dropped_off(request)
        handover = Handover(
            till=self,
            ticket=request.ticket,
            wishes=[wish for wish in request.wishes if wish not in done],
            partner=partner,
            cashier=cashier or self.env.user.name,
        )
        self._check_drop_off(handover)
        done.update(self._do_drop_off(handover))
        records = dict.fromkeys(record for wish in request.wishes for record in done[wish])
        return [self._dropped_off_row(record) for record in records]

    def _lock_drop_off(self):
        """Two requests of one till come one after the other; the later is retried by Odoo and
        sees what the first did."""
        self.env.cr.execute(SQL("UPDATE pos_config SET id = id WHERE id = %s", self.id))

    def _find_dropped_off(self, request):
        """:return: dict wish → what was made of it before"""
        wishes = request.wishes
        taken = self.env["after.sales.drop.off"].search(
            [("ticket", "=", request.ticket), ("key", "in", [wish.key for wish in wishes])]
        )
        records = {one.key: one._records() for one in taken}
        return {wish: records[wish.key] for wish in wishes if wish.key in records}

    def _do_drop_off(self, handover):
        """:return: dict wish → records made"""
        wishes = handover.wishes
        keys = [wish.key for wish in wishes]
        handover.photos = self.env["after.sales.reservation"]._take_over(handover.ticket, keys)
        done = {}
        for resolution in dict.fromkeys(wish.resolution for wish in wishes):
            own = [wish for wish in wishes if wish.resolution == resolution]
            done.update(getattr(self, f"_drop_off_{resolution}")(own, handover))
        log = self.env["after.sales.drop.off"]
        log.create(
            [
                {
                    "ticket": handover.ticket,
                    "key": wish.key,
                    "config_id": self.id,
                    **log._prepare_record_vals(records),
                }
                for wish, records in done.items()
            ]
        )
        return done

    # Checks ---------------------------------------------------------------------------------

    def _check_drop_off(self, handover):
        """:raise UserError: a sentence for everything that stands against these wishes"""
        problems = []
        for wish in handover.wishes:
            problems += handover.blocks[wish.key]
            problems += self._drop_off_problems(wish, handover)
            problems += self._override_problems(wish, handover.overrides[wish.key])
        refuse(list(dict.fromkeys(problems)))

    def _drop_off_problems(self, wish, handover):
        """What stands against a wish beside its choice; to be extended.

        :return: list of sentences
        """
        names = {"product": wish.product.display_name}
        if wish.is_money or not wish.row.label:
            return [
                self.env._(
                    "%(product)s: this is settled with the ticket. Confirm the ticket instead.",
                    **names,
                )
            ]
        check = getattr(self, f"_drop_off_{wish.resolution}_problems", None)
        return check(wish, handover) if check else []

    # Answer ---------------------------------------------------------------------------------

    def _dropped_off_row(self, record):
        """What the till shows of a record that it made.

        :return: dict, see ``after_sales_drop_off``
        """
        return {
            "name": record.name,
            "message": record._after_sales_drop_off_sentence(),
            "report": record._after_sales_drop_off_report(),
        }

    # Return orders ----------------------------------------------------------------------------

    def _by_customer(self, wishes, handover):
        """:return: dict customer → its wishes of sales, or without receipt: one return each"""
        groups = {}
        for wish in wishes:
            if not wish.asked_line:
                groups.setdefault(self._customer_of(wish, handover), []).append(wish)
        return groups

    def _customer_of(self, wish, handover):
        """The buyer, else who the cashier chose, else a walk-in customer."""
        buyer = wish.origin._customer(wish)
        return buyer or handover.partner or self.env["res.partner"]._after_sales_walk_in()

    def _prepare_drop_off_vals(self, partner, wishes, handover):
        """:return: dict for ``after.sales.return``"""
        return {
            **self._prepare_drop_off_link_vals(handover),
            "partner_id": partner.id,
            "company_id": self.company.id,
            "channel": "store",
            "transport": "store",
            "warehouse_id": self.warehouse.id,
            "line_ids": [
                Command.create(self._prepare_drop_off_line_vals(wish, handover)) for wish in wishes
            ],
        }

    def _prepare_drop_off_link_vals(self, handover):
        return {"pos_config_id": self.id, "pos_cashier": handover.cashier}

    def _prepare_drop_off_line_vals(self, wish, handover):
        """:return: dict for ``after.sales.return.line``"""
        # Of what has no receipt nothing else tells the price.
        price = {"price_paid_unit": handover.prices[wish.key][0]}
        photos = handover.photos.get(wish.key)
        return {
            "product_id": wish.product.id,
            "product_uom_id": wish.product.uom_id.id,
            "quantity": wish.quantity,
            "reason_id": wish.reason.id,
            "description": wish.data["description"] or False,
            "resolution": self._wished_resolution(wish),
            "lot_ids": [Command.set(wish.lots.ids)],
            "photo_ids": [Command.set(photos.ids)] if photos else [],
            **(wish.origin._prepare_sold_vals(wish) or price),
        }

    def _wished_resolution(self, wish):
        """What the return line calls it."""
        return wish.row.asked_as or wish.resolution

    def _finish_drop_off(self, orders, handover):
        """A manager's word belongs to the first of the return orders."""
        self.env["after.sales.override"].search(
            [
                ("ticket", "=", handover.ticket),
                ("config_id", "=", self.id),
                ("return_id", "=", False),
            ]
        ).return_id = orders[:1]

    # Goods ------------------------------------------------------------------------------------

    def _receive_dropped_off(self, wishes, handover, **line_vals):
        """Have the goods of these wishes in the store's Returns location.

        :param line_vals: values for every return line
        :return: dict wish → its return line
        """
        lines = self._receive_asked_for(wishes, handover, line_vals)
        returns = self.env["after.sales.return"]
        for partner, group in self._by_customer(wishes, handover).items():
            vals = self._prepare_drop_off_vals(partner, group, handover)
            for _command, _id, own in vals["line_ids"]:
                own.update(line_vals)
            order = returns._record_at_counter([vals])
            order._receive_at_counter([order._prepare_receipt_vals()])
            lines.update(zip(group, order.line_ids.sorted("id"), strict=True))
        self._finish_drop_off(returns.union(*(line.return_id for line in lines.values())), handover)
        return lines

    def _receive_asked_for(self, wishes, handover, line_vals):
        """Receive here what was asked for before, perhaps for elsewhere.

        :return: dict wish → its return line
        """
        lines = {}
        for order, group in self._by_return(wishes).items():
            order._bring_to_till(self, self._prepare_drop_off_link_vals(handover))
            own = {wish: wish.line for wish in group}
            order.line_ids.union(*own.values()).write(
                {"resolution": self._wished_resolution(group[0]), **line_vals}
            )
            order._receive_wished(group)
            lines.update(own)
        return lines

    # To the centre --------------------------------------------------------------------------

    def _drop_off_centre(self, wishes, handover):
        """The store takes the goods in, the centre decides. Without a centre they stay, and
        customer service decides."""
        centre = self.config.after_sales_centre_id
        if centre == self.warehouse:
            centre = centre.browse()
        lines = self._receive_dropped_off(wishes, handover, centre_id=centre.id)
        orders = self.env["after.sales.return"].union(*(line.return_id for line in lines.values()))
        if centre:
            self._send_to_centre(centre, orders, lines)
        return {wish: line.return_id for wish, line in lines.items()}

    def _send_to_centre(self, centre, orders, lines):
        """Plan the transfer: its goods leave when somebody fetches them."""
        store = self.warehouse
        picking_type = store.after_sales_sort_type_id
        moves = [
            line._prepare_centre_move_vals(wish.quantity, wish.lots, picking_type)
            for wish, line in lines.items()
        ]
        self.env["stock.picking"]._create_after_sales_transfers(
            [
                {
                    "picking_type_id": picking_type.id,
                    "company_id": self.company.id,
                    "origin": ", ".join(orders.mapped("name")[:5]),
                    "location_id": store.after_sales_location_id.id,
                    "location_dest_id": centre.after_sales_location_id.id,
                    "after_sales_return_ids": [Command.set(orders.ids)],
                    "move_ids": [Command.create(vals) for vals in moves],
                }
            ]
        )

    # Store credit of a sales order ----------------------------------------------------------

    def _drop_off_store_credit(self, wishes, handover):
        """By the credit note of the sale; of goods that nobody graded before they are sorted."""
        lines = self._receive_dropped_off(wishes, handover)
        parts = self.env["after.sales.disposition"]
        for wish, line in lines.items():
            own = line.disposition_ids.filtered(lambda part: part.state == "draft")
            if wish.grade:
                own.write(
                    {
                        "grade_id": wish.grade.id,
                        "resolution": "store_credit",
                        **self._prepare_deduction_vals(wish, handover.photos),
                    }
                )
                own._check_decide()
                own._do_decide()
            parts |= own
        parts.filtered(lambda part: part.state != "settled")._do_settle()
        return {wish: line.return_id for wish, line in lines.items()}

    # Reject ---------------------------------------------------------------------------------

    def _drop_off_reject(self, wishes, handover):
        """Keep on record what was not taken back and why: return orders that are refused."""
        done = {}
        for partner, group in self._by_customer(wishes, handover).items():
            vals = self._prepare_drop_off_vals(partner, group, handover)
            for (_command, _id, line_vals), wish in zip(vals["line_ids"], group, strict=True):
                # Which one it is was not checked: it goes home with its customer.
                line_vals["lot_ids"] = []
                line_vals.update(self._prepare_refusal_vals(wish, handover))
            vals["refusal_reason"] = self._refusal_of(group, handover)
            order = self.env["after.sales.return"]._refuse_at_counter([vals])
            self._finish_drop_off(order, handover)
            done.update(dict.fromkeys(group, order))
        for order, group in self._by_return(wishes).items():
            order.write(self._prepare_drop_off_link_vals(handover))
            for wish in group:
                wish.line.write(self._prepare_refusal_vals(wish, handover))
            order.write({"refusal_reason": self._refusal_of(group, handover), "state": "refused"})
            done.update(dict.fromkeys(group, order))
        return done

    def _prepare_refusal_vals(self, wish, handover):
        """What shows that a fault came from use: the cashier's words and photos.

        :return: dict for ``after.sales.return.line``
        """
        photos = handover.photos.get(wish.key)
        return {
            "refusal_reason": wish.data["description"] or False,
            "refusal_evidence_ids": [Command.set(photos.ids)] if photos else [],
        }

    def _by_return(self, wishes):
        """:return: dict return order asked for before → its wishes"""
        groups = {}
        for wish in wishes:
            if wish.asked_line:
                groups.setdefault(wish.line.return_id, []).append(wish)
        return groups

    def _refusal_of(self, wishes, handover):
        """What the policy says, and what the cashier wrote."""
        sentences = []
        for wish in wishes:
            verdict = handover.verdicts[wish.key]
            said = [wish.data["description"].strip()]
            if verdict["verdict"] != "eligible":
                said.insert(0, verdict["verdict_reason"] or "")
            sentences.append(
                self.env._(
                    "%(product)s: %(reason)s",
                    product=wish.product.display_name,
                    reason=" ".join(filter(None, said)),
                )
            )
        return "\n".join(sentences)

    def _drop_off_reject_problems(self, wish, handover):
        """:return: list of sentences"""
        verdict = handover.verdicts[wish.key]
        names = {"product": wish.product.display_name}
        problems = []
        described = wish.data["description"].strip()
        if verdict["verdict"] == "eligible" and not described:
            problems.append(
                self.env._(
                    "%(product)s: the policy takes it back. Write why you do not, or take it back.",
                    **names,
                )
            )
        if not described or not wish.photos:
            problems += self._presumed_fault_problems(verdict, names)
        if wish.asked_line and wish.asked_line.state != "requested":
            problems.append(
                self.env._(
                    "%(product)s: %(return)s was approved already. Take it in and send it to the "
                    "centre, or have customer service close the return.",
                    **{"return": wish.line.return_id.name},
                    **names,
                )
            )
        elif wish.asked_line and len(wish.line.return_id.line_ids) > 1:
            problems.append(
                self.env._(
                    "%(product)s: %(return)s asks for more than this. Have customer service "
                    "refuse that part.",
                    **{"return": wish.line.return_id.name},
                    **names,
                )
            )
        return problems

    def _presumed_fault_problems(self, verdict, names):
        """:return: list of sentences against refusing, unproven, what the law presumes"""
        if not verdict["presumed_until"] or verdict["verdict"] == "refused":
            return []
        return [
            self.env._(
                "%(product)s: until %(date)s it is presumed that the fault was there when it was "
                "sold. To refuse it, write what shows that it came from use, and take a photo of "
                "it.",
                date=format_date(self.env, verdict["presumed_until"]),
                **names,
            )
        ]
