from odoo.addons.after_sales_repair.tests.common import RepairCommon


class LoanCommon(RepairCommon):
    """A shop that lends devices."""

    @classmethod
    def _setup_deposits(cls):
        """A cash box for deposits that no till counts, and the accounts."""
        cls.company.after_sales_deposit_journal_id = cls.env["account.journal"].create(
            {"name": "Deposit Box", "code": "DEPBX", "type": "cash"}
        )
        cls.company._setup_after_sales_loan_deposits()

    @classmethod
    def _add_to_pool(cls, product, lots=None, quantity=1.0):
        """Make devices in stock loan devices."""
        vals = {"lot_ids": lots.ids} if lots else {"quantity": quantity}
        cls.env["after.sales.loaner.transfer"].create(
            {"warehouse_id": cls.warehouse.id, "product_id": product.id, **vals}
        ).action_add_to_pool()

    @classmethod
    def _lend(cls, product, lot=None, **vals):
        """A device that the customer has.

        :return: the ``after.sales.loan``
        """
        loan = cls.env["after.sales.loan"].create(
            {
                "partner_id": cls.customer.id,
                "warehouse_id": cls.warehouse.id,
                "product_id": product.id,
                "lot_id": lot.id if lot else False,
                **vals,
            }
        )
        loan.action_lend()
        return loan
