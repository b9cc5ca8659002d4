from odoo.fields import Command

from odoo.addons.after_sales_repair.tests.store_common import StoreCommon


class TransitCommon(StoreCommon):
    """What travels between two stores and their workshop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.transit = cls.company.internal_transit_location_id

    @classmethod
    def _pack(cls, repairs, direction="to_workshop", **vals):
        """A transit batch of these repairs that is not sent yet."""
        return cls.env["after.sales.transit.batch"].create(
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
        batch = cls._pack(repairs, direction, **vals)
        batch.action_send()
        return batch

    @classmethod
    def _bring(cls, repairs, direction="to_workshop"):
        """Send and receive."""
        batch = cls._send(repairs, direction)
        batch.action_receive_all()
        return batch
