import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { SelectionPopup } from "@point_of_sale/app/components/popups/selection_popup/selection_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { callTill, withSentences } from "@after_sales_pos/app/return_screen/till_server";
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
    return {
        goods: lines.filter(isGoods),
        others: chosen.length ? lines.filter(isPaidService) : [],
    };
}

function isGoods(line) {
    return line.product_id.type === "consu";
}

/** Discounts and combos go with their goods. */
function isPaidService(line) {
    return (
        line.product_id.type === "service" &&
        line.qty * line.price_unit > 0 &&
        !line.is_reward_line &&
        !line.after_sales_role
    );
}

/** @returns {Array} the goods of the receipt of which nothing is left to come back */
export function goodsGivenBack(order) {
    return order.lines.filter((line) => isGoods(line) && line.refundedQty >= line.qty);
}

/**
 * Odoo forgets what was chosen when its own refund of it is paid: what came back otherwise would
 * stay chosen as long as the page is open.
 */
export function forgetChosen(order, lines) {
    for (const { uuid } of lines) {
        delete order.uiState.lineToRefund[uuid];
    }
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
    const reason = await askReason(pos);
    if (!reason) {
        return false;
    }
    const authorise = registry.category("after_sales_pos").get("authorise");
    const wishes = lines.map((line) => plainWish(line, reason));
    const items = wishes.map((wish) => ({
        ...wish,
        price: wish.price_unit,
        amount: wish.price_unit * wish.quantity,
    }));
    const verdicts = await withSentences(pos.dialog, () =>
        callTill(pos, "after_sales_plain_verdict", wishes)
    );
    const body = _t("Comes back beside Returns: %(reason)s\n%(verdicts)s", {
        reason: reason.name,
        verdicts,
    });
    const shown = { items, tenders: [], wishes, ticket: order.uuid };
    return Boolean(verdicts && (await authorise(pos, ["plain"], body, shown)));
}

/** @returns {Promise<object|undefined>} why the customer brings it back */
function askReason(pos) {
    const reasons = [...pos.models["after.sales.reason"].getAll()];
    return makeAwaitable(pos.dialog, SelectionPopup, {
        title: _t("Why does it come back?"),
        list: reasons
            .sort((a, b) => a.sequence - b.sequence || a.id - b.id)
            .map((reason) => ({ id: reason.id, label: reason.name, item: reason })),
    });
}

function plainWish(line, reason) {
    return {
        key: line.uuid,
        kind: "none",
        line_id: Number(line.refunded_orderline_id?.id) || 0,
        product_id: line.product_id.id,
        name: line.getFullProductName(),
        quantity: -line.qty,
        resolution: "refund",
        reason_id: reason.id,
        price_unit: Math.abs(line.prices.total_included / line.qty),
    };
}
