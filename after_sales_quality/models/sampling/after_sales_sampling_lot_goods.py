from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class AfterSalesSamplingLot(models.Model):
    """Where the goods of a lot go: from where they wait for the sample on to where they were
    meant to go, or into quarantine."""

    _inherit = "after.sales.sampling.lot"

    location_dest_id = fields.Many2one(
        "stock.location",
        string="Goes To",
        readonly=True,
        help="Where the receipt would have brought it.",
    )
    location_final_id = fields.Many2one("stock.location", readonly=True)
    next_move_ids = fields.Many2many(
        "stock.move",
        "after_sales_sampling_lot_next_rel",
        string="Moves That Wait for It",
        readonly=True,
    )
    transfer_ids = fields.Many2many(
        "stock.picking", "after_sales_sampling_lot_transfer_rel", string="Transfers", readonly=True
    )
    gone = fields.Json(
        readonly=True, help="What left before it was decided: serial or lot (0: none) → quantity."
    )
    quantity_accepted = fields.Float(string="Good", digits="Product Unit", readonly=True)
    quantity_refused = fields.Float(string="Refused", digits="Product Unit", readonly=True)
    refused_lot_ids = fields.Many2many(
        "stock.lot", "after_sales_sampling_lot_refused_rel", string="Refused Serials", readonly=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    unit_cost = fields.Float(
        digits="Product Price",
        readonly=True,
        help="What the supplier is owed for a unit, in the company's currency.",
    )
    amount_refused = fields.Monetary(
        compute="_compute_amount_refused", store=True, string="Cost of Refused"
    )
    sorting_cost = fields.Monetary(
        readonly=True, help="What sorting cost, for the supplier to pay."
    )

    @api.depends("quantity_refused", "unit_cost")
    def _compute_amount_refused(self):
        for lot in self:
            lot.amount_refused = lot.currency_id.round(lot.quantity_refused * lot.unit_cost)

    # Where they go ----------------------------------------------------------------------------

    def _on_accepted(self):
        """What the sample showed to be nonconforming does not go on with an accepted lot."""
        bad = self.unit_ids.filtered("severity")
        refused = min(float(len(bad)), self.quantity)
        self.write(
            {
                "quantity_refused": refused,
                "quantity_accepted": self.quantity - refused,
                "refused_lot_ids": bad.stock_lot_id.ids,
                "unit_cost": self._unit_cost(),
            }
        )
        units = self._units()
        kept = self._take(units, refused, self._wanted(bad))
        waiting = self.warehouse_id.after_sales_sampling_location_id
        self._move(kept, waiting, self.warehouse_id.after_sales_quarantine_location_id)
        self._move(units, waiting, self.location_dest_id)

    def _on_refused(self):
        self.write(
            {
                "quantity_refused": self.quantity,
                "quantity_accepted": 0.0,
                "refused_lot_ids": self.move_ids.move_line_ids.lot_id.ids,
                "unit_cost": self._unit_cost(),
            }
        )
        places = self.warehouse_id
        self._move(
            self._units(),
            places.after_sales_sampling_location_id,
            places.after_sales_quarantine_location_id,
        )

    def _on_partly(self):
        """What was sorted out as good goes on, the rest stays in quarantine."""
        units = self._units()
        serials = dict.fromkeys(self.refused_lot_ids, 1.0)
        self._take(units, self.quantity_refused, serials)
        self._move(
            units, self.warehouse_id.after_sales_quarantine_location_id, self.location_dest_id
        )

    # Which units ------------------------------------------------------------------------------

    def _units(self):
        """:return: dict (serial or lot, owner) → quantity that is there to be decided on, in the
        product's unit"""
        units = self._units_received()
        gone = {int(serial): quantity for serial, quantity in (self.gone or {}).items()}
        for serial, owner in units:
            part = min(units[serial, owner], gone.get(serial.id or 0, 0.0))
            units[serial, owner] -= part
            if part:
                gone[serial.id or 0] -= part
        return units

    def _units_received(self):
        """:return: dict (serial or lot, owner) → quantity that came"""
        units = defaultdict(float)
        for line in self.move_ids.filtered(lambda move: move.state == "done").move_line_ids:
            units[line.lot_id, line.owner_id] += line.quantity_product_uom
        return units

    def _wanted(self, bad):
        """:return: dict serial or lot → how many of the units ``bad`` are of it"""
        wanted = defaultdict(float)
        for unit in bad:
            wanted[unit.stock_lot_id] += 1.0
        return wanted

    def _take(self, units, quantity, wanted):
        """Take ``quantity`` out of ``units``: of the serials and lots that are wanted first.

        :param units: as of ``_units``; what is taken is subtracted
        :param wanted: dict serial or lot → quantity
        :return: dict as ``units``, of what was taken
        """
        taken, left, wanted = defaultdict(float), quantity, dict(wanted)
        for first in (True, False):
            for key, have in units.items():
                part = min(have, left, wanted.get(key[0], 0.0) if first else left)
                units[key] -= part
                taken[key] += part
                left -= part
                if key[0] in wanted:
                    wanted[key[0]] -= part
        return taken

    def _lying(self, units, origin):
        """Where units lie now, in or below a place.

        :param units: dict as of ``_units``
        :return: list of (``stock.quant``, quantity)
        :raise UserError: some lie there no more
        """
        compare, found = self.product_uom_id.compare, []
        free = origin._after_sales_free_quants(self.product_id)
        for (serial, owner), quantity in units.items():
            left = quantity
            for quant in free:
                part = min(left, free[quant])
                fits = quant.lot_id == serial and quant.owner_id == owner
                if fits and compare(part, 0.0) > 0:
                    free[quant] -= part
                    left -= part
                    found.append((quant, part))
            if compare(left, 0.0) > 0:
                raise UserError(self._missing_sentence(left, serial, origin))
        return found

    def _missing_sentence(self, missing, serial, origin):
        names = {
            "lot": self.display_name,
            "goods": self._goods_words(missing, serial),
            "place": origin.display_name,
        }
        reserving = self.env["stock.move.line"].search(
            [
                ("product_id", "=", self.product_id.id),
                ("location_id", "child_of", origin.id),
                ("state", "in", ("assigned", "partially_available")),
                ("lot_id", "in", (serial.id, False)),
            ]
        )
        if reserving:
            transfers = ", ".join(reserving.move_id.mapped("reference"))
            return self.env._(
                "%(lot)s: %(goods)s in %(place)s are reserved for "
                "%(transfers)s. Cancel or unreserve that first.",
                transfers=transfers,
                **names,
            )
        return self.env._(
            "%(lot)s: %(goods)s no longer lie in %(place)s. Bring them back there first.",
            **names,
        )

    def _goods_words(self, quantity, serial):
        """:return: str, such as 3 Units, or 1 Units SN-7"""
        words = (f"{quantity:g}", self.product_uom_id.name, serial.name)
        return " ".join(filter(None, words))

    # Moving them ------------------------------------------------------------------------------

    def _move(self, units, origin, target):
        """Bring units from one place to another at once; what waits for them gets them.

        :param units: dict as of ``_units``
        """
        found = self._lying(units, origin)
        if not found:
            return
        self._check_target(target)
        picking = self.env["stock.picking"]._create_after_sales_transfers(
            [self._prepare_transfer_vals(found, origin, target)]
        )
        picking._action_done()
        self.transfer_ids = [Command.link(picking.id)]

    def _check_target(self, target):
        if not target:
            raise UserError(
                self.env._(
                    "%(lot)s: warehouse %(warehouse)s has no quarantine. Set its location on the "
                    "warehouse.",
                    lot=self.display_name,
                    warehouse=self.warehouse_id.name,
                )
            )

    def _prepare_transfer_vals(self, found, origin, target):
        """:param found: list of (``stock.quant``, quantity)
        :return: dict for the ``stock.picking`` that brings these to ``target``"""
        places = {
            "location_id": origin.id,
            "location_dest_id": target.id,
            "picking_type_id": self.warehouse_id.int_type_id.id,
            "company_id": self.company_id.id,
        }
        move = {
            **places,
            "product_id": self.product_id.id,
            "product_uom": self.product_uom_id.id,
            "product_uom_qty": sum(part for _quant, part in found),
            "procure_method": "make_to_stock",
            "state": "assigned",
            "picked": True,
            "move_line_ids": [
                Command.create(self._prepare_unit_line_vals(quant, part, target))
                for quant, part in found
            ],
        }
        if target == self.location_dest_id:
            move["location_final_id"] = self.location_final_id.id
            move["move_dest_ids"] = [Command.set(self.next_move_ids.ids)]
        return {
            **places,
            "partner_id": self.partner_id.id,
            "origin": self.picking_id.name,
            "move_ids": [Command.create(move)],
        }

    def _prepare_unit_line_vals(self, quant, quantity, target):
        """:return: dict for the ``stock.move.line`` of ``quantity`` out of ``quant``"""
        return {
            "product_id": self.product_id.id,
            "product_uom_id": self.product_uom_id.id,
            "quantity": quantity,
            "location_id": quant.location_id.id,
            "location_dest_id": target.id,
            "lot_id": quant.lot_id.id,
            "owner_id": quant.owner_id.id,
            "package_id": quant.package_id.id,
            "company_id": self.company_id.id,
            "picked": True,
        }

    def _unit_cost(self):
        """:return: what the supplier is owed for a unit on average, in the company's currency"""
        total = came = 0.0
        for move in self.move_ids.filtered(lambda move: move.state == "done"):
            quantity = sum(move.move_line_ids.mapped("quantity_product_uom"))
            total += quantity * move.purchase_line_id._get_stock_move_price_unit()
            came += quantity
        return total / came if came else 0.0
