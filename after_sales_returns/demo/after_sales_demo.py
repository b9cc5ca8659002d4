from base64 import b64encode
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, file_open

from .sales import STOCKED, STYLES

MODULE = "after_sales_returns"
PORTAL = "base.partner_demo_portal"


class AfterSalesDemo(models.AbstractModel):
    """Plays the tables of ``sales.py`` and ``returns.py``: goods, sales and returns made by the
    buttons that people press, so that stock and books are those of real work. Afterwards the
    documents are dated back to the day that the tables name."""

    _name = "after.sales.demo"
    _description = "After-Sales Demo Data"

    @api.model
    def _load_company(self):
        """A chart of accounts, where the database has none, and what store credit needs."""
        company = self.env.company
        if not company.chart_template:
            charts = self.env["account.chart.template"]
            charts.try_loading("generic_coa", company, install_demo=False)
        company._setup_store_credit()

    @api.model
    def _connect_outlet(self):
        outlet = self._ref("demo_warehouse_outlet")
        stores = self._warehouse("flagship") | self._warehouse("mall")
        stores.after_sales_outlet_location_id = outlet.lot_stock_id

    # Names ----------------------------------------------------------------------------------

    @api.model
    def _ref(self, name):
        return self.env.ref(f"{MODULE}.{name}")

    @api.model
    def _warehouse(self, key):
        """The warehouse of a table; the web shop's is the company's first."""
        if key == "web":
            return self.env.company._default_after_sales_warehouse()[:1]
        return self._ref(f"demo_warehouse_{key}")

    @api.model
    def _customer(self, key):
        """The customer of a table; the portal's is the one that Odoo's demo data log in with."""
        portal = self.env.ref(PORTAL, raise_if_not_found=False) if key == "portal" else None
        return portal or self._ref(f"demo_customer_{'emma' if key == 'portal' else key}")

    @api.model
    def _name_records(self, named):
        """Give demo records their XML ids, so that other addons' demo data can go on with them.

        :param named: dict name → record
        """
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": f"{MODULE}.{name}", "record": record, "noupdate": True}
                for name, record in named.items()
            ]
        )

    # Dates ----------------------------------------------------------------------------------

    @api.model
    def _moment(self, days_ago, hour=9):
        """The moment so many days ago, in UTC; never in the future."""
        now = fields.Datetime.now()
        day = now.replace(hour=hour, minute=(days_ago * 7) % 60, second=0)
        return min(day - timedelta(days=days_ago), now)

    @api.model
    def _day(self, days_ago):
        return self._moment(days_ago).date()

    @api.model
    def _date_back(self, records, **moments):
        """Date records back; behind the ORM, for these dates are nobody's to write."""
        if not records:
            return
        records.flush_recordset(list(moments))
        values = SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), moment) for name, moment in moments.items()
        )
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s WHERE id IN %s",
                SQL.identifier(records._table),
                values,
                tuple(records.ids),
            )
        )
        records.invalidate_recordset(list(moments))

    # Goods ----------------------------------------------------------------------------------

    @api.model
    def _product(self, code):
        """The variant with the internal reference ``code``."""
        return self.env["product.product"].search([("default_code", "=", code)]).ensure_one()

    @api.model
    def _prepare_products(self):
        """Give each variant its code, barcode, cost and picture."""
        for number, (style, (code, cost, picture, _stock)) in enumerate(STYLES.items(), 1):
            variants = self._ref(f"demo_product_{style}").product_variant_ids
            pictures = {self._words(variants[:1])[0]: None}  # the style's own picture
            for index, variant in enumerate(variants, 1):
                words = self._words(variant)
                if words[0] not in pictures:
                    pictures[words[0]] = self._picture(f"{picture}_{words[0].lower()}")
                variant.write(
                    {
                        "default_code": "-".join([code, *words]).upper(),
                        "barcode": self._ean13(f"29{number:05d}{index:05d}"),
                        "standard_price": cost,
                        "image_variant_1920": pictures[words[0]],
                    }
                )

    @api.model
    def _words(self, variant):
        """The first words of a variant's attribute values, for example ``["Black", "256"]``."""
        names = variant.product_template_attribute_value_ids.mapped("name")
        return [name.split()[0] for name in names]

    @api.model
    def _picture(self, name):
        """The picture of that name, for an image field; None if there is none."""
        try:
            with file_open(f"{MODULE}/static/img/demo/{name}.png", "rb") as file:
                return b64encode(file.read())
        except FileNotFoundError:
            return None

    @api.model
    def _ean13(self, digits):
        """Add the check digit to twelve digits; 29… is for use inside a company."""
        weighted = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits))
        return f"{digits}{-weighted % 10}"

    @api.model
    def _stock_products(self):
        """Count the first stock in: by quantity, electronics by serial number."""
        vals_list = []
        for style, (code, _cost, _picture, quantities) in STYLES.items():
            for variant in self._ref(f"demo_product_{style}").product_variant_ids:
                for key, quantity in zip(STOCKED, quantities, strict=True):
                    location = self._warehouse(key).lot_stock_id
                    vals_list += self._prepare_quants(variant, location, quantity, code)
        quants = self.env["stock.quant"].with_context(inventory_mode=True)
        counted = quants.create(vals_list)
        counted._apply_inventory()
        moves = (
            self.env["stock.move.line"]
            .search([("product_id", "in", counted.product_id.ids), ("state", "=", "done")])
            .move_id
        )
        moves.write({"date": self._moment(100)})

    @api.model
    def _prepare_quants(self, variant, location, quantity, code):
        """:return: list of dict for ``stock.quant``, one per serial of what is tracked"""
        shared = {"product_id": variant.id, "location_id": location.id}
        if variant.tracking == "none":
            return [{**shared, "inventory_quantity": quantity}] if quantity else []
        lots = self.env["stock.lot"].create(
            [
                {
                    "name": f"{code}{variant.id % 100:02d}{location.id % 100:02d}{unit:04d}",
                    "product_id": variant.id,
                }
                for unit in range(1, quantity + 1)
            ]
        )
        return [{**shared, "lot_id": lot.id, "inventory_quantity": 1.0} for lot in lots]
