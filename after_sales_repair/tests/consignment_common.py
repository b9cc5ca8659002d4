from odoo.fields import Command

from .common import RepairCommon


class ConsignmentCommon(RepairCommon):
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
        cls.transit = cls.company.internal_transit_location_id
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

    @classmethod
    def _pack(cls, repairs, direction="to_workshop", **vals):
        """A consignment of these repairs that is not sent yet."""
        return cls.env["after.sales.consignment"].create(
            {
                "direction": direction,
                "store_id": repairs[:1].after_sales_store_id.id,
                "workshop_id": cls.workshop.id,
                "line_ids": [Command.create({"repair_id": repair.id}) for repair in repairs],
                **vals,
            }
        )

    @classmethod
    def _send(cls, repairs, direction="to_workshop", **vals):
        consignment = cls._pack(repairs, direction, **vals)
        consignment.action_send()
        return consignment

    @classmethod
    def _bring(cls, repairs, direction="to_workshop"):
        """Send and receive."""
        consignment = cls._send(repairs, direction)
        consignment.action_receive_all()
        return consignment
