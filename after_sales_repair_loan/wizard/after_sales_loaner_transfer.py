from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from odoo.addons.after_sales_returns.bounds import QUANTITY, Bounded
from odoo.addons.after_sales_returns.tools import only_one, refuse

LEAD = "after_sales_repair.group_repair_lead"


class AfterSalesLoanerTransfer(Bounded, models.TransientModel):
    """Make devices from stock loan devices, or loan devices stock again."""

    _name = "after.sales.loaner.transfer"
    _description = "Add Loan Devices"

    warehouse_id = fields.Many2one(
        "stock.warehouse",
        string="Store",
        required=True,
        default=lambda self: self.env["after.sales.loan"]._default_store(),
    )
    direction = fields.Selection(
        [("in", "From stock to the loan devices"), ("out", "From the loan devices to stock")],
        required=True,
        default="in",
    )
    product_id = fields.Many2one(
        "product.product", string="Device", required=True, domain=[("is_storable", "=", True)]
    )
    tracking = fields.Selection(related="product_id.tracking")
    lot_ids = fields.Many2many("stock.lot", string="Serial Numbers")
    quantity = fields.Float(
        compute="_compute_quantity", store=True, readonly=False, digits="Product Unit"
    )

    @api.depends("lot_ids", "product_id")
    def _compute_quantity(self):
        for wizard in self:
            serial = wizard.tracking == "serial"
            wizard.quantity = len(wizard.lot_ids) if serial else wizard.quantity or 1.0

    def _after_sales_bounds(self):
        return {**super()._after_sales_bounds(), "quantity": QUANTITY}

    def action_add_to_pool(self):
        only_one(self)
        self.warehouse_id.check_access("read")
        if not self.env.su and not self.env.user.has_group(LEAD):
            raise AccessError(
                self.env._("Only workshop leads choose what is lent: ask one of them.")
            )
        self._check_devices()
        pickings = self.env["stock.picking"].sudo()
        pickings._create_after_sales_transfers([self.sudo()._prepare_picking_vals()])._action_done()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "after_sales_repair_loan.after_sales_loaner_action"
        )

    def _places(self):
        """Where the devices are, and where they go."""
        store = self.warehouse_id
        places = (store.lot_stock_id, store.after_sales_loaner_location_id)
        return places if self.direction == "in" else places[::-1]

    def _check_devices(self):
        problems = []
        names = {"product": self.product_id.display_name, "store": self.warehouse_id.name}
        if (self.tracking == "serial" and not self.lot_ids) or self.quantity <= 0:
            problems.append(
                self.env._("%(product)s: say which, by serial number or quantity.", **names)
            )
        quants = self.env["stock.quant"].sudo()
        source = self._places()[0]
        wanted = [(lot, 1.0) for lot in self.lot_ids]
        for lot, quantity in wanted or [(self.lot_ids, self.quantity)]:
            there = quants._get_available_quantity(self.product_id, source, lot)
            if there < quantity:
                problems.append(
                    self.env._(
                        "%(product)s %(serial)s: %(place)s has %(there)g of it free, not "
                        "%(quantity)g. Correct the quantity, or free what is reserved.",
                        serial=lot.name or "",
                        place=source.display_name,
                        there=there,
                        quantity=quantity,
                        **names,
                    )
                )
        refuse(problems)

    def _prepare_picking_vals(self):
        """:return: dict for the ``stock.picking`` between stock and the loan devices"""
        source, destination = self._places()
        places = {
            "location_id": source.id,
            "location_dest_id": destination.id,
            "picking_type_id": self.warehouse_id.after_sales_sort_type_id.id,
            "company_id": self.warehouse_id.company_id.id,
        }
        move_vals = {
            **places,
            "picked": True,
            "product_id": self.product_id.id,
            "product_uom": self.product_id.uom_id.id,
            "product_uom_qty": self.quantity,
            "procure_method": "make_to_stock",
            "description_picking": self.product_id.display_name,
        }
        filled = self.env["stock.move"]._fill_after_sales_vals(move_vals, self.lot_ids)
        return {
            **places,
            "origin": self.env._("Loan devices"),
            "move_ids": [Command.create(filled)],
        }
