import { patch } from "@web/core/utils/patch";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { PosOrderLine } from "@point_of_sale/../tests/unit/data/pos_order_line.data";
import { ResCompany } from "@point_of_sale/../tests/unit/data/res_company.data";

/** Any product will do; fields as the server's `_load_pos_data_fields`. */
const SETTLEMENT = 16;

patch(ResCompany.prototype, {
    _load_pos_data_fields() {
        return [...super._load_pos_data_fields(), "after_sales_settlement_product_id"];
    },
});
patch(PosOrderLine.prototype, {
    _load_pos_data_fields() {
        const own = ["after_sales_key", "after_sales_role", "after_sales_origin_id"];
        return [...super._load_pos_data_fields(), ...own];
    },
});
ResCompany._records.at(-1).after_sales_settlement_product_id = SETTLEMENT;

const PAID = { is_offered: true, offline: true, ticket: ["pos"], manager_at: [] };

/** What this till offers, as the server would load it. */
const RESOLUTIONS = [
    { value: "refund", label: "Refund", done: "Paid back", credits: true, ...PAID },
    { value: "exchange", label: "Exchange", credits: true, new_goods: true, ...PAID },
    { value: "store_credit", label: "Store credit", ...PAID, offline: false },
    { value: "repair", label: "Repair", ...PAID, is_offered: false, ticket: [] },
];

/** The till of Odoo's own unit tests, with the settings of ours. */
export async function openTill() {
    const pos = await setupPosEnv();
    pos.config._after_sales_resolutions = RESOLUTIONS;
    pos.config.after_sales_offline_max = 1000;
    return pos;
}

/**
 * A receipt over 3 × TEST (10.35) and 2 × TEST 2 (7.50), paid in cash.
 *
 * @param {object} values of the order
 */
export async function sell(pos, values = {}) {
    const order = await getFilledOrder(pos);
    const cash = pos.config.payment_method_ids.find((method) => method.is_cash_count);
    const payment = pos.models["pos.payment"].create({
        pos_order_id: order,
        payment_method_id: cash,
    });
    payment.setAmount(order.priceIncl);
    Object.assign(order, { state: "paid", ...values });
    return order;
}

/** A wish as the return screen makes it, of a line of a receipt. */
export function wishOf(line, values = {}) {
    return {
        key: `wish-${line.uuid}`,
        kind: "pos",
        line_id: line.id,
        product_id: line.product_id.id,
        quantity: 1,
        lots: [],
        resolution: "refund",
        exchange_product_id: false,
        exchange_delivery: "here",
        ...values,
    };
}

/** Without a connection: chosen, confirmed, and all of it paid. @returns {Array} its orders */
export async function payTicket(pos, ...wishes) {
    const orders = await confirmTicket(pos, ...wishes);
    pos.returnTicket.orders.markPaid(pos.returnTicket.orders.settle());
    pos.returnTicket.finish();
    return orders;
}

/** The same, not paid yet. */
export async function confirmTicket(pos, ...wishes) {
    const { network } = pos.data;
    const before = network.offline;
    network.offline = true;
    wishes.forEach((wish) => pos.returnTicket.setWish(wish));
    await pos.returnTicket.confirm();
    network.offline = before;
    return pos.returnTicket.orders.all;
}
