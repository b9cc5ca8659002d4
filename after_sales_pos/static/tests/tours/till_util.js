/* global posmodel */
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as OfflineUtil from "@point_of_sale/../tests/generic_helpers/offline_util";

/** The product of this name that the till has loaded. */
export function product(name) {
    return posmodel.models["product.product"].find((item) => item.display_name === name);
}

/** Puts goods on the order that is open, as a scan does. */
export function scanProduct(name) {
    return {
        content: `Scan ${name}`,
        trigger: ".product-screen",
        run: async () => {
            const item = product(name);
            await posmodel.addLineToCurrentOrder(
                { product_id: item, product_tmpl_id: item.product_tmpl_id },
                {}
            );
        },
    };
}

/** A step that does something with the open return ticket. */
export function onTicket(content, run) {
    return {
        content,
        trigger: "body",
        run: async () => {
            try {
                await run(posmodel.returnTicket);
            } catch (error) {
                throw new Error(error.data?.message || error.message);
            }
        },
    };
}

/**
 * Chooses what comes back of a sale, as the return screen does: finds the sale, takes its line and
 * holds the unit.
 *
 * @param {string|Function} query what is scanned: a receipt, an order; or gives it
 * @param {string} name of the product
 * @param {object} choice values of the wish
 */
export function takeBack(query, name, choice = {}) {
    return onTicket(`Take back ${name} of ${query}`, async (ticket) => {
        const { sales, message } = await ticket.find(query instanceof Function ? query() : query);
        if (!sales.length) {
            throw new Error(message);
        }
        const { sale, lines } = await ticket.lines(sales[0].kind, sales[0].id);
        const line = lines.find(({ product_name }) => product_name === name);
        ticket.setWish({ ...wish(line, choice), line, sale });
        await ticket.reserve();
    });
}

function wish(line, choice) {
    const { exchange, ...values } = choice;
    const reason = posmodel.models["after.sales.reason"].find((item) => !item.photo_required);
    const grade = posmodel.models["after.sales.grade"].getFirst();
    return {
        key: line.key,
        kind: line.kind,
        line_id: line.line_id,
        product_id: line.product_id,
        quantity: 1,
        lots: line.lots.slice(0, 1),
        reason_id: reason.id,
        grade_id: grade.id,
        resolution: exchange ? "exchange" : "refund",
        description: "",
        exchange_product_id: exchange ? product(exchange).id : false,
        photos: 0,
        ...values,
    };
}

export function confirmTicket() {
    return onTicket("Confirm the return", (ticket) => ticket.confirm());
}

/** The same where something is asked before it is done. */
export function startConfirm() {
    return onTicket("Confirm the return", (ticket) => {
        ticket.confirm();
    });
}

/** What the cashier is told, and that it is read. */
export function told(...words) {
    return [
        ...words.map((word) => ({
            content: `Told: ${word}`,
            trigger: `.modal-body:contains("${word}")`,
        })),
        Dialog.confirm(),
    ].flat();
}

export function bannerSays(text) {
    return { trigger: `.after-sales-banner .after-sales-due:contains("${text}")` };
}

export function receiptSays(...texts) {
    return texts.map((text) => ({
        content: `The receipt says ${text}`,
        trigger: `.pos-receipt:contains("${text}")`,
    }));
}

/** Paid: making return orders and credit notes takes a slow machine its time. */
export function receiptIsShown() {
    return { trigger: ".pos .receipt-screen", timeout: 40000 };
}

/** The barcode of the receipt's own number. */
export function receiptHasBarcode() {
    return { trigger: ".pos-receipt .after-sales-barcode img[data-text]" };
}

/** The number of the return, for its customer to ask for it. */
export function returnHasBarcode() {
    return { trigger: ".pos-receipt .after-sales-numbers .after-sales-barcode img[data-text]" };
}

/** The connection is back: what the till kept goes to the server. */
export function syncNow() {
    return [
        OfflineUtil.setOnlineMode(),
        {
            content: "Send what was kept",
            trigger: "body",
            run: () => posmodel.syncAllOrders(),
        },
    ].flat();
}

/** The page is loaded again: the till has only what it kept. */
export function reload() {
    return {
        content: "Reload the page",
        trigger: "body",
        // What was done last is written down with a delay.
        run: async () => {
            await new Promise((resolve) => setTimeout(resolve, 600));
            window.location.reload();
        },
        expectUnloadPage: true,
    };
}

/** The receipt that this till printed last. */
export function lastReceipt() {
    const orders = posmodel.models["pos.order"].filter((order) => order.state === "paid");
    return orders.at(-1).pos_reference;
}

/** A step that fails with this message unless the condition holds. */
export function check(message, condition) {
    return {
        content: message,
        trigger: "body",
        run: () => {
            if (!condition(posmodel)) {
                throw new Error(`Not so: ${message}`);
            }
        },
    };
}
