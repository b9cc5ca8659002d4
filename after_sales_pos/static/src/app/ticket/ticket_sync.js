import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { sentId } from "./sent_id";

/**
 * The tickets that the given orders are of and the server does not know yet.
 *
 * @returns {Array<{uuid: string, orders: Array}>} each with all of its orders
 */
export function openTickets(pos, candidates) {
    const uuids = new Set(candidates.map((order) => order.after_sales_ticket).filter(Boolean));
    return [...uuids]
        .map((uuid) => ({ uuid, orders: pos.ordersOfTicket(uuid) }))
        .filter(({ orders }) => orders.some((order) => !order.isSynced));
}

/**
 * Sends the orders of one ticket. Nothing is sent while one of them is not paid.
 *
 * @throws {Error} what went wrong, when `options.throw` is set; else they stay for the next time
 * @returns {Promise<Array>} the orders as the server has them
 */
export async function syncTicket(pos, orders, options) {
    const isBusy = orders.some((order) => pos.syncingOrders.has(order.uuid));
    if (isBusy || orders.some((order) => !order.finalized)) {
        return [];
    }
    orders.forEach((order) => pos.syncingOrders.add(order.uuid));
    try {
        return await send(pos, orders, options);
    } catch (error) {
        // Serializing declared them clean.
        orders.forEach((order) => (order._dirty = true));
        const isKept = error instanceof ConnectionLostError || error instanceof RPCError;
        if (options.throw || !isKept) {
            throw error;
        }
        if (error instanceof RPCError) {
            pos.notification.add(error.data.message, { type: "danger", sticky: true });
        }
        return [];
    } finally {
        orders.forEach((order) => pos.syncingOrders.delete(order.uuid));
    }
}

async function send(pos, orders, options) {
    const context = pos.getSyncAllOrdersContext(orders, options);
    await pos.preSyncAllOrders(orders);
    orders.forEach(nameSoldLines);
    const serialized = orders.map((order) => order.serializeForORM());
    const data = await pos.data.call("pos.order", "sync_from_ui", [serialized], { context });
    const missing = await pos.data.missingRecursive(data);
    const loaded = pos.models.loadConnectedData(missing);
    await pos.postSyncAllOrders(loaded["pos.order"]);
    orders.forEach((order) => pos.removePendingOrder(order));
    return loaded["pos.order"];
}

/**
 * A receipt that was printed without a connection has ids only now, as it went before: the wishes
 * know its lines by uuid.
 */
function nameSoldLines(order) {
    if (!order.isTicketReturn) {
        return;
    }
    const request = JSON.parse(order.after_sales_request);
    const wishes = request.wishes.map((wish) => ({
        ...wish,
        line_id: sentId(order.models, wish.line_id),
    }));
    order.after_sales_request = JSON.stringify({ ...request, wishes });
}
