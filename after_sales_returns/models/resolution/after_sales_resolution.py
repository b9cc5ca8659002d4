from dataclasses import dataclass

from odoo import models


@dataclass(frozen=True, kw_only=True, eq=False)
class Resolution:
    """What holds for a resolution, whoever carries it out.

    - ``sequence``: its place among the others;
    - ``credits``: it takes the sale back, by a credit note;
    - ``fee``: a restocking fee is withheld from it;
    - ``new_goods``: the customer chooses other goods for it;
    - ``ewallet``: it goes on the customer's eWallet, with what gift cards and eWallets paid;
    - ``final``: once it is given, nobody takes its credit note back;
    - ``ahead``: it may be given before the goods are sorted;
    - ``windows``: resolutions whose period of a policy also serves it, where it has none itself;
    - ``portal``: a customer may ask for it;
    - ``needs_window``: in the portal it is offered only where a policy has a period for it;
    - ``setup``: names of fields of the company without which it is not offered.
    """

    sequence: int = 100
    credits: bool = False
    fee: bool = False
    new_goods: bool = False
    ewallet: bool = False
    final: bool = False
    ahead: bool = False
    windows: tuple = ()
    portal: bool = False
    needs_window: bool = False
    setup: tuple = ()

    @property
    def pays(self):
        """Whether the customer gets the worth of the goods, and no others for them."""
        return self.credits and not self.new_goods

    def is_set_up(self, company):
        """Whether ``company`` has what it needs."""
        return all(company[name] for name in self.setup)


class AfterSalesResolution(models.AbstractModel):
    """The table of resolutions. Their labels are those of the selection."""

    _name = "after.sales.resolution"
    _inherit = ["after.sales.rows.mixin"]
    _description = "Table of Resolutions"
    _selection = ("after.sales.disposition", "resolution")
    _facts = Resolution
    _rows = {
        "refund": {"sequence": 10, "credits": True, "fee": True, "ahead": True, "portal": True},
        "store_credit": {
            "sequence": 20,
            "credits": True,
            "fee": True,
            "ewallet": True,
            "final": True,
            "ahead": True,
            # Who may have the money may have it as store credit.
            "windows": ("refund",),
            "portal": True,
            "setup": ("after_sales_store_credit_journal_id", "after_sales_ewallet_program_id"),
        },
        "exchange": {
            "sequence": 30,
            "credits": True,
            "new_goods": True,
            "final": True,
            "ahead": True,
            "portal": True,
        },
        "none": {"sequence": 90},
    }
