import { _t } from "@web/core/l10n/translation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { PartnerList } from "@point_of_sale/app/screens/partner_list/partner_list";
import { isOrderedLater, resolutionOf } from "./resolutions";

/**
 * Store credit belongs to somebody, and goods are sent to somebody: asks who, where the receipt
 * does not say it.
 *
 * @returns {Promise<boolean>} false when the cashier chose nobody
 */
export async function askForCustomer(pos, quote, wishes) {
    const needy = new Set(
        wishes.filter((wish) => needsCustomer(pos.config, wish)).map((wish) => wish.key)
    );
    const anonymous = quote.orders.filter(
        (order) => !order.partner_id && order.lines.some((line) => needy.has(line.key))
    );
    if (!anonymous.length) {
        return true;
    }
    const partner = await makeAwaitable(pos.dialog, PartnerList, { partner: null });
    for (const order of anonymous) {
        order.partner_id = partner?.id;
    }
    return Boolean(partner);
}

function needsCustomer(config, wish) {
    return resolutionOf(config, wish.resolution).customer || isOrderedLater(config, wish);
}

/** @returns {boolean} whether goods that are sent home have an address to go to */
export function checkAddress(pos, quote, wishes) {
    const isSent = wishes.some(
        (wish) => wish.exchange_delivery === "home" && isOrderedLater(pos.config, wish)
    );
    const id = quote.orders.map((order) => order.partner_id).find(Boolean);
    const partner = pos.models["res.partner"].get(id);
    if (!isSent || (partner?.street && partner.city && partner.country_id)) {
        return true;
    }
    pos.dialog.add(AlertDialog, {
        title: _t("Address needed"),
        body: _t(
            "The new goods are sent home, and %(customer)s has no full address. Add street, city and country, or have the goods ordered to this store.",
            { customer: partner?.name || _t("the customer") }
        ),
    });
    return false;
}
