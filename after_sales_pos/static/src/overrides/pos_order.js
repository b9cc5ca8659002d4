import { patch } from "@web/core/utils/patch";
import { sentId } from "@after_sales_pos/app/ticket/sent_id";
import { ordersOfTicket } from "@after_sales_pos/app/ticket/ticket_orders_of";
import { PosOrder } from "@point_of_sale/app/models/pos_order";

patch(PosOrder.prototype, {
    /** Whether it gives back what a return ticket says: nothing of it is the cashier's to edit. */
    get isTicketReturn() {
        return Boolean(this.after_sales_ticket && this.is_refund);
    },

    /** All orders of its ticket that this till knows, the returns first. */
    get ordersOfTicket() {
        return ordersOfTicket(this.models, this.after_sales_ticket);
    },

    /** An order of a ticket is nobody's empty order, even while nothing is bought with it. */
    isEmpty() {
        return super.isEmpty() && !this.after_sales_ticket;
    },

    canPay() {
        return super.canPay() || Boolean(this.after_sales_ticket);
    },

    /** Who gets what is ordered was asked when the ticket was confirmed. */
    getShippingDate() {
        return this.after_sales_ticket ? "" : super.getShippingDate(...arguments);
    },

    /** Prices and taxes of a return are those of the sale, whoever gets the money. */
    setPartner(partner) {
        if (!this.isTicketReturn) {
            return super.setPartner(...arguments);
        }
        this.assertEditable();
        this.partner_id = partner;
    },

    /** A return gets a credit note when the sale was invoiced. */
    setToInvoice() {
        if (!this.isTicketReturn) {
            return super.setToInvoice(...arguments);
        }
    },

    setPricelist(pricelist) {
        if (!this.isTicketReturn || !this.lines.length) {
            return super.setPricelist(...arguments);
        }
    },

    removeOrderline(line) {
        if (line.isFrozen) {
            return false;
        }
        return super.removeOrderline(...arguments);
    },

    serializeForORM() {
        const data = super.serializeForORM(...arguments);
        for (const [command, , values] of data.lines || []) {
            const line = command === 0 && this.lines.find(({ uuid }) => uuid === values.uuid);
            if (line?.after_sales_role) {
                Object.assign(values, line.uiState && serializeKept(this.models, values, line.uiState));
            }
        }
        return data;
    },
});

/** What the ticket kept beside the line: sold lines and serials that the till has not loaded. */
function serializeKept(models, { pack_lot_ids: lots }, { afterSalesOriginId, afterSalesLots }) {
    const kept = (afterSalesLots || []).map((lot_name) => [0, 0, { lot_name }]);
    return {
        after_sales_origin_id: sentId(models, afterSalesOriginId) || false,
        pack_lot_ids: lots?.length ? lots : kept,
    };
}
