import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { ask } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { isOffline } from "./connection";

function cashOf(orders) {
    return orders
        .flatMap((order) => order.payment_ids)
        .filter((payment) => payment.payment_method_id.is_cash_count)
        .reduce((sum, payment) => sum + payment.amount, 0);
}

function paidOrders(pos, condition) {
    return pos.models["pos.order"].filter(
        (order) => order.finalized && order.session_id?.id === pos.session.id && condition(order)
    );
}

/** What the server knows, and what it does not know yet. */
async function countWithServer(pos) {
    const data = await pos.data.call("pos.session", "get_closing_control_data", [
        [pos.session.id],
    ]);
    const pending = paidOrders(pos, (order) => !order.isSynced);
    return (data.default_cash_details?.amount ?? 0) + cashOf(pending);
}

/** @returns {Promise<number>} the cash that should be in the drawer */
export async function cashInDrawer(pos) {
    if (!isOffline(pos)) {
        try {
            return await countWithServer(pos);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    }
    return pos.session.cash_register_balance_start + cashOf(paidOrders(pos, () => true));
}

/**
 * Warns when more cash is to be paid out than the drawer holds.
 *
 * @returns {Promise<boolean>} whether the payment goes on
 */
export async function checkCash(pos, order) {
    const paidOut = pos.currency.round(-cashOf([order]));
    if (paidOut <= 0) {
        return true;
    }
    const held = pos.currency.round(await cashInDrawer(pos));
    if (paidOut <= held) {
        return true;
    }
    const { formatCurrency } = pos.env.utils;
    return await ask(pos.dialog, {
        title: _t("Not enough cash in the drawer"),
        body: _t(
            "%(amount)s is to be paid out, and %(held)s should be in the drawer. Go back to pay another way, or put cash in first.",
            { amount: formatCurrency(paidOut), held: formatCurrency(held) }
        ),
        confirmLabel: _t("Pay out anyway"),
        cancelLabel: _t("Go back"),
    });
}
