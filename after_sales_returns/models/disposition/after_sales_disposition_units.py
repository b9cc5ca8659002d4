from collections import defaultdict
from typing import Any, NamedTuple

from odoo import api, fields, models
from odoo.fields import Command

from ...tools import refuse


class Units(NamedTuple):
    """Units of one product that lie in one place and are alike.

    ``location``, ``lot``, ``package`` and ``owner`` are recordsets of at most one record;
    ``quantity`` is in the product's unit.
    """

    location: Any
    lot: Any
    package: Any
    owner: Any
    quantity: float


class AfterSalesDisposition(models.Model):
    """Where the units lie that are sorted, whose they are and in what box: the one owner of that
    question. It is read off the stock, not off what the receipt said: between receiving and
    sorting a warehouse has its own ways, and people their own hands.
    """

    _inherit = "after.sales.disposition"

    goods_place = fields.Char(
        string="Lies In",
        compute="_compute_goods_place",
        compute_sudo=True,
        help="Where the goods to be sorted lie now; or, if somebody moved them since they came, "
        "where to.",
    )

    @api.depends("state", "quantity", "lot_id")
    def _compute_goods_place(self):
        waiting = self.filtered(lambda part: part._is_waiting())
        units = waiting._find_units()
        for part in self:
            part.goods_place = part in units and part._place_text(units[part])

    def _is_waiting(self):
        """Whether its goods came and nobody decided on them."""
        self.ensure_one()
        came = self.state in ("draft", "settled") and self.line_id._is_to_sort()
        return came and not self.date_decided and self.return_id.transport != "keep"

    def _place_text(self, units):
        """:return: str"""
        places = {one.location: None for one in units}
        names = [place.display_name for place in places]
        return ", ".join(
            [*names, *([self._whereabouts()] if self._quantity_missing(units) else [])]
        )

    def _take_units(self):
        """Find the units that these dispositions are carried out with.

        :return: dict disposition → list of Units that add up to its quantity
        :raise UserError: a sentence for each of which less lies there
        """
        self._stop_onward()
        units = self._find_units()
        refuse(
            [
                sentence
                for part in self
                for sentence in part._missing_problems(part._quantity_missing(units[part]))
            ]
        )
        return units

    def _stop_onward(self):
        """What is sorted now is not carried on by a rule of the warehouse any more."""
        for line, parts in self.grouped("line_id").items():
            quantity = sum(part._units_quantity() for part in parts)
            line.move_ids._stop_after_sales_onward(quantity)

    def _carry_on_the_rest(self):
        """What is not sorted yet goes on as the rules of the warehouse say."""
        onward = self.line_id.move_ids._after_sales_onward()
        onward.filtered(lambda move: move.state not in ("done", "cancel"))._action_assign()

    def _find_units(self):
        """:return: dict disposition → list of Units: as many as lie there and nobody reserved"""
        stored = self.filtered("product_id.is_storable")
        found = stored._find_stored({part: part._goods_location() for part in stored})
        if any(part._quantity_missing(found[part]) for part in stored):
            found = stored._find_stored({part: part._goods_places() for part in stored})
        return found | {part: part._assumed_units() for part in self - stored}

    def _find_stored(self, places):
        """:param places: dict disposition → locations that its units may lie below
        :return: dict disposition → list of Units"""
        locations = self.env["stock.location"].union(*places.values())
        free = locations._after_sales_free_quants(self.product_id)
        owners = self._owners_left() if any(quant.owner_id for quant in free) else {}
        alike = self._alike(free)
        return {
            part: part._take_free(free, part._fitting(alike, places[part]), owners.get(part))
            for part in self
        }

    def _alike(self, quants):
        """:return: dict (product, lot) → list of quants; of goods without lots all in one"""
        alike = defaultdict(list)
        for quant in quants:
            tracked = quant.product_id.tracking != "none"
            lot = quant.lot_id if tracked else self.env["stock.lot"]
            alike[quant.product_id, lot].append(quant)
        return alike

    def _quantity_missing(self, units):
        """:param units: list of Units
        :return: how much less they are than this disposition is of, in the product's unit"""
        self.ensure_one()
        missing = self._units_quantity() - sum(one.quantity for one in units)
        return max(self.product_id.uom_id.round(missing), 0.0)

    def _assumed_units(self):
        """What Odoo keeps no stock of lies where it was received."""
        self.ensure_one()
        nobody, loose = self.env["res.partner"], self.env["stock.package"]
        return [
            Units(self._goods_location(), self.lot_id, loose, nobody, self._units_quantity()),
        ]

    def _goods_location(self):
        """Where the goods of this disposition lie while it is carried out."""
        self.ensure_one()
        return self.warehouse_id.after_sales_location_id

    def _units_quantity(self):
        """The quantity in the product's unit."""
        self.ensure_one()
        return self.line_id._quantity_in_product_unit(self.quantity)

    def _goods_places(self):
        """Where the goods may lie, all that is below included: where they are received, and
        wherever rules of the warehouse brought them from there."""
        self.ensure_one()
        location = self._goods_location()
        if location != self.warehouse_id.after_sales_location_id:
            return location
        return location | self.line_id.move_ids._after_sales_places()

    def _owners_left(self):
        """:return: dict disposition → dict owner → how much may be taken of the owner's, in the
        product's unit; those of one line share it. Extend it for goods that went on."""
        left = {line: line._owners_to_sort() for line in self.line_id}
        return {part: left[part.line_id] for part in self}

    def _take_free(self, free, quants, owners):
        """Take this disposition's units out of what is free.

        :param free: dict quant → quantity; what is taken is subtracted
        :param quants: list of those that they may be of
        :param owners: dict owner → quantity that may be taken of it, what is taken is subtracted;
            None: nothing of an owner lies there
        :return: list of Units
        """
        self.ensure_one()
        unit = self.product_id.uom_id
        need, units = self._units_quantity(), []
        for quant in quants:
            allowed = need if owners is None else owners[quant.owner_id]
            taken = min(need, free[quant], allowed)
            if unit.compare(taken, 0.0) <= 0:
                continue
            lot = self.lot_id if self.product_id.tracking != "none" else quant.lot_id
            units.append(Units(quant.location_id, lot, quant.package_id, quant.owner_id, taken))
            free[quant] -= taken
            need -= taken
            if owners is not None:
                owners[quant.owner_id] -= taken
        return units

    def _fitting(self, alike, places):
        """The quants that this may be of: of its lot before those that nobody numbered, where
        it was received before where a rule brought it."""
        self.ensure_one()
        lots = {self.lot_id: None, self.lot_id.browse(): None}
        return [
            quant
            for place in places
            for lot in lots
            for quant in alike.get((self.product_id, lot), ())
            if quant.location_id._child_of(place)
        ]

    def _source(self, units):
        """The location that a transfer of these units starts from.

        :param units: list of Units
        """
        self.ensure_one()
        location = self._goods_location()
        outside = [one.location for one in units if not one.location._child_of(location)]
        return outside[0] if outside else location

    def _by_source(self, units):
        """:return: pairs (location, dispositions whose units lie there or below)"""
        return self.grouped(lambda part: part._source(units[part])).items()

    def _prepare_move_vals(self):
        """:return: dict for a ``stock.move``, its places left out"""
        self.ensure_one()
        return {
            "after_sales_disposition_id": self.id,
            "product_id": self.product_id.id,
            "product_uom": self.product_uom_id.id,
            "product_uom_qty": self.quantity,
            "company_id": self.company_id.id,
            "warehouse_id": self.warehouse_id.id,
            "procure_method": "make_to_stock",
            "description_picking": self.product_id.display_name,
        }

    # Filling in documents -----------------------------------------------------------------------

    def _prepare_filled_move_vals(self, units, **vals):
        """:param units: list of Units: the very ones that were sorted
        :return: dict for a ``stock.move`` of them"""
        self.ensure_one()
        vals = {**self._prepare_move_vals(), "state": "assigned", **vals}
        unit = self.product_id.uom_id
        whole = len(units) == 1 and not unit.compare(units[0].quantity, self._units_quantity())
        if not whole:
            vals.update(product_uom=unit.id, product_uom_qty=sum(one.quantity for one in units))
        shared = {
            "picked": vals.get("picked", False),
            "product_id": self.product_id.id,
            "product_uom_id": vals["product_uom"],
            "location_dest_id": vals["location_dest_id"],
            "company_id": vals["company_id"],
        }
        vals["move_line_ids"] = [
            Command.create(
                {
                    **shared,
                    "quantity": self.quantity if whole else one.quantity,
                    "location_id": one.location.id,
                    "lot_id": one.lot.id,
                    "package_id": one.package.id,
                    "owner_id": one.owner.id,
                }
            )
            for one in units
        ]
        return vals

    # What is not there --------------------------------------------------------------------------

    def _missing_problems(self, missing):
        """:param missing: how much of this does not lie where it should, in the product's unit
        :return: list of at most one sentence: where it is instead"""
        self.ensure_one()
        if not missing:
            return []
        return [
            self.env._(
                "%(return)s, %(product)s: %(missing)g %(unit)s no longer lies in %(place)s: "
                "%(found)s. Bring it back there, or choose “%(by_hand)s” if it stays where it is.",
                **{"return": self.return_id.name},
                product=self._goods_name(),
                missing=missing,
                unit=self.product_id.uom_id.name,
                place=self._goods_location().display_name,
                found=self._whereabouts(),
                by_hand=dict(self._fields["route"]._description_selection(self.env))["by_hand"],
            )
        ]

    def _check_gone(self):
        """Of what lies there nobody says that it was moved by hand."""
        units = (self._waiting_beside() | self)._find_units()
        refuse(
            [
                self.env._(
                    "%(return)s, %(product)s: %(there)g %(unit)s lies in %(place)s. Choose where "
                    "it goes, and split off what was moved by hand.",
                    **{"return": part.return_id.name},
                    product=part._goods_name(),
                    there=sum(one.quantity for one in units[part]),
                    unit=part.product_id.uom_id.name,
                    place=units[part][0].location.display_name,
                )
                for part in self
                if units[part]
            ]
        )

    def _waiting_beside(self):
        """The other dispositions of such goods that came to the same warehouses and wait."""
        others = self.search(
            [
                ("product_id", "in", self.product_id.ids),
                ("warehouse_id", "in", self.warehouse_id.ids),
                ("state", "in", ("draft", "settled")),
                ("date_decided", "=", False),
                ("id", "not in", self.ids),
            ],
            order="id",
        )
        return others.filtered(lambda part: part._is_waiting())

    def _goods_name(self):
        self.ensure_one()
        product = self.product_id.display_name
        return f"{product} {self.lot_id.name}" if self.lot_id else product

    def _whereabouts(self):
        """:return: str: the documents that took such goods away, or reserve them, and where they
        lie now as far as a lot tells"""
        self.ensure_one()
        moves = self._moves_by_hand()
        told = ", ".join(
            self.env._(
                "%(document)s to %(place)s",
                document=move.picking_id.name or move.scrap_id.name or move.reference,
                place=move.location_dest_id.display_name,
            )
            for move in moves
        )
        return told or self.env._("nobody knows where it is")

    def _moves_by_hand(self):
        """The last moves, made or planned, that took such goods away and are not of ours."""
        self.ensure_one()
        location = self._goods_location()
        domain = [
            ("product_id", "=", self.product_id.id),
            ("location_id", "child_of", location.ids),
            "!",
            ("location_dest_id", "child_of", location.ids),
            ("state", "not in", ("draft", "cancel")),
            ("move_id.after_sales_disposition_id", "=", False),
            *([("lot_id", "=", self.lot_id.id)] if self.lot_id else []),
        ]
        lines = self.env["stock.move.line"].sudo().search(domain, order="id desc", limit=3)
        return lines.move_id
