import { onWillUnmount, useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { RPCError } from "@web/core/network/rpc";

const PAUSE_MS = 150;

/**
 * What the server says of the wishes of the ticket, and of the one being edited.
 *
 * @param {function(): Array} getWishes all to be judged
 * @returns {{byKey: object, refresh: function, now: function}} reactive `byKey`: key of a wish →
 *      as of `after_sales_evaluate`
 */
export function useJudge(pos, getWishes) {
    let timer = null;
    let asked = 0;
    const judge = useState({
        byKey: {},
        isBusy: false,
        /** Soon: a cashier who taps + five times asks once. */
        refresh() {
            browser.clearTimeout(timer);
            judge.isBusy = true;
            timer = browser.setTimeout(() => judge.now(), PAUSE_MS);
        },
        async now() {
            browser.clearTimeout(timer);
            const wishes = getWishes().filter((wish) => wish.quantity > 0);
            const number = ++asked;
            const answer = wishes.length ? await ask(pos, wishes) : {};
            // An answer that came late is of choices that have changed since.
            if (number === asked) {
                judge.byKey = answer;
                judge.isBusy = false;
            }
            return answer;
        },
    });
    onWillUnmount(() => browser.clearTimeout(timer));
    return judge;
}

async function ask(pos, wishes) {
    try {
        return await pos.returnTicket.judge(wishes);
    } catch (error) {
        if (error instanceof RPCError) {
            return unknown(wishes, error.data?.message || error.message);
        }
        throw error;
    }
}

/** Refused as a whole, for instance by a closed session. */
function unknown(wishes, sentence) {
    const judged = {
        verdict: "refused",
        verdict_reason: sentence,
        deadline: false,
        amount: 0,
        fee: 0,
        overrides: [],
        problems: [sentence],
    };
    return Object.fromEntries(wishes.map((wish) => [wish.key, judged]));
}
