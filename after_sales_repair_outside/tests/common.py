from odoo.addons.after_sales_repair.tests.work.common import WorkCommon


class OutsideCommon(WorkCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = cls._create_product("Outside repair", 0.0, type="service")
        cls.company.after_sales_outside_product_id = cls.service
        cls.company.partner_id.tz = "UTC"
        cls.vendor = cls.env["res.partner"].create({"name": "Watchmaker"})
        cls.away = cls.warehouse.after_sales_outside_location_id

    @classmethod
    def _outside(cls, repair=None, **vals):
        repair = repair or cls._to_repair()
        return (
            cls.env["after.sales.outside.repair"]
            .with_user(cls.lead)
            .create({"repair_id": repair.id, "vendor_id": cls.vendor.id, "price": 35.0, **vals})
        )
