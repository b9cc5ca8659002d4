import { patch } from "@web/core/utils/patch";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { checkCash } from "@after_sales_pos/app/ticket/cash_check";
import { checkPlainRefund, markPlainRefundOffline } from "@after_sales_pos/app/ticket/plain_refund";
import { checkTenders } from "@after_sales_pos/app/ticket/tender_check";

patch(OrderPaymentValidation.prototype, {
    get ticketOrders() {
        return this.pos.ordersOfTicket(this.order.after_sales_ticket);
    },

    async askBeforeValidation() {
        if ((await super.askBeforeValidation(...arguments)) === false) {
            return false;
        }
        const { pos, order } = this;
        if (pos.isOnReturnTicket(order) && !(await this._checkTicket())) {
            return false;
        }
        return (await checkPlainRefund(pos, order)) && (await checkCash(pos, order));
    },

    async _checkTicket() {
        const { pos, order } = this;
        if (!pos.returnTicket.orders.isSettledOn(order)) {
            // Something changed on the way: what is due is shown anew.
            pos.navigate("PaymentScreen", { orderUuid: order.uuid });
            return false;
        }
        return await checkTenders(pos, order);
    },

    async finalizeValidation() {
        const { returnTicket } = this.pos;
        if (!this.pos.isOnReturnTicket(this.order)) {
            return await super.finalizeValidation(...arguments);
        }
        returnTicket.orders.markPaid(this.order);
        const result = await super.finalizeValidation(...arguments);
        if (!(result instanceof RPCError)) {
            returnTicket.finish();
        }
        return result;
    },

    /** Refused: all is as before. Not heard of: all is paid, and told together later. */
    handleValidationError(error) {
        const orders = this.ticketOrders;
        if (error instanceof RPCError) {
            for (const order of orders) {
                order.state = "draft";
                this.pos.removePendingOrder(order);
            }
        } else if (error instanceof ConnectionLostError) {
            orders.filter((order) => order.is_refund).forEach(markOffline);
            markPlainRefundOffline(this.order);
        }
        return super.handleValidationError(...arguments);
    },
});

function markOffline(order) {
    const request = JSON.parse(order.after_sales_request);
    order.after_sales_request = JSON.stringify({ ...request, offline: true });
}
