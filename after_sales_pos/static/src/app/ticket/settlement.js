/**
 * The arithmetic of a return ticket: several orders, paid as one. Nothing here knows of the till;
 * amounts are in its currency, tax included, negative where the customer is owed.
 *
 * A share is `{uuid, total, isSale}`: what an order comes to before the ticket is settled.
 */

/**
 * Who pays or is paid: the order with the new goods when those are worth at least what came back
 * (goods that are sent later are on an order of their own), else the first return that has money left once the new goods are paid with the returns in turn.
 *
 * @param {Array<{uuid: string, total: number, isSale: boolean}>} shares
 * @returns {string} the uuid of the payer
 */
export function choosePayer(shares) {
    const [sale, ...otherSales] = shares.filter((share) => share.isSale);
    const returns = shares.filter((share) => !share.isSale);
    let left = otherSales.reduce((sum, share) => sum + share.total, sale?.total ?? 0);
    if (sale) {
        const returned = -returns.reduce((sum, share) => sum + share.total, 0);
        if (left >= returned) {
            return sale.uuid;
        }
    }
    for (const share of returns) {
        left += share.total;
        if (left < 0) {
            return share.uuid;
        }
    }
    return returns[0]?.uuid ?? sale?.uuid;
}

/**
 * What the settlement line of each order is worth, so that all but the payer come to zero. They
 * add up to nothing: money only moves between the orders of the ticket.
 *
 * @returns {Object<string, number>} uuid → amount; orders without a line are left out
 */
export function settlementAmounts(shares, payer, round) {
    const amounts = {};
    let moved = 0;
    for (const { uuid, total } of shares) {
        if (uuid !== payer && round(total)) {
            amounts[uuid] = round(-total);
            moved = round(moved + total);
        }
    }
    if (moved) {
        amounts[payer] = moved;
    }
    return amounts;
}

/**
 * What is paid out on each of the original tenders when only `total` of their sum is: in
 * proportion, the last one takes what rounding leaves. Tenders of one payment method are one, but
 * for those that stand for another way of paying, and for what is owed only.
 *
 * @param {Array<{payment_method_id: number, amount: number, is_other: boolean,
 *      is_owed: boolean}>} tenders as of `after_sales_quote`
 * @returns {Array<object>} of the same kind
 */
export function shareTenders(tenders, total, round) {
    const shared = new Map();
    for (const tender of tenders) {
        const key = [tender.payment_method_id, tender.is_other, tender.is_owed].join();
        const amount = round((shared.get(key)?.amount ?? 0) + tender.amount);
        shared.set(key, { ...tender, ...shared.get(key), amount });
    }
    const entries = [...shared.values()].filter(({ amount }) => amount);
    const sum = entries.reduce((acc, { amount }) => acc + amount, 0);
    let left = round(total);
    return entries
        .map((tender, index) => {
            const isLast = index === entries.length - 1;
            const amount = isLast ? left : round((total * tender.amount) / sum);
            left = round(left - amount);
            return { ...tender, amount };
        })
        .filter(({ amount }) => amount);
}
