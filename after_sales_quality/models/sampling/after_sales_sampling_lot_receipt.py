import math

from odoo import api, models
from odoo.fields import Command


class AfterSalesSamplingLot(models.Model):
    """How lots come with the moves of purchase receipts, for many at once."""

    _inherit = "after.sales.sampling.lot"

    @api.model
    def _create_of(self, moves):
        """A lot for what comes of each product in a receipt, where a plan is meant for it.

        :param moves: ``stock.move`` of purchase receipts, about to be done, in superuser mode
        :return: the lots; those that are skipped are accepted
        """
        lots = self.browse()
        for company, own in moves.grouped("company_id").items():
            lots |= self._create_of_company(own, company)
        return lots

    @api.model
    def _create_of_company(self, moves, company):
        groups = moves.grouped(
            lambda move: (
                move.picking_id,
                move.product_id,
                move.purchase_line_id.order_id.partner_id.commercial_partner_id,
                move.location_dest_id,
            )
        )
        goods = {(product, partner) for _picking, product, partner, _place in groups}
        plans = self.env["after.sales.sampling.plan"]._chosen_for(goods, company)
        if not plans:
            return self.browse()
        rows = self.env["after.sales.sampling.switching"]._of(set(plans), company)
        quiet = self.with_context(mail_create_nolog=True, mail_create_nosubscribe=True)
        return quiet.create(
            [
                self._prepare_vals(own, partner, plans[product, partner], rows[product, partner])
                for (_picking, product, partner, _place), own in groups.items()
                if (product, partner) in plans
            ]
        )

    @api.model
    def _prepare_vals(self, moves, partner, plan, row):
        """:return: dict for the lot of ``moves``, which are of one product and one receipt"""
        quantity = sum(moves.move_line_ids.mapped("quantity_product_uom"))
        # What is sold by weight or length is looked at by started units.
        size = math.ceil(round(quantity, 6))
        picking = moves.picking_id
        vals = {
            "company_id": row.company_id.id,
            "picking_id": picking.id,
            "warehouse_id": picking.picking_type_id.warehouse_id.id,
            "partner_id": partner.id,
            "product_id": moves.product_id.id,
            "plan_id": plan.id,
            "switching_id": row.id,
            "move_ids": [Command.set(moves.ids)],
            "lot_size": size,
            "quantity": quantity,
        }
        if row._takes_sample(plan):
            return {**vals, **self._prepare_sampled_vals(moves, plan, row, size)}
        return {
            **vals,
            "inspection": "skipped",
            "state": "accepted",
            "quantity_accepted": quantity,
            "decision": self.env._("Skipped: the supplier is proven."),
        }

    @api.model
    def _prepare_sampled_vals(self, moves, plan, row, size):
        tightened = row._is_tightened()
        return {
            **self._prepare_sample_vals(plan, size, tightened),
            "inspection": "tightened" if tightened else "normal",
            "location_dest_id": moves.location_dest_id.id,
            "location_final_id": moves.location_final_id[:1].id,
            "next_move_ids": [Command.set(moves.move_dest_ids.ids)],
        }

    @api.model
    def _prepare_sample_vals(self, plan, size, tightened):
        """:return: dict of how many of ``size`` units are looked at, and what is accepted"""
        samples = plan._samples(size, tightened)
        return {
            "code_letter": plan._code_letter(size),
            "sample_size": samples["critical"].size,
            "sample_major": samples["major"].size,
            "sample_minor": samples["minor"].size,
            "accept_major": samples["major"].accept,
            "accept_minor": samples["minor"].accept,
        }
