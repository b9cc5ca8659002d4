from collections import defaultdict

from odoo import models


class AfterSalesTill(models.AbstractModel):
    """Another size or colour: what a customer may take instead, and where it is."""

    _inherit = "after.sales.till"

    def _list_variants(self, product):
        """What ``after_sales_variants`` of the till answers."""
        variants = product.product_tmpl_id.product_variant_ids.filtered("sale_ok")
        prices = self._today_prices(variants)
        stock = self._free_stock(variants)
        return [
            {
                "product_id": variant.id,
                "name": variant.display_name,
                "attributes": variant.product_template_attribute_value_ids._get_combination_name(),
                "price": prices[variant],
                **self._stock_row(variant, stock),
            }
            for variant in variants
        ]

    def _stock_row(self, product, stock):
        if not product.is_storable:
            return {"quantity": False, "stores": []}
        here = self.warehouse
        others = [
            {"warehouse_id": warehouse.id, "name": warehouse.name, "quantity": quantity}
            for warehouse, quantity in stock[product].items()
            if warehouse != here and quantity > 0
        ]
        others.sort(key=lambda store: (-store["quantity"], store["name"]))
        return {"quantity": max(0.0, stock[product].get(here, 0.0)), "stores": others}

    def _today_prices(self, products):
        """:return: dict product → price tax included, in the till's currency"""
        currency, pricelist = self.currency, self.config.pricelist_id
        if pricelist:
            prices = pricelist._get_products_price(products, 1.0, currency=currency)
        else:
            prices = products._price_compute("list_price", currency=currency)
        return {
            product: self._taxes_today(product).compute_all(
                prices[product.id], currency, product=product
            )["total_included"]
            for product in products
        }

    def _taxes_today(self, product):
        """:return: the taxes at which this till sells the product"""
        taxes = product.taxes_id._filter_taxes_by_company(self.company)
        return self.config.default_fiscal_position_id.map_tax(taxes)

    def _free_stock(self, products):
        """What each warehouse of the company can sell: neither reserved nor waiting among
        returned goods.

        :return: dict product → dict warehouse → quantity
        """
        warehouses = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)])
        kits = self._kit_products(products)
        free = defaultdict(lambda: defaultdict(float))
        groups = self.env["stock.quant"]._read_group(
            [
                ("product_id", "in", (products - kits).ids),
                ("location_id", "child_of", warehouses.lot_stock_id.ids),
            ],
            ["product_id", "location_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        for product, location, quantity, reserved in groups:
            free[product][location.warehouse_id] += quantity - reserved
        for warehouse in warehouses if kits else ():
            for kit in kits.with_context(location=warehouse.lot_stock_id.id):
                free[kit.with_context(location=None)][warehouse] = kit.free_qty
        return free

    def _kit_products(self, products):
        """What is delivered as its components has no stock of its own."""
        if "mrp.bom" not in self.env:
            return products.browse()
        boms = self.env["mrp.bom"]._bom_find(
            products, company_id=self.company.id, bom_type="phantom"
        )
        return products.browse(product.id for product, bom in boms.items() if bom)
