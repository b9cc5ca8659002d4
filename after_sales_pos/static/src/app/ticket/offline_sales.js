import { _t } from "@web/core/l10n/translation";
import { serializeDate } from "@web/core/l10n/dates";
import { normalize } from "@web/core/l10n/utils";
import { wishesOf } from "./ticket_summary";
import { goesOnTicket, offeredResolutions } from "./resolutions";

/**
 * Receipts that this till knows itself, in the words of the server's `after_sales_find`, `_lines`
 * and `_judge`: what a till without a connection can say of them.
 */

const MOST = 30;

/** Goods that a customer took along: no discounts, cards, tips or settlements. */
export function isGoods(line) {
    return (
        line.qty > 0 &&
        line.price_unit >= 0 &&
        !line.is_reward_line &&
        !line.after_sales_role &&
        !line.isTipLine() &&
        line.product_id.type !== "service"
    );
}

function localSales(pos) {
    return pos.models["pos.order"].filter(
        (order) => ["paid", "done"].includes(order.state) && !order.is_refund
    );
}

/** Whether the receipt is what the cashier scanned or typed. */
function matches(order, query) {
    const digits = query.replace(/\D/g, "");
    const reference = order.pos_reference.replace(/\D/g, "");
    const isNumber = digits && digits.length === query.replace(/[-\s]/g, "").length;
    return (
        order.pos_reference === query ||
        (isNumber && reference.endsWith(digits)) ||
        normalize(order.getPartnerName()).includes(normalize(query)) ||
        order.lines.some((line) => matchesLine(line, query))
    );
}

function matchesLine({ product_id: product, pack_lot_ids: lots }, query) {
    return (
        [product.barcode, product.default_code].includes(query) ||
        lots.some((lot) => lot.lot_name === query) ||
        normalize(product.display_name).includes(normalize(query))
    );
}

function saleRow(pos, order) {
    return {
        kind: "pos",
        id: order.id,
        name: order.pos_reference,
        date: order.date_order.toISO?.() ?? String(order.date_order),
        partner: order.getPartnerName(),
        partner_id: order.partner_id?.id || false,
        store: pos.config.name,
        total: order.currency.round(order.priceIncl),
        serial: false,
        product_id: false,
        quantity: false,
    };
}

/** @returns {{sales: Array, message: string|false}} as `after_sales_find` */
export function findLocally(pos, query) {
    const sales = localSales(pos)
        .filter((order) => matches(order, query.trim()))
        .sort((a, b) => (a.pos_reference < b.pos_reference ? 1 : -1))
        .slice(0, MOST)
        .map((order) => saleRow(pos, order));
    const message = _t(
        "The till has no connection and does not know %(query)s. It knows the receipts that it printed itself since it was started.",
        { query }
    );
    return { sales, message: sales.length ? false : message };
}

/** What went back of each line on tickets that the server may not have heard of. */
function takenLocally(pos, ticket) {
    const taken = new Map();
    const orders = pos.models["pos.order"].filter(
        (order) => order.isTicketReturn && order.after_sales_ticket !== ticket && !order.isSynced
    );
    for (const order of orders) {
        for (const { line_id, quantity } of wishesOf(order)) {
            taken.set(line_id, (taken.get(line_id) ?? 0) + quantity);
        }
    }
    return taken;
}

/** @returns {{sale: object, lines: Array}} as `after_sales_lines` of a receipt */
export function linesLocally(pos, id, ticket) {
    const order = pos.models["pos.order"].get(id);
    const taken = takenLocally(pos, ticket);
    const lines = order.lines.filter(isGoods).map((line) => {
        const left = line.qty - line.refundedQty - (taken.get(line.id) ?? 0);
        return lineRow(pos, line, Math.max(0, left));
    });
    return { sale: { ...saleRow(pos, order), invoiced: order.isToInvoice() }, lines };
}

function lineRow(pos, line, left) {
    const product = line.product_id;
    return {
        key: `pos-${line.id}-${product.id}`,
        kind: "pos",
        line_id: line.id,
        product_id: product.id,
        product_name: line.full_product_name || product.display_name,
        tracking: product.tracking,
        lots: line.pack_lot_ids.map((lot) => lot.lot_name),
        date: serializeDate(line.order_id.date_order),
        price_unit: line.currency.round(line.prices.total_included / line.qty),
        quantity_sold: line.qty,
        quantity_left: left,
        uom: product.uom_id?.name || "",
        verdict: left ? "eligible" : "refused",
        verdict_reason: left
            ? _t("No connection: checked as soon as the till is connected again.")
            : _t("All of it came back already."),
        deadline: false,
        resolutions: offeredResolutions(pos.config, { offline: true }),
        reason_id: false,
        resolution: false,
        is_kit_part: false,
    };
}

/** @returns {number} what a wish of a receipt that the till knows is worth, before discounts */
export function worthLocally(pos, { line_id, quantity }) {
    const line = pos.models["pos.order.line"].get(line_id);
    return line ? line.currency.round((line.prices.total_included / line.qty) * quantity) : 0;
}

/** @returns {Object<string, object>} key of a wish → as `after_sales_evaluate` */
export function judgeLocally(pos, wishes) {
    return Object.fromEntries(
        wishes.map((wish) => [
            wish.key,
            {
                verdict: "eligible",
                verdict_reason: _t("No connection: checked as soon as the till is connected again."),
                deadline: false,
                amount: goesOnTicket(pos.config, wish) ? worthLocally(pos, wish) : 0,
                fee: 0,
                overrides: [],
                problems: [offlineProblem(pos, wish)].filter(Boolean),
            },
        ])
    );
}

/** @returns {string|false} why this cannot be done without a connection */
export function offlineProblem(pos, wish) {
    const line = pos.models["pos.order.line"].get(wish.line_id);
    if (wish.kind !== "pos" || !line) {
        return _t(
            "The till has no connection: it takes back only what it sold itself since it was started."
        );
    }
    if (!offeredResolutions(pos.config, { offline: true }).includes(wish.resolution)) {
        return _t(
            "%(product)s: only refunds and exchanges work without a connection. Choose one of them, or try again later.",
            { product: line.getFullProductName() }
        );
    }
    return false;
}
