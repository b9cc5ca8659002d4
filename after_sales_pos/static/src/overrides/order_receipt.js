import { patch } from "@web/core/utils/patch";
import { OrderReceipt } from "@point_of_sale/app/screens/receipt_screen/receipt/order_receipt";
import { ReceiptBarcode } from "@after_sales_pos/app/ticket/receipt_barcode";
import { ReturnNumbers } from "@after_sales_pos/app/ticket/return_numbers";
import { ReturnReceipt } from "@after_sales_pos/app/ticket/return_receipt";

Object.assign(OrderReceipt.components, { ReceiptBarcode, ReturnNumbers, ReturnReceipt });

patch(OrderReceipt.prototype, {
    get isReturnTicket() {
        return Boolean(this.order.after_sales_ticket);
    },

    /** All orders of the ticket that this till knows, the returns first. */
    get ticketOrders() {
        return this.order.ordersOfTicket;
    },

    /** One of them pays for all; the receipt says it whichever it is printed from. */
    get paymentLines() {
        if (!this.isReturnTicket) {
            return super.paymentLines;
        }
        const payments = this.ticketOrders.flatMap((order) => order.payment_ids);
        return payments.filter((payment) => !payment.is_change);
    },
});
