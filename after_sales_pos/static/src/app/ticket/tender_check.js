import { _t } from "@web/core/l10n/translation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { askForOverride } from "./override";
import { asksForGoods } from "./resolutions";

/**
 * Payment methods that more is paid out on than what the customer had paid with them.
 *
 * @param {Array<{payment_method_id: object, amount: number}>} payments of the order
 * @param {Array<object>} tenders what may be paid out, as of `after_sales_quote`: what stands for
 *      a way of paying that this till has not, may not
 * @param {number} tolerance what rounding may add
 * @returns {Array<{payment_method_id: number, name: string, amount: number}>} all of what is paid
 *      out on each
 */
export function otherTenders(payments, tenders, tolerance) {
    const own = tenders.filter((tender) => !tender.is_other);
    const allowed = new Map();
    for (const { payment_method_id: id, amount } of own) {
        allowed.set(id, (allowed.get(id) ?? 0) + amount);
    }
    return paidOut(payments).filter(
        ({ payment_method_id: id, amount }) =>
            amount < 0 && amount - (allowed.get(id) ?? 0) < -tolerance
    );
}

function paidOut(payments) {
    const paid = new Map();
    for (const { payment_method_id: method, amount } of payments) {
        const before = paid.get(method.id)?.amount ?? 0;
        paid.set(method.id, {
            payment_method_id: method.id,
            name: method.name,
            amount: before + amount,
        });
    }
    return [...paid.values()];
}

/**
 * Whether money is paid out for what was sold on account and is not paid.
 *
 * @param {Array<{payment_method_id: object, amount: number}>} payments of the order
 * @param {Array<object>} tenders as of `after_sales_quote`
 */
export function isOwedPaidOut(payments, tenders, tolerance) {
    const sum = (items) => items.reduce((total, { amount }) => total + amount, 0);
    const money = payments.filter(({ payment_method_id: method }) => method.type !== "pay_later");
    const due = sum(tenders.filter((tender) => !tender.is_owed));
    return tenders.some((tender) => tender.is_owed) && sum(money) - due < -tolerance;
}

/** Whether a manager allowed all of it, and as much. */
function isAllowed(shown, allowed, tolerance) {
    return shown.every(({ payment_method_id: id, amount }) =>
        allowed.some((one) => one.payment_method_id === id && one.amount <= amount + tolerance)
    );
}

function names(pos, tenders) {
    const methods = pos.models["pos.payment.method"];
    const all = tenders.map(
        ({ original, payment_method_id: id }) =>
            original || methods.get(id)?.name || _t("another till's method")
    );
    return [...new Set(all)].join(", ");
}

function tolerance(pos) {
    const { currency, config } = pos;
    return config.cash_rounding ? config.rounding_method.rounding : currency.rounding / 2;
}

function alert(pos, title, body) {
    pos.dialog.add(AlertDialog, { title, body });
    return false;
}

/**
 * Money goes back the way it came, unless the till's settings or a manager say otherwise. The
 * server asks the same.
 *
 * @returns {Promise<boolean>} whether the payment may go on
 */
export async function checkTenders(pos, order) {
    const { returnTicket } = pos;
    const { tenders } = returnTicket.orders;
    const limit = tolerance(pos);
    if (isOwedPaidOut(order.payment_ids, tenders, limit)) {
        return alert(pos, _t("Not paid yet"), owedWords(pos, tenders));
    }
    const others = otherTenders(order.payment_ids, tenders, limit);
    const rule = pos.config.after_sales_other_tender;
    if (!others.length || rule === "yes") {
        return true;
    }
    const words = {
        other: others.map(({ name }) => name).join(", "),
        paid: names(pos, tenders),
    };
    if (rule === "no") {
        return alert(
            pos,
            _t("Another way of paying"),
            _t(
                "The customer paid with %(paid)s, and this till pays back the same way only: not with %(other)s. Remove that payment line, or go back to the return and choose store credit or the centre.",
                words
            )
        );
    }
    if (isAllowed(others, returnTicket.allowedTenders, limit)) {
        return true;
    }
    return await askForOverride(
        pos,
        ["tender"],
        _t("The customer paid with %(paid)s. Only a manager allows %(other)s.", words),
        { tenders: others.map(({ payment_method_id, amount }) => ({ payment_method_id, amount })) }
    );
}

function owedWords(pos, tenders) {
    return _t(
        "This was sold on %(method)s and is not paid yet: no money is given for it. Pay it back by %(method)s, or send the goods to the centre.",
        { method: names(pos, tenders.filter((tender) => tender.is_owed)) }
    );
}

/**
 * Whether there is a way to pay this back here, before anything is on the payment screen. With
 * new goods nobody knows yet whether something is left to pay back.
 */
export function checkWays(pos, quote, wishes) {
    const others = quote.orders
        .flatMap((order) => order.tenders)
        .filter((tender) => tender.is_other);
    const isOpen = wishes.some((wish) => asksForGoods(pos.config, wish));
    if (!others.length || isOpen) {
        return true;
    }
    const owed = others.filter((tender) => tender.is_owed);
    if (owed.length) {
        return alert(pos, _t("Not paid yet"), owedWords(pos, owed));
    }
    if (pos.config.after_sales_other_tender !== "no") {
        return true;
    }
    return alert(
        pos,
        _t("Another way of paying"),
        _t(
            "The customer paid with %(paid)s, which this till does not have, and it pays back the same way only. Choose store credit, or send the goods to the centre.",
            { paid: names(pos, others) }
        )
    );
}
