import { _t } from "@web/core/l10n/translation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { askForOverride } from "./override";

/**
 * Payment methods that more is paid out on than what the customer had paid with them.
 *
 * @param {Array<{payment_method_id: object, amount: number}>} payments of the order
 * @param {Array<{payment_method_id: number, amount: number}>} tenders what may be paid out
 * @param {number} tolerance what rounding may add
 * @returns {Array<object>} the payment methods
 */
export function otherTenders(payments, tenders, tolerance) {
    const left = new Map(tenders.map(({ payment_method_id: id, amount }) => [id, -amount]));
    const methods = new Map();
    for (const { payment_method_id: method, amount } of payments) {
        methods.set(method.id, method);
        left.set(method.id, (left.get(method.id) ?? 0) + amount);
    }
    return [...methods.values()].filter((method) => left.get(method.id) < -tolerance);
}

function names(pos, tenders) {
    const methods = tenders.map(({ payment_method_id: id }) =>
        pos.models["pos.payment.method"].get(id)
    );
    return methods.map((method) => method?.name || _t("another till's method")).join(", ");
}

function tolerance(pos) {
    const { currency, config } = pos;
    return config.cash_rounding ? config.rounding_method.rounding : currency.rounding / 2;
}

/**
 * Money goes back the way it came, unless the till's settings or a manager say otherwise.
 *
 * @returns {Promise<boolean>} whether the payment may go on
 */
export async function checkTenders(pos, order) {
    const { returnTicket } = pos;
    const tenders = returnTicket.orders.tenders;
    const others = otherTenders(order.payment_ids, tenders, tolerance(pos));
    const rule = pos.config.after_sales_other_tender;
    // This till cannot give back what was paid with: the cashier chooses.
    const isOpen = tenders.some((tender) => !tender.payment_method_id);
    if (!others.length || isOpen || rule === "yes" || returnTicket.mayUseOtherTender) {
        return true;
    }
    const words = {
        other: others.map((method) => method.name).join(", "),
        paid: names(pos, tenders),
    };
    if (rule === "manager") {
        return await askForOverride(
            pos,
            ["tender"],
            _t("The customer paid with %(paid)s. Only a manager allows %(other)s.", words)
        );
    }
    pos.dialog.add(AlertDialog, {
        title: _t("Another way of paying"),
        body: _t(
            "The customer paid with %(paid)s, and this till pays back the same way only: not with %(other)s. Remove that payment line, or offer store credit.",
            words
        ),
    });
    return false;
}
