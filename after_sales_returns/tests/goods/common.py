from ..common import AfterSalesCommon


class ReceiptCase(AfterSalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["after.sales.policy"].search([]).active = False

    @classmethod
    def _awaited(cls, *lines, quantities=None, **vals):
        """An approved return of a sale of (product, quantity), goods still on their way."""
        return cls._approve(cls._create_return(cls._sell(*lines), quantities, **vals))

    @classmethod
    def _reverse(cls, picking, quantity, force=False):
        """Odoo's own return of a transfer, validated; by force even if nothing is there."""
        wizard = (
            cls.env["stock.return.picking"]
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = quantity
        transfer = cls.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        if force:
            transfer.move_ids.quantity = quantity
        cls._validate(transfer)
        return transfer

    def _in_stock(self, product, location):
        return self.env["stock.quant"]._get_available_quantity(product, location)
