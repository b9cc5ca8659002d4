from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

from ...tools import refuse

REFERENCE = "caller_reference"


class AfterSalesReturn(models.Model):
    """A request that a program sends again, because it did not hear the answer, makes nothing a
    second time: it is known by the reference that the caller gave it."""

    _inherit = "after.sales.return"

    caller_reference = fields.Char(
        string="Caller's Reference",
        copy=False,
        help="What the program that made it calls this request. Sending the same once more gives "
        "this return order again.",
    )

    _caller_reference_unique = models.UniqueIndex(
        "(create_uid, company_id, caller_reference) WHERE caller_reference IS NOT NULL",
        "A reference of a caller names one return order.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """:return: the return orders, in order: new ones, and those that the caller made before
            with the same reference
        :raise UserError: if a reference was used for another customer
        """
        vals_list = [self._with_bare_reference(vals) for vals in vals_list]
        if not any(vals.get(REFERENCE) for vals in vals_list):
            return super().create(vals_list)
        defaults = self.default_get(["company_id", "partner_id"])
        requests = [{**defaults, **vals} for vals in vals_list]
        keys = [self._caller_key(vals) or index for index, vals in enumerate(requests)]
        known = self._find_made_before(keys)
        self._check_same_request(known, keys, requests)
        # Sent twice in one call, too, a request is one.
        news = {key: vals for key, vals in zip(keys, vals_list, strict=True) if key not in known}
        made = self._create_new(super().create, list(news.values()))
        known |= dict(zip(news, made, strict=True))
        return self.browse([known[key].id for key in keys])

    def write(self, vals):
        return super().write(self._with_bare_reference(vals))

    @api.model
    def _with_bare_reference(self, vals):
        """:return: ``vals`` in which a blank reference is none"""
        if REFERENCE not in vals:
            return vals
        return {**vals, REFERENCE: str(vals[REFERENCE] or "").strip() or False}

    @api.model
    def _caller_key(self, vals):
        """:return: (company id, reference) by which this caller's request is known, or None"""
        return (vals["company_id"], vals[REFERENCE]) if vals.get(REFERENCE) else None

    @api.model
    def _find_made_before(self, keys):
        """:return: dict key → return order that this user made with it"""
        references = [key[1] for key in keys if isinstance(key, tuple)]
        made = self.sudo().search(
            [("create_uid", "=", self.env.uid), (REFERENCE, "in", references)]
        )
        found = {(order.company_id.id, order.caller_reference): order for order in made}
        return {key: found[key].with_env(self.env) for key in keys if key in found}

    @api.model
    def _create_new(self, create, vals_list):
        """:param create: the method that makes them"""
        try:
            return create(vals_list)
        except UniqueViolation as error:
            if error.diag.constraint_name != "after_sales_return_caller_reference_unique":
                raise
            # The same request came twice at once and the other one won: tried again, it is seen.
            raise ConcurrencyError(str(error)) from error

    @api.model
    def _check_same_request(self, known, keys, requests):
        self._check_one_customer_each(keys, requests)
        refuse(
            [
                self.env._(
                    "Reference %(reference)s belongs to %(return)s of %(customer)s. Use another "
                    "reference for another request.",
                    reference=known[key].caller_reference,
                    **{"return": known[key].name},
                    customer=known[key].partner_id.display_name,
                )
                for key, vals in zip(keys, requests, strict=True)
                if key in known and vals.get("partner_id") != known[key].partner_id.id
            ]
        )

    @api.model
    def _check_one_customer_each(self, keys, requests):
        """What one of two customers asked for must not be taken for the other's."""
        customers = {key: set() for key in keys}
        for key, vals in zip(keys, requests, strict=True):
            customers[key].add(vals.get("partner_id"))
        refuse(
            [
                self.env._(
                    "Reference %(reference)s stands for requests of several customers here "
                    "(%(customers)s). Use another reference for another request.",
                    reference=key[1],
                    customers=", ".join(
                        self.env["res.partner"].browse(filter(None, ids)).mapped("display_name")
                    ),
                )
                for key, ids in customers.items()
                if len(ids) > 1
            ]
        )
