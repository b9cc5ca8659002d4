from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.after_sales_returns.tools import refuse


class AfterSalesDisposition(models.Model):
    """The route ``repair`` brings goods to the repair shelf and makes a repair of each unit;
    the resolution ``repair`` is settled by handing the repaired item back."""

    _inherit = "after.sales.disposition"

    route = fields.Selection(
        selection_add=[("repair", "Repair"), ("vendor",)],
        ondelete={"repair": lambda dispositions: dispositions._leave_value("repair")},
    )
    resolution = fields.Selection(
        selection_add=[("repair", "Repair"), ("none",)],
        ondelete={"repair": lambda dispositions: dispositions._leave_value("repair")},
    )
    repair_ids = fields.One2many("repair.order", "after_sales_disposition_id", string="Repairs")

    @api.depends("grade_id", "line_id")
    def _compute_route(self):
        """Who wants a repair gets one, whatever the grade would do with the goods."""
        super()._compute_route()
        for disposition in self:
            if disposition.line_id.resolution == "repair" and not disposition._route_row().kept:
                disposition.route = "repair"

    def _is_in_repair(self):
        """Whether the customer waits for the repair of these goods."""
        self.ensure_one()
        return self.resolution == "repair" and any(
            not repair.date_handed_back for repair in self.sudo().repair_ids
        )

    def _decide_problems(self):
        """Who is to get a repair gets one: by no other way does it end."""
        problems = super()._decide_problems()
        if self.resolution == "repair" and self.route and self.route != "repair":
            labels = dict(self._fields["route"]._description_selection(self.env))
            problems.append(
                self.env._(
                    "%(return)s, %(product)s: the customer gets a repair, but the goods go "
                    "“%(route)s”. Choose “%(repair)s” for the goods, or something else for the "
                    "customer.",
                    route=labels[self.route],
                    repair=labels["repair"],
                    **self._names(),
                )
            )
        return problems

    def write(self, vals):
        """Goods that were to be shipped back repaired stay here if their customer gets something
        else after all."""
        result = super().write(vals)
        if self.env["after.sales.resolution"]._row(vals.get("resolution")).credits:
            self.sudo().repair_ids._stop_shipment()
        return result

    # Route --------------------------------------------------------------------------------------

    def _route_repair(self):
        """One repair per unit, and a transfer to the repair shelf of whoever handles the goods."""
        dispositions = self._split_units()
        units = dispositions._take_units()
        homes = dispositions.grouped(
            lambda disposition: (
                disposition._handling_warehouse(),
                disposition._source(units[disposition]),
            )
        )
        repairs = self.env["repair.order"].create(
            [disposition._prepare_repair_vals() for disposition in dispositions]
        )
        by_disposition = dict(zip(dispositions, repairs, strict=True))
        for (warehouse, origin), own in homes.items():
            shelf = warehouse.after_sales_repair_location_id
            own._check_destination(shelf)
            picking = self.env["stock.picking"]._create_after_sales_transfers(
                [own._prepare_repair_transfer_vals(by_disposition, origin, shelf, units)]
            )
            if own._is_moved_at_once():
                picking._action_done()
        repairs._action_repair_confirm()

    def _prepare_repair_transfer_vals(self, repairs, origin, shelf, units):
        """The transfer to the repair shelf; each move knows its repair.

        :param repairs: dict disposition → repair
        :param units: dict disposition → list of Units
        """
        vals = self._prepare_transfer_vals(origin, shelf, units)
        for disposition, (_command, _id, move_vals) in zip(self, vals["move_ids"], strict=True):
            move_vals["after_sales_item_repair_id"] = repairs[disposition].id
        return vals

    def _split_units(self):
        """Have a disposition for each unit: repairs end one by one.

        :return: all dispositions, those of one unit and the new ones
        """
        dispositions = self
        for disposition in self:
            count = round(disposition.quantity)
            if count != disposition.quantity or count < 2:
                continue
            vals_list = []
            for _index in range(count - 1):
                taken, rest = disposition._divided_fee(1.0)
                vals_list += disposition.copy_data({"quantity": 1.0, "fee": taken})
                disposition._write_decided({"quantity": disposition.quantity - 1.0, "fee": rest})
            units = self.create(vals_list)
            units._move_to("decided", date_decided=disposition.date_decided)
            dispositions |= units
        return dispositions

    def _prepare_repair_vals(self):
        """:return: dict for the ``repair.order`` of this unit"""
        self.ensure_one()
        line, order = self.line_id, self.return_id
        workshop = self._handling_warehouse()._after_sales_workshop()
        ours = self._resolution_row().credits
        return {
            "after_sales_origin": "return",
            "after_sales_disposition_id": self.id,
            "after_sales_store_id": self.warehouse_id.id,
            "company_id": self.company_id.id,
            "picking_type_id": workshop.repair_type_id.id,
            # Who gets something else does not wait for it.
            "partner_id": False if ours else order.partner_id.id,
            "user_id": False,
            "product_id": self.product_id.id,
            "product_qty": self.quantity,
            "product_uom": self.product_uom_id.id,
            "lot_id": self.lot_id.id,
            "item_serial": self.lot_id.name,
            "priority": order.priority,
            "fault_description": line.description,
            "item_condition": self.note,
            "intake_photo_ids": [Command.set(line.photo_ids.ids)],
        }

    def action_cancel(self):
        """Goods that did not leave the Returns location yet are not repaired either."""
        result = super().action_cancel()
        repairs = self.sudo().repair_ids.filtered(
            lambda repair: repair.state in ("draft", "confirmed")
        )
        repairs.action_repair_cancel()
        return result

    # Resolution ---------------------------------------------------------------------------------

    def _settle_repair(self):
        """The repaired item is the customer's again."""
        refuse(
            [
                self.env._(
                    "%(return)s, %(product)s: %(repair)s is not handed back. Hand it back: that "
                    "settles it.",
                    repair=", ".join(disposition.repair_ids.mapped("name"))
                    or self.env._("a repair"),
                    **disposition._names(),
                )
                for disposition in self
                if not disposition.repair_ids or disposition._is_in_repair()
            ]
        )

    # Not repairable -----------------------------------------------------------------------------

    def _redirect(self, route, resolution):
        """Decide anew on goods that could not be repaired: they go on from where they are."""
        if self.env["after.sales.resolution"]._row(resolution).credits:
            self._unsettle_repair()
        for disposition in self:
            vals = {"route": route}
            if resolution and disposition.state == "decided":
                vals["resolution"] = resolution
            disposition._write_decided(vals)
        self._carry_out("route")
        self.return_id._on_sorted()

    def _unsettle_repair(self):
        """What handing the item back settled is settled by something else: its parcel came back,
        and its customer does not get it any more. A return order closed by that goes on."""
        handed_back = self.filtered(
            lambda disposition: (
                disposition.state == "settled" and disposition.resolution == "repair"
            )
        )
        handed_back._unsettle()
        handed_back.return_id._reopen()

    def _is_settled_by_policy(self):
        return super()._is_settled_by_policy() and not self._is_in_repair()

    def _handling_warehouse(self):
        """Goods given up go on from where they are."""
        repair = self.sudo().repair_ids[:1]
        return repair._here() if repair else super()._handling_warehouse()

    def _goods_location(self):
        """Goods in repair lie where their repair has them."""
        return self.sudo().repair_ids.goods_location_id[:1] or super()._goods_location()

    def _owners_left(self):
        """What is in repair is whose the repair has it for."""
        left = super()._owners_left()
        for disposition in self:
            repair = disposition.sudo().repair_ids.filtered("goods_location_id")[:1]
            if repair:
                left[disposition] = defaultdict(
                    float, {repair._item_owner(): disposition._units_quantity()}
                )
        return left
