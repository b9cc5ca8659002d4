/**
 * What a ticket comes to, for the eyes of cashier and customer. Amounts as on a receipt: what the
 * customer pays is positive, what comes back negative.
 *
 * @typedef {{key: string, name: string, quantity: number, lots: string[], amount: number,
 *      role: string|false, isLater: boolean}} SummaryLine
 */

/** @returns {Array} the wishes that an order of a ticket carries out */
export function wishesOf(order) {
    return JSON.parse(order.after_sales_request || '{"wishes": []}').wishes;
}

function describe(line) {
    const { currency } = line.order_id;
    return {
        key: line.after_sales_key,
        id: line.uuid,
        name: line.full_product_name || line.product_id.display_name,
        quantity: Math.abs(line.qty),
        lots: line.pack_lot_ids.map((lot) => lot.lot_name),
        amount: currency.round(line.prices.total_included),
        role: line.after_sales_role,
        isLater: Boolean(line.order_id.shipping_date),
        ...paidOut(line),
    };
}

/** A credit note that is paid out: what it is for says more than the line. */
function paidOut(line) {
    const wish =
        line.after_sales_role === "payout" &&
        wishesOf(line.order_id).find(({ key }) => key === line.after_sales_key);
    return wish && { name: wish.name, quantity: wish.quantity, lots: wish.lots, role: "goods" };
}

function sum(lines, currency) {
    return currency.round(lines.reduce((total, line) => total + line.amount, 0));
}

/**
 * @param {Array} orders of one ticket, the returns first
 * @returns {{returns: Array<{origin: string, lines: SummaryLine[]}>, returned: number,
 *      credits: SummaryLine[], goods: SummaryLine[], bought: number, due: number}}
 */
export function summarize(orders) {
    const { currency } = orders[0];
    const described = orders.map((order) => ({
        order,
        lines: order.lines.map(describe).filter((line) => line.role !== "settlement"),
    }));
    const back = described.filter(({ order }) => order.is_refund);
    const returns = back.map(({ order, lines }) => ({
        origin: order.uiState?.afterSalesOrigin || "",
        lines: lines.filter((line) => line.role !== "credit"),
    }));
    const credits = back.flatMap(({ lines }) => lines).filter((line) => line.role === "credit");
    const goods = described.filter(({ order }) => !order.is_refund).flatMap(({ lines }) => lines);
    const returned = sum(
        returns.flatMap((item) => item.lines),
        currency
    );
    const bought = sum(goods, currency);
    const due = currency.round(returned + sum(credits, currency) + bought);
    return { returns, returned, credits, goods, bought, due };
}
