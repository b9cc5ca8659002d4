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
