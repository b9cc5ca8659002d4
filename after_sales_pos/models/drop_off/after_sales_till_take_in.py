from dataclasses import dataclass, field

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.after_sales_returns.tools import refuse

from ...till_input import read_id, read_name


@dataclass(slots=True, eq=False)
class Counter:
    """Who stands at the till, on both sides. ``partner`` is empty for a walk-in customer;
    ``photos`` maps the key of a wish to its ``ir.attachment`` records."""

    ticket: str
    partner: models.Model
    cashier: str
    photos: dict = field(default_factory=dict)


class AfterSalesTill(models.AbstractModel):
    """What a till does with goods without money: at once, and once.

    Each resolution is carried out by the method named after it: ``_take_in_<resolution>(wishes,
    counter)`` takes all of its :class:`Wish` and returns a dict wish → records made.
    """

    _inherit = "after.sales.till"

    def _take_in(self, ticket, wishes, partner_id=False, cashier=""):
        """What ``after_sales_take_in`` of the till answers."""
        ticket = self._read_open_ticket(ticket)
        self._lock_take_in()
        parsed = self._read_wishes(wishes)
        counter = Counter(
            ticket=ticket,
            partner=self._read_customer(partner_id),
            cashier=read_name(cashier, 100) or self.env.user.name,
        )
        done = self._find_taken_in(ticket, parsed)
        new = [wish for wish in parsed if wish not in done]
        self._check_take_in(new, counter)
        done.update(self._do_take_in(new, counter))
        records = dict.fromkeys(record for wish in parsed for record in done[wish])
        return [self._taken_in_row(record) for record in records]

    def _lock_take_in(self):
        """Two requests of one till come one after the other; the later is retried by Odoo and
        sees what the first did."""
        self.env.cr.execute(SQL("UPDATE pos_config SET id = id WHERE id = %s", self.id))

    def _read_customer(self, partner_id):
        """:return: ``res.partner`` of this company, or of none; empty for a walk-in customer"""
        partner_id = read_id(partner_id)
        partner = self.env["res.partner"].browse(partner_id).exists()
        known = partner and partner.company_id in (self.company, self.company.browse())
        if partner_id and not known:
            raise UserError(
                self.env._("This customer is not known any more. Choose the customer again.")
            )
        return partner

    def _find_taken_in(self, ticket, wishes):
        """:return: dict wish → what was made of it before"""
        taken = self.env["after.sales.take.in"].search(
            [("ticket", "=", ticket), ("key", "in", [wish.key for wish in wishes])]
        )
        records = {one.key: one._taken_in() for one in taken}
        return {wish: records[wish.key] for wish in wishes if wish.key in records}

    def _do_take_in(self, wishes, counter):
        """:return: dict wish → records made"""
        keys = [wish.key for wish in wishes]
        counter.photos = self.env["after.sales.reservation"]._take_over(counter.ticket, keys)
        done = {}
        for resolution in dict.fromkeys(wish.resolution for wish in wishes):
            own = [wish for wish in wishes if wish.resolution == resolution]
            done.update(getattr(self, f"_take_in_{resolution}")(own, counter))
        log = self.env["after.sales.take.in"]
        log.create(
            [
                {
                    "ticket": counter.ticket,
                    "key": wish.key,
                    "config_id": self.id,
                    **log._prepare_taken_in_vals(records),
                }
                for wish, records in done.items()
            ]
        )
        return done

    # Checks ---------------------------------------------------------------------------------

    def _check_take_in(self, wishes, counter):
        """:raise UserError: a sentence for everything that stands against these wishes"""
        verdicts = self._verdicts(wishes)
        amounts = self._amounts(wishes, verdicts)
        needed = self._overrides_needed(counter.ticket, wishes, verdicts, amounts)
        problems = self._wish_problems(counter.ticket, wishes, verdicts)
        for wish in wishes:
            problems[wish.key] += self._take_in_problems(wish, counter, verdicts[wish.key])
            problems[wish.key] += self._override_problems(wish, needed[wish.key])
        refuse(list(dict.fromkeys(sentence for own in problems.values() for sentence in own)))

    def _take_in_problems(self, wish, counter, verdict):
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
        check = getattr(self, f"_take_in_{wish.resolution}_problems", None)
        return check(wish, counter, verdict) if check else []

    # Answer ---------------------------------------------------------------------------------

    def _taken_in_row(self, record):
        """What the till shows of a record that it made.

        :return: dict, see ``after_sales_take_in``
        """
        return {
            "name": record.name,
            "message": record._taken_in_sentence(),
            "report": record._taken_in_report(),
        }
