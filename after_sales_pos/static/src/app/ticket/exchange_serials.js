import { _t } from "@web/core/l10n/translation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { isOrderedLater } from "./resolutions";

/**
 * Asks which units the customer takes along, for new goods that have serial numbers or lots.
 *
 * @param {object} quote of `after_sales_quote`
 * @returns {Promise<Object<string, string[]>|null>} key of a wish → serials; null when the cashier
 *      chose none
 */
export async function askForSerials(pos, quote, wishes) {
    const serials = {};
    for (const { key, product_id, quantity } of quote.exchanges) {
        const wish = wishes.find((one) => one.key === key);
        const product = pos.models["product.product"].get(product_id);
        if (product?.product_tmpl_id.isTracked() && !isOrderedLater(pos.config, wish)) {
            serials[key] = await chooseSerials(pos, product, quantity, Object.values(serials).flat());
            if (!serials[key]) {
                return null;
            }
        }
    }
    return serials;
}

async function chooseSerials(pos, product, quantity, taken) {
    if (!pos.getOrder()) {
        // Odoo asks with an order in view.
        pos.setOrder(pos.openOrder);
    }
    const chosen = await pos.editLots(product, []);
    const names = (chosen?.newPackLotLines || [])
        .map(({ lot_name }) => lot_name)
        .filter((name) => product.tracking === "lot" || !taken.includes(name));
    const wanted = product.tracking === "serial" ? quantity : 1;
    if (chosen && names.length !== wanted) {
        pos.dialog.add(AlertDialog, {
            title: _t("Serial numbers of the new goods"),
            body: _t(
                "%(product)s: %(wanted)s are taken along, and %(chosen)s serial numbers were chosen. Confirm the return again and choose one for each.",
                { product: product.display_name, wanted, chosen: names.length }
            ),
        });
    }
    return names.length === wanted ? names : null;
}
