/**
 * The table of resolutions, as the till loaded it: rows as of `TillResolution`, in the order of the
 * screen. Nothing here, nor anywhere else in the till, has a list of its own.
 */

/** @returns {object} what holds for a resolution; of one that is not known its name alone */
export function resolutionOf(config, value) {
    const row = config._after_sales_resolutions.find((one) => one.value === value);
    return row || { value, label: value, icon: "fa-circle-o", ticket: [], manager_at: [] };
}

/** @returns {string[]} what this till offers, or what of it without a connection */
export function offeredResolutions(config, { offline = false } = {}) {
    return config._after_sales_resolutions
        .filter((row) => row.is_offered && (row.offline || !offline))
        .map(({ value }) => value);
}

/** Whether the wish goes on the ticket and is carried out when that is paid. */
export function goesOnTicket(config, wish) {
    return resolutionOf(config, wish.resolution).ticket.includes(wish.kind);
}

/** Whether the customer chooses other goods for it. */
export function asksForGoods(config, wish) {
    return Boolean(resolutionOf(config, wish.resolution).new_goods);
}

/** Whether the new goods are not here: they are ordered to this store, or sent to the customer. */
export function isOrderedLater(config, wish) {
    return (
        asksForGoods(config, wish) &&
        Boolean(wish.exchange_product_id) &&
        ["store", "home"].includes(wish.exchange_delivery)
    );
}
