from odoo.fields import Command

from odoo.addons.after_sales_repair.tests.store_common import StoreCommon


class ConsignmentCommon(StoreCommon):
    """What travels between two stores and their workshop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.transit = cls.company.internal_transit_location_id

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
