import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { PartnerList } from "@point_of_sale/app/screens/partner_list/partner_list";
import { goesOnTicket } from "@after_sales_pos/app/ticket/wishes";
import { callTill } from "./till_server";

/** Who brings it must be known, to write to them. */
const NEEDS_CUSTOMER = ["repair", "centre", "store_credit"];

/** @returns {Array} wishes that are carried out now: they pay nothing at the till */
export function takenInNow(wishes) {
    return wishes.filter((wish) => !goesOnTicket(wish));
}

/**
 * Has the server carry out what is not paid with the ticket, customer by customer; those wishes
 * leave the ticket.
 *
 * @throws {RPCError} with the server's sentence
 * @returns {Promise<Array<{name, message, report}>|null>} null when the cashier chose no customer
 */
export async function takeIn(pos, wishes) {
    const ticket = pos.returnTicket;
    const groups = Map.groupBy(wishes, (wish) => wish.sale.partner_id || false);
    const anonymous = groups.get(false) || [];
    let partnerId = false;
    if (anonymous.some((wish) => NEEDS_CUSTOMER.includes(wish.resolution))) {
        partnerId = (await makeAwaitable(pos.dialog, PartnerList, { partner: null }))?.id;
        if (!partnerId) {
            return null;
        }
    }
    const results = [];
    for (const [known, items] of groups) {
        const wire = ticket.wireWishes(items);
        const cashier = pos.getCashier()?.name || "";
        const args = [ticket.uuid, wire, known || partnerId || false, cashier];
        results.push(...(await callTill(pos, "after_sales_take_in", ...args)));
        items.forEach(({ key }) => ticket.removeWish(key));
    }
    return results;
}
