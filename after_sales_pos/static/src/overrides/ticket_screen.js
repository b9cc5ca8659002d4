import { patch } from "@web/core/utils/patch";
import { isOffline } from "@after_sales_pos/app/ticket/connection";
import { plainRefundRule } from "@after_sales_pos/app/ticket/plain_refund";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";

patch(TicketScreen.prototype, {
    /** Odoo's own refunds never get onto a return ticket. */
    _getEmptyOrder() {
        const order = super._getEmptyOrder(...arguments);
        return order.after_sales_ticket ? this.pos.addNewOrder() : order;
    },

    /** Where goods come back through the return screen, it opens with the receipt. */
    async onDoRefund() {
        const order = this.getSelectedOrder();
        if (!order || plainRefundRule(this.pos) !== "screen" || isOffline(this.pos)) {
            return await super.onDoRefund(...arguments);
        }
        this.pos.returnTicket.wanted = order.pos_reference;
        this.pos.navigate("ReturnScreen");
    },
});
