import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { PartnerList } from "@point_of_sale/app/screens/partner_list/partner_list";
import { goesOnTicket, resolutionOf } from "@after_sales_pos/app/ticket/resolutions";
import { callTill } from "./till_server";

/** @returns {Array} wishes that are carried out now: they pay nothing at the till */
export function takenInNow(pos, wishes) {
    return wishes.filter((wish) => !goesOnTicket(pos.config, wish));
}

/** @returns {Map<number|false, Array>} the customer of the sale → what they bring */
function byCustomer(wishes) {
    const groups = new Map();
    for (const wish of wishes) {
        const customer = wish.sale.partner_id || false;
        groups.set(customer, [...(groups.get(customer) || []), wish]);
    }
    return groups;
}

/**
 * Has the server carry out what is not paid with the ticket, customer by customer; those wishes
 * leave the ticket.
 *
 * @param {function(Array): Promise} show what was done for a customer, as of
 *      `after_sales_drop_off`
 * @throws {RPCError} with the server's sentence
 * @returns {Promise<boolean>} false when the cashier chose no customer
 */
export async function takeIn(pos, wishes, show) {
    const groups = byCustomer(wishes);
    const anonymous = groups.get(false) || [];
    let chosen = null;
    // Who brings it must be known, to write to them.
    if (anonymous.some((wish) => resolutionOf(pos.config, wish.resolution).customer)) {
        chosen = await makeAwaitable(pos.dialog, PartnerList, { partner: null });
        if (!chosen) {
            return false;
        }
    }
    for (const [customer, items] of groups) {
        await show(await takeInOf(pos, items, customer || chosen?.id || false));
    }
    return true;
}

async function takeInOf(pos, items, partnerId) {
    const ticket = pos.returnTicket;
    const cashier = pos.getCashier()?.name || "";
    const args = [ticket.uuid, ticket.wireWishes(items), partnerId, cashier];
    const results = await callTill(pos, "after_sales_drop_off", ...args);
    items.forEach(({ key }) => ticket.removeWish(key));
    return results;
}
