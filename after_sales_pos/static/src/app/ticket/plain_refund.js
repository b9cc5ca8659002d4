import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { isOffline } from "./connection";

/**
 * Goods that come back beside the return screen: by Odoo's own refund, or by a line with a negative
 * quantity. The till's settings say whether that is allowed, and by whom.
 */

/** @returns {string} "yes", "screen" or "manager" */
export function plainRefundRule({ config }) {
    return config.after_sales_returns ? config.after_sales_plain_refund : "yes";
}

/** @returns {Array} the lines by which goods come back that no return ticket made */
export function plainRefundLines(order) {
    return order.lines.filter(
        (line) =>
            line.qty < 0 &&
            line.product_id.type === "consu" &&
            !line.after_sales_role &&
            !line.is_reward_line
    );
}

/**
 * What the cashier chose of a receipt for Odoo's own refund; nothing chosen is all of it.
 *
 * @returns {{goods: Array, others: Array}} lines; services and tips are none of the return screen's
 */
export function chosenForRefund(order) {
    const chosen = Object.values(order.uiState.lineToRefund).filter(({ qty }) => qty > 0);
    const lines = chosen.length ? chosen.map(({ line }) => line) : order.lines;
    const isGoods = (line) => line.product_id.type === "consu";
    return {
        goods: lines.filter(isGoods),
        others: chosen.length ? lines.filter((line) => !isGoods(line)) : [],
    };
}

/** Without a connection it stays possible; the server tells a manager. */
export function markPlainRefundOffline(order) {
    if (plainRefundLines(order).length) {
        order.after_sales_offline = true;
    }
}

/** @returns {Promise<boolean>} whether the order may be paid */
export async function checkPlainRefund(pos, order) {
    const rule = plainRefundRule(pos);
    const lines = plainRefundLines(order);
    if (rule === "yes" || !lines.length) {
        return true;
    }
    if (isOffline(pos)) {
        markPlainRefundOffline(order);
        return true;
    }
    if (rule === "manager") {
        return await askManager(pos, order, lines);
    }
    pos.dialog.add(AlertDialog, {
        title: _t("Goods come back through Returns"),
        body: _t(
            "This till takes %(products)s back on the return screen: remove the lines, press Returns and scan the receipt.",
            { products: namesOf(lines) }
        ),
    });
    return false;
}

function namesOf(lines) {
    return lines.map((line) => line.getFullProductName()).join(", ");
}

/** What the manager sees is what the server is told: the very lines, at their prices. */
async function askManager(pos, order, lines) {
    const authorise = registry.category("after_sales_pos").get("authorise");
    const wishes = lines.map((line) => ({
        key: line.uuid,
        kind: "none",
        product_id: line.product_id.id,
        name: line.getFullProductName(),
        quantity: -line.qty,
        resolution: "refund",
        price_unit: Math.abs(line.prices.total_included / line.qty),
    }));
    const items = wishes.map((wish) => ({
        ...wish,
        price: wish.price_unit,
        amount: wish.price_unit * wish.quantity,
    }));
    const body = _t("%(products)s comes back beside Returns: no policy and no reason are asked.", {
        products: namesOf(lines),
    });
    const shown = { items, tenders: [], wishes, ticket: order.uuid };
    return Boolean(await authorise(pos, ["plain"], body, shown));
}
