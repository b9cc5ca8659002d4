import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { isOffline } from "./connection";

/**
 * Lets a manager allow something on the open ticket.
 *
 * @param {string[]} kinds of `after.sales.override`
 * @param {string} body why it is asked
 * @param {Array<object>} wishes the items that it is asked for, by default those of the ticket
 * @returns {Promise<boolean>} whether it was allowed
 */
export async function askForOverride(
    pos,
    kinds,
    body,
    wishes = pos.returnTicket.wireWishes()
) {
    const authorise = registry.category("after_sales_pos").get("authorise", null);
    if (!authorise || isOffline(pos)) {
        pos.dialog.add(AlertDialog, {
            title: _t("Manager needed"),
            body: _t("%(body)s That needs a connection.", { body }),
        });
        return false;
    }
    const allowed = await authorise(pos, kinds, body, wishes);
    if (allowed) {
        pos.returnTicket.allow(kinds);
    }
    return Boolean(allowed);
}
