const TICKET_RESOLUTIONS = {
    pos: ["refund", "store_credit", "exchange"],
    none: ["refund", "store_credit", "exchange"],
    sale: ["refund", "exchange"],
    return: ["refund", "exchange"],
};

/** Whether the wish goes on the ticket and is carried out when that is paid. */
export function goesOnTicket(wish) {
    return TICKET_RESOLUTIONS[wish.kind].includes(wish.resolution);
}

/** Whether the new goods are not here: they are ordered to this store, or sent to the customer. */
export function isOrderedLater(wish) {
    return (
        wish.resolution === "exchange" &&
        Boolean(wish.exchange_product_id) &&
        ["store", "home"].includes(wish.exchange_delivery)
    );
}
