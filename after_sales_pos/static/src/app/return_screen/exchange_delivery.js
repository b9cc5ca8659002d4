import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { PartnerList } from "@point_of_sale/app/screens/partner_list/partner_list";

/** @returns {boolean} whether new goods of these wishes are ordered instead of taken along */
export function isDeliveredLater(wishes) {
    return wishes.some(
        (wish) => wish.resolution === "exchange" && wish.exchange_delivery !== "here"
    );
}

/**
 * What is delivered is somebody's: asks for the customer where no sale says it.
 *
 * @returns {Promise<object|null|false>} the customer; null where none is needed, false when the
 *      cashier chose none
 */
export async function askForRecipient(pos, wishes) {
    if (!isDeliveredLater(wishes) || wishes.some((wish) => wish.sale.partner_id)) {
        return null;
    }
    return (await makeAwaitable(pos.dialog, PartnerList, { partner: null })) || false;
}

/** The new goods of the confirmed ticket are delivered to the customer. */
export function setRecipient(pos, recipient) {
    if (recipient) {
        pos.returnTicket.orders.sale().setPartner(recipient);
    }
}
