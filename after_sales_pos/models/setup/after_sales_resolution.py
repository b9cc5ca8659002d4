from dataclasses import dataclass

from odoo import api, models
from odoo.tools.translate import LazyGettext, LazyTranslate

# Origins of goods, by the word of the screen: see ``after.sales.origin``.
EVERYWHERE = ("pos", "sale", "return", "none")
# Not those of which a credit note of the sales order gives it.
AT_TILLS = ("pos", "none")

_lt = LazyTranslate(__name__)


@dataclass(frozen=True, kw_only=True, eq=False)
class TillResolution:
    """What tills need to know of a resolution; one without a label is none that tills offer.

    - ``label``: what its button says to the cashier; ``icon``: the class of its picture;
    - ``done``: what the receipt of the ticket says to the customer;
    - ``setting``: name of the field of the till that offers it; empty: every till does;
    - ``ticket``: origins of goods (see ``EVERYWHERE``) for which it is carried out when the ticket
      is paid; for the others it is at once, by ``_drop_off_<value>``;
    - ``offline``: it may be promised without a connection;
    - ``customer``: somebody must be named who gets it;
    - ``manager_at``: verdicts at which a manager has to allow it; with any of them goods without
      a receipt need one, too;
    - ``credit_product``: name of the field of the company with the product that stands on the
      ticket for what is given instead of money, by ``_after_sales_give_<value>``;
    - ``asked_as``: the resolution that stands on the return line, where the till's word is none;
    - ``left``: the goods stay with who brought them, be they ours or not;
    - ``own``: goods without a receipt may be the customer's own, and need none.
    """

    label: LazyGettext | None = None
    icon: str = ""
    done: LazyGettext | None = None
    setting: str = ""
    ticket: tuple = ()
    offline: bool = False
    customer: bool = False
    manager_at: tuple = ()
    credit_product: str = ""
    asked_as: str = ""
    left: bool = False
    own: bool = False


class AfterSalesResolution(models.AbstractModel):
    """How tills carry resolutions out, and their two words that are none: what the centre decides
    on, and what is not taken back."""

    _inherit = "after.sales.resolution"
    _facts = TillResolution
    _rows = {
        "refund": {
            "label": _lt("Pay back"),
            "icon": "fa-money",
            "done": _lt("Paid back"),
            "setting": "after_sales_refund",
            "ticket": EVERYWHERE,
            "offline": True,
            "manager_at": ("review", "refused"),
        },
        "store_credit": {
            "label": _lt("Store credit"),
            "icon": "fa-credit-card",
            "done": _lt("Store credit"),
            "setting": "after_sales_store_credit",
            "ticket": AT_TILLS,
            "customer": True,
            "manager_at": ("review", "refused"),
            "credit_product": "after_sales_credit_product_id",
        },
        "exchange": {
            "label": _lt("Exchange"),
            "icon": "fa-exchange",
            "done": _lt("Exchanged"),
            "setting": "after_sales_exchange",
            "ticket": EVERYWHERE,
            "offline": True,
            "manager_at": ("review", "refused"),
        },
        "centre": {
            "sequence": 40,
            "label": _lt("Send to the centre"),
            "icon": "fa-truck",
            "setting": "after_sales_centre",
            "customer": True,
            # What the policy wants looked at, the centre looks at.
            "manager_at": ("refused",),
            "asked_as": "refund",
        },
        "reject": {
            "sequence": 95,
            "label": _lt("Reject"),
            "icon": "fa-ban",
            "asked_as": "refund",
            "left": True,
        },
    }

    @api.model
    def _for_till(self, till):
        """The rows that a till loads, in words of the environment's language.

        :param till: ``after.sales.till``
        :return: list of dict: every fact of a row, ``is_offered`` and ``credit_product_id``
        """
        return [
            {
                **{name: self._in_words(fact) for name, fact in vars(row).items()},
                "is_offered": till._is_offered(row),
                "credit_product_id": till._credit_product(row).id,
            }
            for row in self._by_value().values()
            if row.label
        ]

    @api.model
    def _in_words(self, fact):
        return self.env._(fact) if isinstance(fact, LazyGettext) else fact
