from odoo import models
from odoo.fields import Command
from odoo.tools import format_date

ORIGINS = {"pos": "pos_line_id", "sale": "sale_line_id"}


class AfterSalesTill(models.AbstractModel):
    """The return orders of what a till takes in, or does not take back."""

    _inherit = "after.sales.till"

    def _by_customer(self, wishes, counter):
        """:return: dict customer → its wishes of sales, or without receipt: one return each"""
        groups = {}
        for wish in wishes:
            if wish.kind != "return":
                groups.setdefault(self._customer_of(wish, counter), []).append(wish)
        return groups

    def _customer_of(self, wish, counter):
        """The buyer, else who the cashier chose, else a walk-in customer."""
        buyer = wish.line.order_id.partner_id if wish.line else wish.line.browse()
        return buyer or counter.partner or self.env["res.partner"]._after_sales_walk_in()

    def _prepare_take_in_vals(self, partner, wishes, counter):
        """:return: dict for ``after.sales.return``"""
        prices = self._wish_prices(wishes)
        return {
            **self._prepare_take_in_link_vals(counter),
            "partner_id": partner.id,
            "company_id": self.company.id,
            "channel": "store",
            "transport": "store",
            "warehouse_id": self.warehouse.id,
            "line_ids": [
                Command.create(self._prepare_take_in_line_vals(wish, counter, prices[wish.key][0]))
                for wish in wishes
            ],
        }

    def _prepare_take_in_link_vals(self, counter):
        return {"pos_config_id": self.id, "pos_cashier": counter.cashier}

    def _prepare_take_in_line_vals(self, wish, counter, price):
        """:param price: untaxed, per unit; of what has no receipt nothing else tells it
        :return: dict for ``after.sales.return.line``"""
        photos = counter.photos.get(wish.key)
        vals = {
            "product_id": wish.product.id,
            "product_uom_id": wish.product.uom_id.id,
            "quantity": wish.quantity,
            "reason_id": wish.reason.id,
            "description": wish.data["description"] or False,
            "resolution": self._wished_resolution(wish),
            "lot_ids": [Command.set(wish.lots.ids)],
            "photo_ids": [Command.set(photos.ids)] if photos else [],
        }
        if wish.kind == "none":
            return {**vals, "price_paid_unit": price}
        return {**vals, ORIGINS[wish.kind]: wish.line.id}

    def _wished_resolution(self, wish):
        """What the return line calls it."""
        return wish.row.asked_as or wish.resolution

    def _finish_take_in(self, orders, counter):
        """A manager's word belongs to the first of the return orders."""
        self.env["after.sales.override"].search(
            [
                ("ticket", "=", counter.ticket),
                ("config_id", "=", self.id),
                ("return_id", "=", False),
            ]
        ).return_id = orders[:1]

    # Reject ---------------------------------------------------------------------------------

    def _take_in_reject(self, wishes, counter):
        """Keep on record what was not taken back and why: return orders that are refused."""
        done = {}
        for partner, group in self._by_customer(wishes, counter).items():
            vals = self._prepare_take_in_vals(partner, group, counter)
            for (_command, _id, line_vals), wish in zip(vals["line_ids"], group, strict=True):
                # Which one it is was not checked: it goes home with its customer.
                line_vals["lot_ids"] = []
                line_vals.update(self._prepare_refusal_vals(wish, counter))
            vals["refusal_reason"] = self._refusal_of(group)
            order = self.env["after.sales.return"]._refuse_at_counter([vals])
            self._finish_take_in(order, counter)
            done.update(dict.fromkeys(group, order))
        for order, group in self._by_return(wishes).items():
            order.write(self._prepare_take_in_link_vals(counter))
            for wish in group:
                wish.line.write(self._prepare_refusal_vals(wish, counter))
            order.write({"refusal_reason": self._refusal_of(group), "state": "refused"})
            done.update(dict.fromkeys(group, order))
        return done

    def _prepare_refusal_vals(self, wish, counter):
        """What shows that a fault came from use: the cashier's words and photos.

        :return: dict for ``after.sales.return.line``
        """
        photos = counter.photos.get(wish.key)
        return {
            "refusal_reason": wish.data["description"] or False,
            "refusal_evidence_ids": [Command.set(photos.ids)] if photos else [],
        }

    def _by_return(self, wishes):
        """:return: dict return order asked for before → its wishes"""
        groups = {}
        for wish in wishes:
            if wish.kind == "return":
                groups.setdefault(wish.line.return_id, []).append(wish)
        return groups

    def _refusal_of(self, wishes):
        """What the policy says, and what the cashier wrote."""
        verdicts = self._verdicts(wishes)
        sentences = []
        for wish in wishes:
            verdict = verdicts[wish.key]
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

    def _take_in_reject_problems(self, wish, counter, verdict):
        """:return: list of sentences"""
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
        if wish.kind == "return" and wish.line.state != "requested":
            problems.append(
                self.env._(
                    "%(product)s: %(return)s was approved already. Take it in and send it to the "
                    "centre, or have customer service close the return.",
                    **{"return": wish.line.return_id.name},
                    **names,
                )
            )
        elif wish.kind == "return" and len(wish.line.return_id.line_ids) > 1:
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
