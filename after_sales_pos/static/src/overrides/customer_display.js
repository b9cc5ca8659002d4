import { patch } from "@web/core/utils/patch";
import { formatCurrency } from "@point_of_sale/app/models/utils/currency";
import { CustomerDisplayPosAdapter } from "@point_of_sale/app/customer_display/customer_display_adapter";

patch(CustomerDisplayPosAdapter.prototype, {
    /** The customer sees all of a return ticket: what comes back, what is new, and the difference. */
    formatOrderData(order) {
        super.formatOrderData(...arguments);
        if (!order.after_sales_ticket) {
            return;
        }
        const orders = order.ordersOfTicket;
        const lines = orders.flatMap((one) =>
            one.lines.filter((line) => line.after_sales_role !== "settlement")
        );
        // What is settled between the orders adds up to nothing.
        const due = orders.reduce((sum, one) => sum + one.priceIncl, 0);
        Object.assign(this.data, {
            amount: formatCurrency(order.currency.round(due), order.currency),
            subtotal: false,
            amountTaxes: false,
            lines: lines.map((line) => this.getOrderlineData(line)),
        });
    },
});
