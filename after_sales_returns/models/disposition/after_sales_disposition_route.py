from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class AfterSalesDisposition(models.Model):
    """Where sorted goods go: one method per route, each on all dispositions of that route."""

    _inherit = "after.sales.disposition"

    def _route_restock(self):
        for warehouse, parts in self._by_handling_warehouse():
            parts._transfer_to(warehouse.lot_stock_id)

    def _route_outlet(self):
        for warehouse, parts in self._by_handling_warehouse():
            parts._transfer_to(warehouse.after_sales_outlet_location_id)

    def _route_vendor(self):
        for warehouse, parts in self._by_handling_warehouse():
            parts._transfer_to(warehouse.after_sales_vendor_location_id)

    def _route_scrap(self):
        units = self._take_units()
        scrapped = [(part, one) for part in self for one in units[part]]
        scraps = self.env["stock.scrap"].create(
            [part._prepare_scrap_vals(one) for part, one in scrapped]
        )
        scraps.do_scrap()
        for scrap, (part, _one) in zip(scraps, scrapped, strict=True):
            scrap.move_ids.after_sales_disposition_id = part

    def _route_send_back(self):
        """One delivery per return order, with the goods that go back to the customer."""
        units = self._take_units()
        self.env["stock.picking"]._create_after_sales_transfers(
            [
                own._prepare_delivery_vals(order, location, units)
                for order, parts in self.grouped("return_id").items()
                for location, own in parts._by_source(units)
            ]
        )

    def _route_keep(self):
        """The customer keeps the goods: nothing moves."""

    def _route_by_hand(self):
        """Somebody brought the goods where they stay: nothing moves."""
        self._check_gone()

    # Transfers ----------------------------------------------------------------------------

    def _by_handling_warehouse(self):
        """:return: pairs (warehouse that handles the goods, dispositions)"""
        return self.grouped(lambda part: part._handling_warehouse()).items()

    def _handling_warehouse(self):
        self.ensure_one()
        return self.warehouse_id

    def _transfer_to(self, location):
        """One internal transfer for all of these dispositions from each place they lie at."""
        self._check_destination(location)
        units = {
            part: [one for one in found if not one.location._child_of(location)]
            for part, found in self._take_units().items()
        }
        going = self.filtered(lambda part: units[part])
        at_once = frozenset(going.ids if self._is_moved_at_once() else ())
        transfers = self.env["stock.picking"].with_context(after_sales_moved_at_once=at_once)
        pickings = transfers._create_after_sales_transfers(
            [
                parts._prepare_transfer_vals(origin, location, units)
                for origin, parts in going._by_source(units)
            ]
        )
        if at_once:
            pickings._action_done()

    def _is_moved_at_once(self):
        return self.company_id.after_sales_sort_transfer == "direct"

    def _check_destination(self, location):
        if not location:
            raise UserError(
                self.env._(
                    "%(returns)s: warehouse %(warehouse)s has no location for this. Set it on "
                    "the warehouse.",
                    returns=", ".join(self.return_id.mapped("name")),
                    warehouse=self.warehouse_id[:1].name,
                )
            )

    def _prepare_transfer_vals(self, origin, location, units):
        """:param units: dict disposition → list of Units that lie in ``origin``
        :return: dict for the ``stock.picking`` that brings these goods to ``location``."""
        warehouse = self[0]._handling_warehouse()
        return {
            "picking_type_id": warehouse.after_sales_sort_type_id.id,
            "company_id": warehouse.company_id.id,
            "origin": ", ".join(self.return_id.mapped("name")[:5]),
            "location_id": origin.id,
            "location_dest_id": location.id,
            "after_sales_return_ids": [Command.set(self.return_id.ids)],
            "move_ids": [
                Command.create(
                    part._prepare_filled_move_vals(
                        units[part],
                        location_id=origin.id,
                        location_dest_id=location.id,
                        picking_type_id=warehouse.after_sales_sort_type_id.id,
                        picked=self._is_moved_at_once(),
                    )
                )
                for part in self
            ],
        }

    def _prepare_delivery_vals(self, order, location, units=None):
        """:param units: dict disposition → list of Units; None: Odoo reserves some
        :return: dict for the ``stock.picking`` that brings these to the customer"""
        picking_type = order.warehouse_id.out_type_id
        places = {
            "location_id": location.id,
            "location_dest_id": order._customer_location().id,
            "picking_type_id": picking_type.id,
            "partner_id": order.partner_id.id,
        }
        return {
            **places,
            "company_id": order.company_id.id,
            "origin": order.name,
            "after_sales_return_ids": [Command.link(order.id)],
            "move_ids": [
                Command.create(part._prepare_delivery_move_vals(places, units and units[part]))
                for part in self
            ],
        }

    def _prepare_delivery_move_vals(self, places, units):
        self.ensure_one()
        vals = {**places, **self._prepare_redelivery_vals()}
        if units is None:
            return {**self._prepare_move_vals(), **vals}
        return self._prepare_filled_move_vals(units, **vals)

    def _prepare_redelivery_vals(self):
        """What makes a delivery count for the sold line again."""
        self.ensure_one()
        receipt = self.line_id.move_ids.filtered(
            lambda move: move.state == "done" and move.location_usage == "customer"
        )[:1]
        return {
            "sale_line_id": self.line_id.sale_line_id.id,
            "origin_returned_move_id": receipt.id,
            "to_refund": receipt.to_refund,
        }

    def _prepare_scrap_vals(self, units):
        """:param units: Units
        :return: dict for the ``stock.scrap`` of them"""
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "product_uom_id": self.product_id.uom_id.id,
            "scrap_qty": units.quantity,
            "lot_id": units.lot.id,
            "package_id": units.package.id,
            "owner_id": units.owner.id,
            "company_id": self.company_id.id,
            "location_id": units.location.id,
            "origin": self.return_id.name,
        }
