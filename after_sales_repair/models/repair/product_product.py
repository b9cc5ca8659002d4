from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _with_valuation_context(self):
        """Value only what is ours, with FIFO, too: a customer's own item on the repair shelf is
        none of the units that the stack of our purchases is spread over.

        Odoo leaves the owner out for FIFO, because the moves in its stack are ours alone; but the
        quantity that it spreads them over then counts everybody's goods.
        """
        return (
            super()
            ._with_valuation_context()
            .with_context(owners=[False, self.env.company.partner_id.id])
        )
