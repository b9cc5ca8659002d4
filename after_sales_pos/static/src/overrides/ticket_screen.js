import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { isOffline } from "@after_sales_pos/app/ticket/connection";
import {
    chosenForRefund,
    forgetChosen,
    goodsGivenBack,
    plainRefundRule,
} from "@after_sales_pos/app/ticket/plain_refund";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";

patch(TicketScreen.prototype, {
    /** Odoo's own refunds never get onto a return ticket. */
    _getEmptyOrder() {
        const order = super._getEmptyOrder(...arguments);
        return order.after_sales_ticket ? this.pos.addNewOrder() : order;
    },

    /**
     * Where goods come back through the return screen, it opens with the receipt. What it does not
     * take, services and tips, Odoo's own refund pays back.
     */
    async onDoRefund() {
        const order = this.getSelectedOrder();
        if (!order || plainRefundRule(this.pos) !== "screen" || isOffline(this.pos)) {
            return await super.onDoRefund(...arguments);
        }
        forgetChosen(order, goodsGivenBack(order));
        const { goods, others } = chosenForRefund(order);
        if (!goods.length) {
            return await super.onDoRefund(...arguments);
        }
        if (others.length) {
            this.pos.notification.add(othersWords(others), { type: "warning", sticky: true });
        }
        forgetChosen(order, goods);
        this.pos.returnTicket.wanted = order.pos_reference;
        this.pos.navigate("ReturnScreen");
    },
});

function othersWords(lines) {
    return _t(
        "%(services)s cannot come back, only be paid back: choose it alone on the list of orders and press Refund.",
        { services: lines.map((line) => line.getFullProductName()).join(", ") }
    );
}
