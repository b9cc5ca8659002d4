/**
 * A wish is one returned item as the cashier chose it; see the contract of the return ticket.
 * Nothing here knows of the till or the server.
 */

/** Of the sold line, how much is neither gone nor on this ticket already. */
export function leftOf(line, wishes, exceptKey = null) {
    const taken = wishes
        .filter((wish) => wish.line.key === line.key && wish.key !== exceptKey)
        .reduce((sum, wish) => sum + wish.quantity, 0);
    return Math.max(0, line.quantity_left - taken);
}

/** Serial numbers of the line that no other wish of the ticket took. */
export function freeLots(line, wishes, exceptKey = null) {
    const taken = wishes
        .filter((wish) => wish.line.key === line.key && wish.key !== exceptKey)
        .flatMap((wish) => wish.lots);
    return line.tracking === "serial" ? line.lots.filter((lot) => !taken.includes(lot)) : line.lots;
}

/**
 * @param {object} line of `after_sales_lines`
 * @param {object} sale of `after_sales_lines`; its `serial` or `quantity` was scanned
 * @param {Array} wishes of the ticket
 * @param {object} reason the one that the customer gave before, if any
 */
export function newWish(key, line, sale, wishes, reason = null) {
    const free = freeLots(line, wishes);
    const scanned = free.find((lot) => lot === sale.serial);
    const lots = scanned ? [scanned] : free.length === 1 ? [free[0]] : [];
    const left = leftOf(line, wishes);
    return {
        key,
        kind: line.kind,
        line_id: line.line_id,
        product_id: line.product_id,
        quantity: Math.min(usualQuantity(line, sale), left),
        lots: line.tracking === "none" ? [] : lots,
        reason_id: line.reason_id || false,
        grade_id: false,
        resolution: usualResolution(line, reason),
        description: "",
        exchange_product_id: false,
        exchange_name: "",
        exchange_delivery: "here",
        price_unit: 0,
        photos: 0,
        line,
        sale,
    };
}

/** All that was asked for before; what a scale weighed; else one. */
function usualQuantity(line, sale) {
    if (line.kind === "return") {
        return Infinity;
    }
    return (line.product_id === sale.product_id && sale.quantity) || 1;
}

/** What the customer asked for before, what the reason usually ends in, else the first offered. */
export function usualResolution(line, reason) {
    const wanted = [line.resolution, reason?.resolution].filter(Boolean);
    return wanted.find((name) => line.resolutions.includes(name)) || line.resolutions[0];
}

/** Takes the serial or leaves it; a unit of a serial-tracked product is a serial. */
export function toggleLot(wish, lot) {
    if (wish.line.tracking === "lot") {
        return { lots: [lot] };
    }
    const lots = wish.lots.includes(lot)
        ? wish.lots.filter((name) => name !== lot)
        : [...wish.lots, lot];
    return { lots, quantity: Math.max(1, lots.length) };
}

/**
 * @param {object} row what holds for the resolution of the wish, see `resolutionOf`
 * @returns {string[]} names of what the cashier has yet to choose, in the order of the screen
 */
export function missingChoices(wish, { row, reason, asksGrade }) {
    const { line } = wish;
    const checks = {
        quantity: !(wish.quantity > 0),
        lots: line.tracking === "serial" ? wish.lots.length !== wish.quantity : false,
        price: line.kind === "none" && row.credits && !(wish.price_unit > 0),
        reason: !reason,
        grade: asksGrade && row.credits && !wish.grade_id,
        photo: Boolean(reason?.photo_required) && !wish.photos && !row.left,
        resolution: !line.resolutions.includes(wish.resolution),
    };
    return Object.keys(checks).filter((name) => checks[name]);
}

/**
 * @param {Object<string, object>} judged key → as of `after_sales_evaluate`
 * @returns {string[]} kinds of `after.sales.override` that a manager still has to allow
 */
export function neededOverrides(wishes, judged) {
    return [...new Set(wishes.flatMap((wish) => judged[wish.key]?.overrides || []))];
}
