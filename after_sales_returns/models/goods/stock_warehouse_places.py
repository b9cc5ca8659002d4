from odoo import api, models
from odoo.fields import Domain

from ...tools import refuse

NAMED = 5  # how many open documents a refusal names


class StockWarehouse(models.Model):
    """What becomes of our places when a store closes, gets another code, or an addon is
    uninstalled: goods never stay where nobody looks."""

    _inherit = "stock.warehouse"

    # Which ones -----------------------------------------------------------------------------

    def _after_sales_own_places(self, names=None):
        """The locations that we have made: those in a tree of ours, beside the warehouse's own.
        A warehouse may use others, for instance the stock of an outlet store.

        :param names: names of fields; by default all of them
        """
        places = self.env["stock.location"]
        names = self._after_sales_location_names() if names is None else names
        for warehouse in self.with_context(active_test=False):
            tree = warehouse.after_sales_location_id.location_id
            if tree.usage != "view" or tree.warehouse_id:
                continue
            for name in names:
                places |= warehouse[name].filtered(lambda one, tree=tree: one.location_id == tree)
        return places

    def _after_sales_types(self):
        warehouses = self.with_context(active_test=False)
        return warehouses.after_sales_in_type_id | warehouses.after_sales_sort_type_id

    @api.model
    def _after_sales_goods_at(self, places):
        """:return: the ``stock.quant`` of what lies in ``places`` or below, whoever owns it"""
        quants = self.env["stock.quant"].sudo()
        return quants.search(
            Domain("location_id", "child_of", places.ids)
            & (Domain("quantity", "!=", 0) | Domain("reserved_quantity", "!=", 0))
            if places
            else Domain.FALSE
        )

    @api.model
    def _after_sales_goods_problems(self, places):
        """:return: list of sentences, one for each place where goods lie"""
        return [
            self.env._(
                "%(quantity)g units lie in %(place)s, among them %(product)s. Sort them, hand "
                "them back or move them first.",
                quantity=sum(quants.mapped("quantity")),
                place=place.display_name,
                product=quants[0].product_id.display_name,
            )
            for place, quants in self._after_sales_goods_at(places).grouped("location_id").items()
        ]

    # In use or not --------------------------------------------------------------------------

    @api.model
    def _after_sales_archive_places(self, places):
        """Take empty places, and trees of ours that nobody needs any more, out of use."""
        own = {place: place for place in places}
        full = self._after_sales_goods_at(places).location_id.mapped(
            lambda shelf: self._after_sales_place_for(shelf, own)
        )
        empty = places.sudo().filtered(lambda place: place not in full)
        trees = empty.location_id
        empty.active = False
        trees.filtered(lambda tree: not tree.child_ids.filtered("active")).active = False

    def _after_sales_set_active(self, active):
        """Our places and operation types follow their warehouse."""
        places = self.sudo()._after_sales_own_places()
        if active:
            (places.location_id | places).filtered(lambda place: not place.active).active = True
        else:
            self._after_sales_archive_places(places)
        self.sudo()._after_sales_types().active = active

    # An addon is uninstalled ----------------------------------------------------------------

    @api.model
    def _after_sales_uninstall_problems(self, addons):
        """What somebody else has comes back before the addon goes: nobody would ask for it.

        :param addons: set of names of the addons that are about to go
        :return: list of sentences that stand against it
        """
        names = self._after_sales_location_names()
        if "after_sales_returns" not in addons:
            away = self._after_sales_away_names()
            names = [name for name in away if self._fields[name]._modules[0] in addons]
        warehouses = self.with_context(active_test=False).search([("id", "!=", False)])
        return self._after_sales_goods_problems(warehouses._after_sales_own_places(names))

    @api.model
    def _after_sales_away_names(self):
        """Names of the fields of places whose goods are with somebody else: to be extended."""
        return []

    @api.model
    def _after_sales_retire(self, addon, kept):
        """Take the places and operation types of ``addon`` out of use; a new installation finds
        them again. Goods that lie there, and transfers under way, go to the Returns location
        where that stays.

        :param kept: list of the names of the fields of warehouses that go with the addon
        """
        names = [name for name in kept if name in self._after_sales_location_names()]
        warehouses = self.sudo().with_context(active_test=False).search([("id", "!=", False)])
        places = warehouses._after_sales_own_places(names)
        if addon != "after_sales_returns":
            here = set(names) - set(self._after_sales_away_names())
            for warehouse in warehouses:
                own = places & warehouse._after_sales_own_places(here)
                self._after_sales_relocate(dict.fromkeys(own, warehouse.after_sales_location_id))
        self._after_sales_archive_places(places)
        if addon == "after_sales_returns":
            self._after_sales_idle(warehouses._after_sales_types()).active = False

    @api.model
    def _after_sales_idle(self, types):
        """Those of the operation types that no transfer under way needs."""
        moves = self._after_sales_moves_at({}, types)
        return types - moves.picking_type_id

    # A store closes -------------------------------------------------------------------------

    def write(self, vals):
        changing = self.browse()
        if "active" in vals:
            changing = self.filtered(lambda one: one.active != bool(vals["active"]))
            if not vals["active"]:
                refuse(changing._after_sales_closing_problems())
        result = super().write(vals)
        if changing:
            changing._after_sales_set_active(bool(vals["active"]))
        return result

    def _after_sales_closing_problems(self):
        """:return: list of sentences that stand against closing these warehouses"""
        problems = []
        for warehouse in self.sudo():
            for label, documents in warehouse._after_sales_open_documents():
                problems += warehouse._after_sales_open_problems(label, documents)
            problems += self._after_sales_goods_problems(warehouse._after_sales_own_places())
        return problems

    def _after_sales_open_documents(self):
        """:return: list of (what they are called, open documents of this warehouse)"""
        self.ensure_one()
        orders = self.env["after.sales.return"].search(
            [
                ("warehouse_id", "=", self.id),
                ("state", "in", ("draft", "requested", "approved")),
            ]
        )
        return [(self.env._("return orders"), orders)]

    def _after_sales_open_problems(self, label, documents):
        if not documents:
            return []
        names = documents[:NAMED].mapped("name") + (["…"] if len(documents) > NAMED else [])
        return [
            self.env._(
                "%(warehouse)s still has %(count)s open %(documents)s: %(names)s. Finish them, or "
                "press “Hand Over” on the warehouse to have another one go on with them.",
                warehouse=self.name,
                count=len(documents),
                documents=label,
                names=", ".join(names),
            )
        ]

    # Another one goes on --------------------------------------------------------------------

    def _after_sales_hand_over(self, target):
        """Have ``target`` go on with what is open here: goods, transfers under way, documents."""
        self.ensure_one()
        if target == self or not target.active or target.company_id != self.company_id:
            refuse(
                [
                    self.env._(
                        "%(target)s cannot go on with what is open at %(warehouse)s: choose "
                        "another warehouse of %(company)s that is in use.",
                        target=target.name or self.env._("No warehouse"),
                        warehouse=self.name,
                        company=self.company_id.name,
                    )
                ]
            )
        here, there = self.sudo(), target.sudo()
        own = here._after_sales_own_places()
        places = {
            here[name]: there[name]
            for name in self._after_sales_location_names()
            if here[name] in own
        }
        types = {
            here.after_sales_in_type_id: there.after_sales_in_type_id,
            here.after_sales_sort_type_id: there.after_sales_sort_type_id,
        }
        documents = here._after_sales_open_documents()
        self._after_sales_relocate(places, types)
        here._after_sales_hand_over_documents(there)
        for _label, records in documents:
            for record in records:
                record.message_post(
                    body=self.env._(
                        "%(target)s goes on with it instead of %(warehouse)s.",
                        target=target.name,
                        warehouse=self.name,
                    )
                )

    def _after_sales_hand_over_documents(self, target):
        self.ensure_one()
        orders = self.env["after.sales.return"].search(
            [("warehouse_id", "=", self.id), ("state", "in", ("draft", "requested", "approved"))]
        )
        orders._write_warehouse(target)

    @api.model
    def _after_sales_relocate(self, places, types=None):
        """Move goods and transfers under way from places of ours, and shelves below them, to
        others.

        :param places: dict of ``stock.location`` → ``stock.location``
        :param types: dict of ``stock.picking.type`` → ``stock.picking.type``
        """
        types = types or {}
        moves = self._after_sales_moves_at(places, types)
        leaving = moves.filtered(lambda move: self._after_sales_place_for(move.location_id, places))
        leaving._do_unreserve()
        goods = self._after_sales_goods_at(self.env["stock.location"].union(*places))
        for shelf, quants in goods.grouped("location_id").items():
            quants.filtered(lambda quant: quant.quantity > 0).move_quants(
                location_dest_id=self._after_sales_place_for(shelf, places),
                message=self.env._("After-sales places moved"),
            )
        for picking in moves.picking_id:
            picking.write(self._after_sales_new_places(picking, places, types))
        for record in (*moves, *moves.move_line_ids):
            record.write(self._after_sales_new_places(record, places, types))
        leaving._action_assign()

    @api.model
    def _after_sales_place_for(self, location, places):
        """:param places: dict of ``stock.location`` → ``stock.location``
        :return: where ``places`` brings what lies at ``location``: that of the nearest of them
            that it is, or lies under; none if it lies elsewhere"""
        while location and location not in places:
            location = location.location_id
        return places.get(location, location)

    @api.model
    def _after_sales_moves_at(self, places, types):
        ids = [place.id for place in places]
        return (
            self.env["stock.move"]
            .sudo()
            .search(
                Domain("state", "not in", ("done", "cancel"))
                & (
                    Domain("location_id", "child_of", ids)
                    | Domain("location_dest_id", "child_of", ids)
                    | Domain("picking_type_id", "in", [kind.id for kind in types])
                )
            )
        )

    @api.model
    def _after_sales_new_places(self, record, places, types):
        """:return: dict to write on a transfer, a move or its line"""
        vals = {
            name: place.id
            for name in ("location_id", "location_dest_id")
            if (place := self._after_sales_place_for(record[name], places))
        }
        if record._name != "stock.move.line" and record.picking_type_id in types:
            vals["picking_type_id"] = types[record.picking_type_id].id
        return vals

    # Another code ---------------------------------------------------------------------------

    def _update_name_and_code(self, new_name=False, new_code=False):
        """Our tree is called by the code of its warehouse."""
        for warehouse in self.filtered(lambda one: new_code and one.code):
            tree = warehouse._after_sales_own_places().location_id.sudo()
            if tree.name and tree.name.startswith(f"{warehouse.code} "):
                tree.name = new_code + tree.name.removeprefix(warehouse.code)
        return super()._update_name_and_code(new_name, new_code)
