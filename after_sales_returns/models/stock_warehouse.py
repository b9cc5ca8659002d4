from odoo import api, fields, models


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
    after_sales_location_ids = fields.Many2many(
        "stock.location",
        compute="_compute_after_sales_location_ids",
        help="Every location of goods that came back and are not for sale.",
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
        for field, label, prefix in (
            ("after_sales_in_type_id", self.env._("return receipts"), "RET"),
            ("after_sales_sort_type_id", self.env._("sorting"), "SORT"),
        ):
            values[field] = {
                "name": self.env._(
                    "%(warehouse)s Sequence %(type)s", warehouse=self.name, type=label
                ),
                "prefix": f"{self.code}/{prefix}/",
                "padding": 5,
                "company_id": self.company_id.id,
            }
        return values

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
            "sequence_code": "RET",
            "default_location_src_id": self.env.ref("stock.stock_location_customers").id,
            "default_location_dest_id": self.after_sales_location_id.id,
        }
        data["after_sales_sort_type_id"] = {
            **shared,
            "name": self.env._("Return Sorting"),
            "code": "internal",
            "sequence": next_sequence + 2,
            "sequence_code": "SORT",
            "default_location_src_id": self.after_sales_location_id.id,
            "default_location_dest_id": self.lot_stock_id.id,
        }
        return data, next_sequence + 2

    def _get_picking_type_update_values(self):
        data = super()._get_picking_type_update_values()
        code = self.code.replace(" ", "").upper()
        data["after_sales_in_type_id"] = {"active": self.active, "barcode": code + "RET"}
        data["after_sales_sort_type_id"] = {"active": self.active, "barcode": code + "SORT"}
        return data

    @api.model
    def _create_missing_after_sales_types(self):
        """Give warehouses that existed before this addon their locations and types."""
        warehouses = self.with_context(active_test=False).search(
            [("after_sales_in_type_id", "=", False)]
        )
        for warehouse in warehouses:
            warehouse.write(warehouse._create_or_update_sequences_and_picking_types())
