from odoo import api, models
from odoo.fields import Command

from .workshop import CATEGORIES, CHECKS, DELIVERIES, PARTS, STORES, TERMS


class AfterSalesDemo(models.AbstractModel):
    """The workshop of the demo: what it checks, promises and has in stock."""

    _inherit = "after.sales.demo"

    @api.model
    def _set_up_workshop(self):
        company = self.env.company
        company.write(
            {
                "after_sales_hourly_cost": 30.0,
                "after_sales_inspection_fee": 25.0,
            }
        )
        self._open_stores()
        self._divide_electronics()
        self._create_terms_and_checks()
        self._stock_parts()
        self._deliver_to_stores()

    @api.model
    def _open_stores(self):
        for key, hours in STORES.items():
            self._warehouse(key).after_sales_opening_hours = hours

    @api.model
    def _divide_electronics(self):
        """Phones, watches and headphones are checked, and repaired, by different rules."""
        for xmlid, (name, parent, styles, skill) in CATEGORIES.items():
            category = self.env["product.category"].create(
                {
                    "name": name,
                    "parent_id": self._ref(f"demo_category_{parent}").id,
                    "after_sales_skill_id": self._own(f"demo_skill_{skill}").id,
                }
            )
            self._name_own({xmlid: category})
            for style in styles:
                self._ref(f"demo_product_{style}").categ_id = category
        self._ref("demo_category_shoes").after_sales_skill_id = self._own("demo_skill_shoes")

    @api.model
    def _create_terms_and_checks(self):
        for key, vals in TERMS.items():
            category = self._ref(f"demo_category_{key}")
            terms = self.env["after.sales.warranty"].create(
                {
                    **vals,
                    "legal_source": "Promise of the seller; no law asks for it.",
                    "categ_ids": [Command.set(category.ids)],
                }
            )
            self._name_own({f"demo_warranty_{key}": terms})
        self.env["after.sales.checklist"].create(
            [
                {
                    "name": f"{self.env.ref(xmlid).name} after repair",
                    "occasion": "after_repair",
                    "required": True,
                    "categ_ids": [Command.set(self.env.ref(xmlid).ids)],
                    "item_ids": [
                        Command.create({"name": name, "sequence": sequence})
                        for sequence, name in enumerate(names, 1)
                    ],
                }
                for xmlid, names in CHECKS.items()
            ]
        ).action_use()

    # Stock ------------------------------------------------------------------------------------

    @api.model
    def _count_in(self, vals_list):
        quants = self.env["stock.quant"].with_context(inventory_mode=True).create(vals_list)
        quants._apply_inventory()
        lines = self.env["stock.move.line"].search(
            [("product_id", "in", quants.product_id.ids), ("state", "=", "done")]
        )
        lines.move_id.write({"date": self._moment(95)})

    @api.model
    def _stock_parts(self):
        self._count_in(
            [
                {
                    "product_id": self._own(f"demo_part_{name}").id,
                    "location_id": self._warehouse(key).lot_stock_id.id,
                    "inventory_quantity": quantity,
                }
                for key, parts in PARTS.items()
                for name, quantity in parts.items()
            ]
        )

    @api.model
    def _deliver_to_stores(self):
        """Goods that stores got from the central warehouse; they find defects in them later."""
        for key, code, days_ago in DELIVERIES:
            vals = self._prepare_delivery_vals(self._product(code), self._warehouse(key))
            picking = self.env["stock.picking"]._create_after_sales_transfers([vals])
            picking._action_done()
            picking.date_done = self._moment(days_ago, 7)

    @api.model
    def _prepare_delivery_vals(self, product, store):
        """:return: dict for the ``stock.picking`` that brings one unit to the store"""
        source = self._warehouse("web")
        lots = (
            self.env["stock.quant"]
            ._gather(product, source.lot_stock_id)
            .filtered(lambda quant: quant.available_quantity > 0)
        )
        places = {
            "location_id": source.lot_stock_id.id,
            "location_dest_id": store.lot_stock_id.id,
            "picking_type_id": source.int_type_id.id,
            "company_id": source.company_id.id,
        }
        move_vals = {
            **places,
            "picked": True,
            "product_id": product.id,
            "product_uom": product.uom_id.id,
            "product_uom_qty": 1.0,
            "procure_method": "make_to_stock",
        }
        filled = self.env["stock.move"]._fill_after_sales_vals(move_vals, lots.lot_id[:1])
        return {**places, "move_ids": [Command.create(filled)]}
