/** @returns {Array} the orders of a ticket, the returns first and in the order they were made */
export function ordersOfTicket(models, uuid) {
    if (!uuid) {
        return [];
    }
    const orders = models["pos.order"].filter(
        (order) => order.after_sales_ticket === uuid && order.state !== "cancel"
    );
    return orders.sort((a, b) => Number(b.is_refund || 0) - Number(a.is_refund || 0));
}
