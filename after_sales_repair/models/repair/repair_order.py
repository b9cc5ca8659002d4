from odoo import api, fields, models

from odoo.addons.after_sales_returns.tools import only_one


class RepairOrder(models.Model):
    """What a repair counter and a workshop need beside Odoo's work order.

    ``state`` is Odoo's: how far the work is. ``after_sales_stage`` says what is to be done next
    and is what lists, kanban and reports group by (``repair_order_stage.py``). Where the item
    is stands in ``repair_order_item.py``.
    """

    _name = "repair.order"
    _inherit = [
        # Before Odoo's ``mail.thread``, whose hooks it extends.
        "after.sales.addressee.mixin",
        "repair.order",
        "portal.mixin",
        "after.sales.files.mixin",
        "after.sales.import.mixin",
        "after.sales.checked.links.mixin",
    ]
    _checked_links = ("intake_photo_ids", "purchase_proof_ids")

    user_id = fields.Many2one(default=lambda self: self._default_technician())
    picking_type_id = fields.Many2one(default=lambda self: self._default_workshop_type())
    after_sales_origin = fields.Selection(
        [
            ("return", "Return order"),
            ("counter", "Counter"),
            ("store", "Store stock"),
        ],
        string="Came From",
        required=True,
        default="counter",
        readonly=True,
        help="A return order, a customer who hands in an item of their own, or a defect that a "
        "store found in its stock.",
    )
    after_sales_disposition_id = fields.Many2one(
        "after.sales.disposition",
        string="Return Disposition",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    after_sales_line_id = fields.Many2one(
        related="after_sales_disposition_id.line_id", string="Return Line"
    )
    after_sales_return_id = fields.Many2one(
        "after.sales.return",
        string="Return Order",
        compute="_compute_after_sales_return_id",
        store=True,
        index="btree_not_null",
    )
    after_sales_store_id = fields.Many2one(
        "stock.warehouse",
        string="Handed In At",
        check_company=True,
        compute="_compute_after_sales_store_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        help="The store or warehouse that took the item in and hands it back.",
    )
    after_sales_workshop_id = fields.Many2one(
        "stock.warehouse", string="Workshop", related="picking_type_id.warehouse_id", store=True
    )
    item_name = fields.Char(
        string="Item",
        compute="_compute_item_name",
        store=True,
        readonly=False,
        precompute=True,
        help="What the customer handed in; of goods that we do not sell only this is known.",
    )
    item_serial = fields.Char(
        string="Serial on the Item",
        copy=False,
        index="btree_not_null",
        help="As read on the item, whether or not we sold it.",
    )
    item_condition = fields.Text(
        string="Condition", help="Scratches, missing parts, signs of liquid: as handed in."
    )
    accessories = fields.Text(help="What was handed in with the item, one to a line.")
    fault_description = fields.Text(string="Fault", help="In the customer's words.")
    intake_photo_ids = fields.Many2many(
        "ir.attachment",
        "repair_order_intake_photo_rel",
        string="Intake Photos",
        copy=False,
        bypass_search_access=True,
    )
    date_intake = fields.Datetime(string="Taken In", readonly=True, copy=False, index=True)
    date_promised = fields.Datetime(
        string="Promised",
        copy=False,
        tracking=True,
        help="When the customer was told the item comes back; printed on the intake slip.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("after_sales_store_id") and not vals.get("picking_type_id"):
                store = self.env["stock.warehouse"].sudo().browse(vals["after_sales_store_id"])
                vals["picking_type_id"] = store._after_sales_workshop().repair_type_id.id
        return super().create(vals_list)

    @api.model
    def _default_technician(self):
        """Who takes an item in at the counter does not repair it."""
        user = self.env.user
        works = user.has_group("after_sales_repair.group_repair_technician")
        serves = user.has_group("after_sales_returns.group_after_sales_store")
        return user if works and not serves else False

    @api.model
    def _default_workshop_type(self):
        """The workshop of a store user's store; for the others Odoo's own default."""
        store = self.env.user.after_sales_warehouse_ids.filtered(
            lambda store: store.company_id == self.env.company
        )[:1]
        if store:
            return store._after_sales_workshop().repair_type_id
        return self._default_picking_type_id()

    @api.onchange("after_sales_store_id")
    def _onchange_after_sales_store_id(self):
        if self.after_sales_store_id and self.state == "draft":
            self.picking_type_id = self.after_sales_store_id._after_sales_workshop().repair_type_id

    @api.depends("after_sales_disposition_id")
    def _compute_after_sales_return_id(self):
        for repair in self:
            repair.after_sales_return_id = repair.after_sales_disposition_id.sudo().return_id

    @api.depends("company_id")
    def _compute_after_sales_store_id(self):
        """The store of a store user, else the warehouse of the operation type."""
        stores = self.env.user.after_sales_warehouse_ids
        for repair in self:
            own = stores.filtered(lambda store, r=repair: store.company_id == r.company_id)[:1]
            kept = repair.after_sales_store_id
            repair.after_sales_store_id = kept or own or repair.picking_type_id.warehouse_id

    @api.depends("product_id")
    def _compute_item_name(self):
        for repair in self:
            repair.item_name = repair.product_id.display_name or repair.item_name

    @api.onchange("lot_id")
    def _onchange_lot_id(self):
        if self.lot_id:
            self.item_serial = self.lot_id.name

    def _compute_access_url(self):
        super()._compute_access_url()
        for repair in self:
            repair.access_url = f"/my/repairs/{repair.id}"

    def _names(self):
        """The words that a refusal names this repair by."""
        self.ensure_one()
        return {"repair": self.name, "item": self.item_name or self.name}

    def action_view_after_sales_return(self):
        only_one(self)
        return self.after_sales_return_id._get_records_action()
