import { patch } from "@web/core/utils/patch";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";

patch(TicketScreen.prototype, {
    /** Odoo's own refunds never get onto a return ticket. */
    _getEmptyOrder() {
        const order = super._getEmptyOrder(...arguments);
        return order.after_sales_ticket ? this.pos.addNewOrder() : order;
    },
});
