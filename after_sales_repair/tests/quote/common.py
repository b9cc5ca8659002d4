from odoo.fields import Command

from ..common import RepairCommon


class QuoteCommon(RepairCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_users()
        cls.company.after_sales_inspection_fee = 0.0
        cls.labour = cls.company.after_sales_labour_product_id
        cls.labour.write({"list_price": 50.0, "taxes_id": [Command.set(cls.tax.ids)]})

    @classmethod
    def _diagnosed(cls, hours=2.0, parts=1, **vals):
        """A customer's own item, taken in, diagnosed, out of warranty: 60 a part, 50 an hour."""
        repair = cls._counter_repair(**vals)
        repair.action_validate()
        cls._diagnose(repair, under_warranty=False)
        repair.estimate_hours = hours
        if parts:
            cls._add_part(repair, parts)
        return repair

    @classmethod
    def _add_part(cls, repair, quantity=1):
        repair.move_ids = [
            Command.create(
                {
                    "product_id": cls.part.id,
                    "product_uom_qty": quantity,
                    "repair_line_type": "add",
                }
            )
        ]

    @classmethod
    def _quoted(cls, **vals):
        repair = cls._diagnosed(**vals)
        repair.action_quote()
        repair.action_quote_send()
        return repair

    @classmethod
    def _accepted(cls, **vals):
        repair = cls._quoted(**vals)
        repair.sale_order_id.action_confirm()
        return repair

    @classmethod
    def _owed_mails(cls, repair):
        """The steps whose mails wait to be sent."""
        mails = cls.env["after.sales.mail"].search([("repair_id", "=", repair.id)])
        return [xmlid.rsplit("_", 1)[1] for xmlid in mails.template_id.get_external_id().values()]
