from itertools import count

from odoo import api, fields, models
from odoo.fields import Domain

# The operation types of ours: how their transfers and barcodes are called, if nobody else's are.
TYPE_CODES = {"after_sales_in_type_id": "RET", "after_sales_sort_type_id": "SORT"}


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    after_sales_in_type_id = fields.Many2one(
        "stock.picking.type", string="Return Receipts Type", check_company=True, copy=False
    )
    after_sales_sort_type_id = fields.Many2one(
        "stock.picking.type", string="Sorting Type", check_company=True, copy=False
    )
    after_sales_location_id = fields.Many2one(
        "stock.location",
        string="Returns Location",
        check_company=True,
        copy=False,
        help="Where returned goods wait to be sorted: owned and valued, never for sale.",
    )
    after_sales_outlet_location_id = fields.Many2one(
        "stock.location",
        string="Outlet Location",
        check_company=True,
        copy=False,
        help="Where second-choice goods go, for instance the stock of an outlet store.",
    )
    after_sales_vendor_location_id = fields.Many2one(
        "stock.location",
        string="Vendor Returns Location",
        check_company=True,
        copy=False,
        help="Where goods wait to go back to their vendor.",
    )
    after_sales_transit_days = fields.Integer(
        string="Days to the Customer",
        help="Calendar days that a parcel takes. As long as nobody said when a customer got a "
        "delivery, it is expected so many days after it left.",
    )
    after_sales_location_ids = fields.Many2many(
        "stock.location",
        compute="_compute_after_sales_location_ids",
        help="Every location of goods that came back and are not for sale.",
    )

    _after_sales_transit_days_positive = models.Constraint(
        "CHECK(after_sales_transit_days >= 0)",
        "A parcel takes no fewer than 0 days to the customer.",
    )

    @api.depends(
        "after_sales_location_id",
        "after_sales_outlet_location_id",
        "after_sales_vendor_location_id",
    )
    def _compute_after_sales_location_ids(self):
        for warehouse in self:
            warehouse.after_sales_location_ids = self.env["stock.location"].concat(
                *(warehouse[name] for name in self._after_sales_location_names())
            )

    @api.model
    def _after_sales_location_names(self):
        """Field name → label of each location that a warehouse needs for returns."""
        return {
            "after_sales_location_id": self.env._("Returns"),
            "after_sales_outlet_location_id": self.env._("Outlet"),
            "after_sales_vendor_location_id": self.env._("To Vendor"),
        }

    def _create_after_sales_locations(self):
        """Create the missing ones beside the warehouse's own tree, not inside it.

        Odoo counts everything below a warehouse's view location as on hand and free to sell;
        returned goods must stay out of that, and still belong to the company's valued stock.
        """
        self.ensure_one()
        names = self._after_sales_location_names()
        missing = [name for name in names if not self[name]]
        if not missing:
            return
        parent = self[next(iter(names))].location_id or self.env["stock.location"].create(
            {
                "name": self.env._("%(code)s After-Sales", code=self.code),
                "usage": "view",
                "company_id": self.company_id.id,
            }
        )
        for name in missing:
            self[name] = self.env["stock.location"].create(
                {
                    "name": names[name],
                    "usage": "internal",
                    "location_id": parent.id,
                    "company_id": self.company_id.id,
                }
            )

    def _create_or_update_sequences_and_picking_types(self):
        self._create_after_sales_locations()
        return super()._create_or_update_sequences_and_picking_types()

    def _get_sequence_values(self, name=False, code=False):
        values = super()._get_sequence_values(name=name, code=code)
        for field, label in (
            ("after_sales_in_type_id", self.env._("return receipts")),
            ("after_sales_sort_type_id", self.env._("sorting")),
        ):
            values[field] = {
                "name": self.env._(
                    "%(warehouse)s Sequence %(type)s", warehouse=name or self.name, type=label
                ),
                "prefix": f"{code or self.code}/{self._after_sales_type_code(field, code)}/",
                "padding": 5,
                "company_id": self.company_id.id,
            }
        return values

    def _after_sales_type_code(self, field, code=False):
        """How transfers of an operation type of ours are called behind the code of the warehouse.

        Two transfers of a company cannot share a number, so a code that somebody else's numbers
        or barcode begin with gets a number of its own.

        :param field: name of the field that holds the type
        :param code: the code that the warehouse is about to get
        """
        first = self[field].sequence_code or TYPE_CODES[field]
        codes = (f"{first}{number}" for number in count(2))
        while self._is_after_sales_code_taken(field, code or self.code, first):
            first = next(codes)
        return first

    def _is_after_sales_code_taken(self, field, code, type_code):
        """Whether numbers or the barcode of somebody else begin as this would."""
        own = self[field].sudo()
        prefix, barcode = f"{code}/{type_code}/", self._after_sales_barcode(code, type_code)
        others = {
            "ir.sequence": [("prefix", "=", prefix), ("id", "!=", own.sequence_id.id)],
            "stock.picking": [("name", "=like", f"{prefix}%"), ("picking_type_id", "!=", own.id)],
            "stock.picking.type": [("barcode", "=", barcode), ("id", "!=", own.id)],
        }
        return any(
            self.env[model]
            .sudo()
            .with_context(active_test=False)
            .search_count([("company_id", "in", (self.company_id.id, False)), *domain], limit=1)
            for model, domain in others.items()
        )

    @api.model
    def _after_sales_barcode(self, code, type_code):
        return code.replace(" ", "").upper() + type_code

    def _update_name_and_code(self, new_name=False, new_code=False):
        """Odoo takes its own operation types along. Ours follow, or a warehouse that gets the
        old code would meet their numbers."""
        super()._update_name_and_code(new_name, new_code)
        for warehouse in self:
            values = warehouse._get_sequence_values(new_name, new_code)
            for field in TYPE_CODES:
                kind = warehouse.sudo()[field]
                type_code = values[field]["prefix"].split("/")[-2]
                if new_code and kind:
                    barcode = warehouse._after_sales_barcode(new_code, type_code)
                    kind.write({"sequence_code": type_code, "barcode": barcode})
                kind.sequence_id.write(values[field])

    def _get_picking_type_create_values(self, max_sequence):
        data, next_sequence = super()._get_picking_type_create_values(max_sequence)
        shared = {
            "company_id": self.company_id.id,
            "use_create_lots": False,
            "use_existing_lots": True,
        }
        data["after_sales_in_type_id"] = {
            **shared,
            "name": self.env._("Return Receipts"),
            "code": "incoming",
            "sequence": next_sequence + 1,
            **self._prepare_after_sales_codes("after_sales_in_type_id"),
            "default_location_src_id": self.env.ref("stock.stock_location_customers").id,
            "default_location_dest_id": self.after_sales_location_id.id,
        }
        data["after_sales_sort_type_id"] = {
            **shared,
            "name": self.env._("Return Sorting"),
            "code": "internal",
            "sequence": next_sequence + 2,
            **self._prepare_after_sales_codes("after_sales_sort_type_id"),
            "default_location_src_id": self.after_sales_location_id.id,
            "default_location_dest_id": self.lot_stock_id.id,
        }
        return data, next_sequence + 2

    def _get_picking_type_update_values(self):
        data = super()._get_picking_type_update_values()
        for field in TYPE_CODES:
            data[field] = {"active": self.active}
        return data

    def _prepare_after_sales_codes(self, field):
        """:return: dict for a new ``stock.picking.type`` of ours"""
        code = self._after_sales_type_code(field)
        return {"sequence_code": code, "barcode": self._after_sales_barcode(self.code, code)}

    @api.model
    def _create_missing_after_sales_locations(self):
        """Give warehouses that existed before an addon of ours the locations that it needs."""
        missing = Domain.OR([(name, "=", False)] for name in self._after_sales_location_names())
        for warehouse in self.with_context(active_test=False).search(missing):
            warehouse._create_after_sales_locations()

    @api.model
    def _create_missing_after_sales_types(self):
        """Give warehouses that existed before this addon their locations and types."""
        warehouses = self.with_context(active_test=False).search(
            [("after_sales_in_type_id", "=", False)]
        )
        for warehouse in warehouses:
            warehouse.write(warehouse._create_or_update_sequences_and_picking_types())
