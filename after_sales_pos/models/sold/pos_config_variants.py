from collections import defaultdict

from odoo import models

from ...till_input import till_call


class PosConfig(models.Model):
    """Another size or colour: what a customer may take instead, and where it is."""

    _inherit = "pos.config"

    @till_call
    def after_sales_variants(self, product_id):
        """The variants of a product with what is free to be sold, here and elsewhere.

        :param product_id: of what comes back
        :return: list of dicts with ``product_id``, ``name``, ``attributes``, ``price`` (today's,
            tax included, in the till's currency), ``quantity`` (in this store, False where no
            stock is kept) and ``stores`` (the others that have some, those with most first:
            ``warehouse_id``, ``name``, ``quantity``)
        """
        till = self._check_till()
        product = till._after_sales_record("product.product", product_id)
        if not product:
            till._refuse_wish()
        variants = product.product_tmpl_id.product_variant_ids.filtered("sale_ok")
        prices = till._after_sales_today_prices(variants)
        stock = till._after_sales_free_stock(variants)
        return [
            {
                "product_id": variant.id,
                "name": variant.display_name,
                "attributes": variant.product_template_attribute_value_ids._get_combination_name(),
                "price": prices[variant],
                **till._after_sales_stock_row(variant, stock),
            }
            for variant in variants
        ]

    def _after_sales_stock_row(self, product, stock):
        if not product.is_storable:
            return {"quantity": False, "stores": []}
        here = self.picking_type_id.warehouse_id
        others = [
            {"warehouse_id": warehouse.id, "name": warehouse.name, "quantity": quantity}
            for warehouse, quantity in stock[product].items()
            if warehouse != here and quantity > 0
        ]
        others.sort(key=lambda store: (-store["quantity"], store["name"]))
        return {"quantity": max(0.0, stock[product].get(here, 0.0)), "stores": others}

    def _after_sales_today_prices(self, products):
        """:return: dict product → price tax included, in the till's currency"""
        currency, pricelist = self.currency_id, self.pricelist_id
        if pricelist:
            prices = pricelist._get_products_price(products, 1.0, currency=currency)
        else:
            prices = products._price_compute("list_price", currency=currency)
        return {
            product: self._after_sales_taxes(product).compute_all(
                prices[product.id], currency, product=product
            )["total_included"]
            for product in products
        }

    def _after_sales_taxes(self, product):
        """:return: the taxes at which this till sells the product"""
        taxes = product.taxes_id._filter_taxes_by_company(self.company_id)
        return self.default_fiscal_position_id.map_tax(taxes)

    def _after_sales_free_stock(self, products):
        """What each warehouse of the company can sell: neither reserved nor waiting among
        returned goods.

        :return: dict product → dict warehouse → quantity
        """
        warehouses = self.env["stock.warehouse"].search([("company_id", "=", self.company_id.id)])
        kits = self._after_sales_kit_products(products)
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

    def _after_sales_kit_products(self, products):
        """What is delivered as its components has no stock of its own."""
        if "mrp.bom" not in self.env:
            return products.browse()
        boms = self.env["mrp.bom"]._bom_find(
            products, company_id=self.company_id.id, bom_type="phantom"
        )
        return products.browse(product.id for product, bom in boms.items() if bom)
