import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { isOffline } from "./connection";

/**
 * What a manager is shown of the ticket, and allows; nothing above it.
 *
 * @param {Object<string, object>} judged key of a wish → as of `after_sales_evaluate`
 * @param {Array<{payment_method_id: number, amount: number}>} tenders what is paid out on each
 * @returns {Array<{key: string, name: string, quantity: number, price: number,
 *      resolution: string, amount: number}>}
 */
export function shownItems(wishes, judged) {
    return wishes.map((wish) => ({
        key: wish.key,
        name: wish.line?.product_name || wish.name || "",
        quantity: wish.quantity,
        price: wish.kind === "none" ? wish.price_unit : 0,
        resolution: wish.resolution,
        amount: judged[wish.key]?.amount || 0,
    }));
}

/**
 * Lets a manager allow something on the open ticket, as it is now.
 *
 * @param {string[]} kinds of `after.sales.override`
 * @param {string} body why it is asked
 * @param {object} options `judged`, of the ticket's wishes, asked of the server if left out;
 *      `tenders` that money is to be paid out on, as of `after_sales_quote`
 * @returns {Promise<boolean>} whether it was allowed
 */
export async function askForOverride(pos, kinds, body, { judged = null, tenders = [] } = {}) {
    const authorise = registry.category("after_sales_pos").get("authorise", null);
    if (!authorise || isOffline(pos)) {
        pos.dialog.add(AlertDialog, {
            title: _t("Manager needed"),
            body: _t("%(body)s That needs a connection.", { body }),
        });
        return false;
    }
    const { returnTicket } = pos;
    const items = shownItems(returnTicket.wishes, judged || (await returnTicket.judge()));
    const allowed = await authorise(pos, kinds, body, {
        items,
        tenders,
        wishes: returnTicket.wireWishes(),
    });
    if (allowed) {
        returnTicket.allow(kinds, tenders);
    }
    return Boolean(allowed);
}
