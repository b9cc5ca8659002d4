from datetime import datetime, timedelta

from odoo.tests import new_test_user

from odoo.addons.after_sales_repair.tests.common import RepairCommon

# Noon of the Thursday in the middle of a week that was 90 days before the tests' now.
SOLD_WEEK = datetime(2025, 12, 1).date()


class SentinelCommon(RepairCommon):
    """A shoe of which a thousand were sold ninety days ago, in a company that watches 40,000
    styles and defects with one false alarm a week: rate 1 ‰, mean 28 days, ratio 10."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "after_sales_false_alarms": 1.0,
                "after_sales_alarm_ratio": 10.0,
                "after_sales_failure_days": 28.0,
                "after_sales_usual_rate": 1.0,
                "after_sales_watch_stores": 2,
                "after_sales_watch_days": 14,
                "after_sales_watched": 40000,
                "after_sales_sold_until": "2026-03-02",
            }
        )
        cls.sole = cls.env["after.sales.defect"].create({"code": "SOLE-T", "name": "Sole open"})
        cls.thread = cls.env["after.sales.defect"].create({"code": "THRD-T", "name": "Thread"})
        cls.stores = cls.warehouse + cls.env["stock.warehouse"].create(
            [{"name": "Mall", "code": "MALL"}, {"name": "Outlet", "code": "OUTL"}]
        )
        cls.events = cls.env["after.sales.sentinel.event"]
        cls.sentinels = cls.env["after.sales.sentinel"]
        cls.phone.categ_id = cls.env["product.category"].create({"name": "Phones"})
        cls.number = 0
        cls._sold(cls.shoe, 1000)

    @classmethod
    def _create_users(cls):
        super()._create_users()
        cls.quality = new_test_user(
            cls.env,
            "asq_lead",
            groups="after_sales_inspection.group_quality_lead",
            email="quality@example.com",
        )

    @classmethod
    def _sold(cls, product, quantity, week=SOLD_WEEK, **vals):
        return cls.env["after.sales.sold.week"].create(
            {
                "company_id": cls.company.id,
                "product_id": product.id,
                "week": week,
                "quantity": quantity,
                **vals,
            }
        )

    @classmethod
    def _prepare_failure(cls, **vals):
        """Of a document that is nothing but a number; ``days_ago`` for the date."""
        cls.number += 1
        ago = timedelta(days=vals.pop("days_ago", 0))
        return {
            "company_id": cls.company.id,
            "origin": "return",
            "res_model": "res.partner",
            "res_id": cls.number,
            "date": cls.env.cr.now() - ago,
            "warehouse_id": cls.warehouse.id,
            "defect_id": cls.sole.id,
            "product_id": cls.shoe.id,
            "quantity": 1.0,
            **vals,
        }

    @classmethod
    def _fail(cls, *failures, count=True):
        """Record failures, each a dict for ``_prepare_failure``, and count them."""
        events = cls.events._record_events([cls._prepare_failure(**one) for one in failures])
        if count:
            events._count()
        return events

    def _run_job(self, name):
        """Run a scheduled job as the scheduler does."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref(f"after_sales_quality.{name}").method_direct_trigger()
        self.env.invalidate_all()

    def _row(self, kind="style", product=None, defect=None):
        style = (product or self.shoe).product_tmpl_id
        return self.sentinels.search(
            [
                ("kind", "=", kind),
                ("product_tmpl_id", "=", style.id),
                ("defect_id", "=", (defect or self.sole).id),
            ]
        )
