import { patch } from "@web/core/utils/patch";
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

    /** Sold lines that this till has not loaded are told by their id. */
    serializeForORM() {
        const data = super.serializeForORM(...arguments);
        for (const [, , values] of data.lines || []) {
            const line = values?.uuid && this.lines.find(({ uuid }) => uuid === values.uuid);
            if (line?.uiState?.afterSalesOriginId) {
                values.after_sales_origin_id = line.uiState.afterSalesOriginId;
            }
        }
        return data;
    },
});
