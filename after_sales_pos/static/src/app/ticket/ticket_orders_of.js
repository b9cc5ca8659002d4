/** Returns, then what is taken along, then what is sent later. */
function place(order) {
    if (order.is_refund) {
        return 0;
    }
    return order.shipping_date ? 2 : 1;
}

/** @returns {Array} the orders of a ticket, the returns first and in the order they were made */
export function ordersOfTicket(models, uuid) {
    if (!uuid) {
        return [];
    }
    const orders = models["pos.order"].filter(
        (order) => order.after_sales_ticket === uuid && order.state !== "cancel"
    );
    return orders.sort((a, b) => place(a) - place(b));
}
