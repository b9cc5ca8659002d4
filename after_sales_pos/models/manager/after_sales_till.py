from dataclasses import replace

from odoo import models
from odoo.exceptions import AccessDenied, UserError

from odoo.addons.after_sales_returns.tools import refuse

from ...till_input import Junk, read_id, read_list, read_name, read_number, read_text
from .after_sales_override import OVERRIDES

REASON_LENGTH = 500
MANAGERS = (
    "after_sales_returns.group_after_sales_manager",
    "point_of_sale.group_pos_manager",
)


class AfterSalesTill(models.AbstractModel):
    """What a manager allows at the till that the cashier alone may not do: exceptions, and goods
    that come back beside the return screen."""

    _inherit = "after.sales.till"

    def _override(self, request, kinds, reason, credentials, cashier, tenders):
        """What ``after_sales_override`` of the till answers."""
        reason = read_text(reason).strip()[:REASON_LENGTH]
        self._check_override(kinds, reason)
        scope = self._prepare_shown_scope(request, tenders)
        plain = self._prepare_plain_vals(request) if "plain" in kinds else {}
        user, name = self._check_manager(credentials)
        self._allow(
            request.ticket,
            kinds,
            {
                "reason": reason,
                "manager": name,
                "user_id": user.id,
                "cashier": read_name(cashier, REASON_LENGTH) or self.env.user.name,
                "scope": scope,
                **plain,
            },
        )
        return {"manager": name}

    def _check_override(self, kinds, reason):
        problems = []
        known = list(dict(OVERRIDES))
        if not isinstance(kinds, list) or not kinds or any(kind not in known for kind in kinds):
            problems.append(
                self.env._(
                    "%(till)s asked for something that no manager can allow. Reload the till.",
                    till=self.config.name,
                )
            )
        if not reason:
            problems.append(
                self.env._("Say why it is allowed: the reason is kept with the return.")
            )
        refuse(problems)

    def _prepare_shown_scope(self, request, tenders):
        """:param tenders: as of ``after_sales_override``
        :return: see ``after.sales.override._prepare_scope``
        """
        own = set(self.config.payment_method_ids.ids)
        shown = dict(read_list(tenders, self._read_tender))
        paid = {method: amount for method, amount in shown.items() if method in own}
        return self.env["after.sales.override"]._prepare_scope(
            request.wishes, request.amounts, paid
        )

    def _read_tender(self, tender):
        """:return: (id of a payment method, what it pays out, positive)"""
        if not isinstance(tender, dict):
            raise Junk
        return read_id(tender.get("payment_method_id")), -read_number(tender.get("amount"))

    def _allow(self, ticket, kinds, vals):
        """What was allowed for the ticket before it changed holds no longer: all of it was shown.

        :param vals: dict of what all the overrides of this call share
        """
        kinds = list(dict.fromkeys(kinds))
        before = self._find_overrides(ticket)._unused()
        before.filtered(lambda one: one.kind in kinds).unlink()
        self.env["after.sales.override"].create(
            [{**vals, "ticket": ticket, "kind": kind, "config_id": self.id} for kind in kinds]
        )

    def _find_overrides(self, ticket, kind=None):
        """:return: ``after.sales.override`` that a manager gave for this ticket here; of one kind
        or of all"""
        found = self.env["after.sales.override"].search(
            [("ticket", "=", ticket), ("config_id", "=", self.id)]
        )
        return found.filtered(lambda override: override.kind == kind) if kind else found

    def _override_problems(self, wish, overrides):
        """:param overrides: kinds that a manager still has to allow
        :return: list of sentences"""
        if not overrides:
            return []
        labels = dict(
            self.env["after.sales.override"]._fields["kind"]._description_selection(self.env)
        )
        return [
            self.env._(
                "%(product)s: a manager has to allow this first (%(kind)s). Call one to the till.",
                kind=labels[kind],
                product=wish.product.display_name,
            )
            for kind in overrides
        ]

    # Beside the return screen -----------------------------------------------------------------

    def _prepare_plain_vals(self, request):
        """What the policies say of it, for the customer's reason, is what a manager is told and
        what is kept.

        :param request: of wishes at the price that is paid back; their ``line_id`` is the
            receipt's, if any
        :return: dict for ``after.sales.override``
        :raise UserError: nobody said why they come back
        """
        wishes = request.wishes
        refuse([self._reason_sentence(wish.product) for wish in wishes if not wish.reason])
        sold = replace(request, wishes=self._plain_sold(wishes))
        told = [
            f"{wish.product.display_name}: {sold.verdicts[wish.key]['verdict_reason']}"
            for wish in sold.wishes
        ]
        return {"reason_id": wishes[0].reason.id if wishes else False, "verdict": "\n".join(told)}

    def _plain_sold(self, wishes):
        """:return: list of the same wishes, of the lines that their goods were sold with"""
        ids = {wish.data["line_id"] for wish in wishes} - {0}
        lines = self._of_company(self.env["pos.order.line"].browse(ids))
        known = {(line.id, line.product_id): line for line in lines}
        sold = {wish: known.get((wish.data["line_id"], wish.product)) for wish in wishes}
        receipt = self._origin_of_sale(lines.order_id)
        return [
            replace(wish, origin=receipt, line=line, price=0.0) if line else wish
            for wish, line in sold.items()
        ]

    # Who allows it --------------------------------------------------------------------------

    def _check_manager(self, credentials):
        """Odoo slows down failed logins in the memory of each worker process; a password that
        is asked for at a counter is guarded in the database, per till.

        :return: see ``_find_manager``
        :raise UserError: nobody who may allow it, or the till is locked
        """
        attempts = self.env["after.sales.override.attempt"]
        attempt = attempts._begin(self, self.env.user)
        if not attempt:
            raise UserError(
                self.env._(
                    "Five overrides at %(till)s failed. It takes none for 15 minutes: let a "
                    "manager finish this at another till or in the back office.",
                    till=self.config.name,
                )
            )
        user, name = self._find_manager(credentials if isinstance(credentials, dict) else {})
        if not name:
            raise UserError(self._unknown_manager_sentence(credentials))
        attempts._succeed(attempt)
        return user, name

    def _unknown_manager_sentence(self, _credentials):
        """:return: the sentence for who may not allow it; it must not tell what was wrong"""
        return self.env._(
            "This is not the login and password of a manager of %(company)s. Try again; after "
            "several failures wait a minute.",
            company=self.company.name,
        )

    def _find_manager(self, credentials):
        """Who may allow exceptions at this till with these credentials; a hook for other
        kinds of them.

        :param credentials: dict with ``login`` and ``password``
        :return: (``res.users``, which may be empty, and the name, which is "" for nobody)
        """
        login, password = (read_name(credentials.get(key)) for key in ("login", "password"))
        users = self.env["res.users"].sudo()
        user = users.search(users._get_login_domain(login), order=users._get_login_order(), limit=1)
        if self._is_password_right(user, login, password) and self._is_till_manager(user):
            return user, user.name
        return users.browse(), ""

    def _is_password_right(self, user, login, password):
        """Let Odoo decide, with its own cooldown; as slow for a login that nobody has."""
        users = self.env["res.users"]
        try:
            with users._assert_can_auth(user=login):
                if not user:
                    users._crypt_context().verify(password, None)
                    raise AccessDenied
                # The empty recordset keeps the session of who is logged in at the till: see
                # what ``_check_credentials`` does with the session of the user itself.
                users.with_user(user)._check_credentials(
                    {"type": "password", "login": login, "password": password},
                    {"interactive": True},
                )
        except AccessDenied:
            return False
        return True

    def _is_till_manager(self, user):
        return (
            user.active
            and user._is_internal()
            and self.company in user.company_ids
            and any(user.has_group(group) for group in MANAGERS)
        )
