from .common import RepairCommon


class StoreCommon(RepairCommon):
    """Two stores, and the workshop of ``warehouse`` that repairs what they take in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.workshop = cls.warehouse
        cls.store, cls.other_store = cls.env["stock.warehouse"].create(
            [
                {"name": name, "code": code, "after_sales_workshop_id": cls.workshop.id}
                for name, code in (("Berlin", "BLN"), ("Hamburg", "HAM"))
            ]
        )
        cls.store_shelf = cls.store.after_sales_repair_location_id

    @classmethod
    def _create_users(cls):
        super()._create_users()
        cls.store_user.after_sales_warehouse_ids = cls.store

    @classmethod
    def _store_repair(cls, product=None, serial=None, store=None, **vals):
        """An item that a customer handed in at a store, taken in there."""
        store = store or cls.store
        repair = cls._counter_repair(
            product,
            serial,
            after_sales_store_id=store.id,
            picking_type_id=store._after_sales_workshop().repair_type_id.id,
            **vals,
        )
        repair.action_validate()
        return repair
