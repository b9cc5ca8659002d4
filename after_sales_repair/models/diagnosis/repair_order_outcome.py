from odoo import fields, models

from odoo.addons.after_sales_returns.tools import only_one, refuse

from ..repair.repair_order_state import WORKING


class RepairOrder(models.Model):
    """How a repair ended, and what becomes of an item that cannot be repaired."""

    _inherit = "repair.order"

    outcome = fields.Selection(
        [
            ("repaired", "Repaired"),
            ("unrepaired", "Goes back unrepaired"),
            ("not_repairable", "Not repairable"),
            ("lost", "Lost"),
            ("scrapped", "Scrapped with the customer's word"),
            ("disposed", "Disposed of unclaimed"),
        ],
        readonly=True,
        copy=False,
        tracking=True,
    )
    outcome_reason = fields.Text(readonly=True, copy=False, tracking=True)

    def action_not_repairable(self):
        """Ask why, and what becomes of the item."""
        only_one(self)
        self._check_role(WORKING)
        self._check_not_repairable()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair.after_sales_not_repairable_action"
        ) | {"context": {"default_repair_id": self.id}}

    def _check_not_repairable(self):
        problems = [
            self.env._(
                "%(repair)s (%(item)s) is not in the workshop's hands: only what was taken in and "
                "is not finished can be given up.",
                **repair._names(),
            )
            for repair in self
            if repair.state not in ("confirmed", "under_repair")
        ]
        for repair in self:
            problems += repair._away_problems() + repair._item_problems()
        refuse(problems)

    def _give_up(self, reason, route=False, resolution=False):
        """End the repair; the return order goes on with what was decided here.

        :param reason: why it cannot be repaired
        :param route: where the goods of a return order or of a store go; a value of the
            disposition's ``route``
        :param resolution: what the customer of the return order gets instead
        """
        self._check_role(WORKING)
        self._check_not_repairable()
        repairs = self.sudo()
        repairs.write({"outcome": "not_repairable", "outcome_reason": reason})
        repairs.action_repair_cancel()
        leaves = not self.env["after.sales.route"]._row(route).to_customer
        returned = repairs.filtered(lambda repair: repair.after_sales_disposition_id and leaves)
        stock = repairs.filtered(lambda repair: repair.after_sales_origin == "store" and leaves)
        returned.after_sales_disposition_id._redirect(route, resolution)
        returned._leave_to_return()
        stock._discard_items(route)
        (repairs - returned - stock)._become_ready("not_repairable")

    def _leave_to_return(self):
        """What becomes of the item is the return order's from now on."""
        self.write({"date_handed_back": fields.Datetime.now(), "goods_location_id": False})
        self.lot_id.after_sales_repair_id = False

    def _discard_items(self, route):
        """Items of a store leave its stock by ``route``: a value of the disposition's."""
        place = self.env["after.sales.route"]._row(route).location
        if route == "scrap":
            vals_list = [repair._prepare_scrap_vals() for repair in self]
            self.env["stock.scrap"].create(vals_list).do_scrap()
        else:
            self._move_items(
                lambda repair: repair._here()[place],
                lambda repair: repair._here().after_sales_sort_type_id,
            )
        self._leave_to_return()

    def _prepare_scrap_vals(self):
        """:return: dict for the ``stock.scrap`` of a store's item"""
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "product_uom_id": self.product_uom.id,
            "scrap_qty": self.product_qty,
            "lot_id": self.lot_id.id,
            "company_id": self.company_id.id,
            "location_id": self.goods_location_id.id,
            "origin": self.name,
        }
