import { describe, expect, test } from "@odoo/hoot";
import { isOwedPaidOut, otherTenders } from "@after_sales_pos/app/ticket/tender_check";
import {
    choosePayer,
    settlementAmounts,
    shareTenders,
} from "@after_sales_pos/app/ticket/settlement";

const round = (amount) => Math.round(amount * 100) / 100;
const back = (uuid, total) => ({ uuid, total, isSale: false });
const sale = (total) => ({ uuid: "sale", total, isSale: true });

/** What each order comes to once the ticket is settled. */
function settled(shares) {
    const payer = choosePayer(shares);
    const amounts = settlementAmounts(shares, payer, round);
    const totals = shares.map(({ uuid, total }) => [uuid, round(total + (amounts[uuid] ?? 0))]);
    return { payer, totals: Object.fromEntries(totals), amounts };
}

describe("settlement", () => {
    test("a return alone is paid out as it is", () => {
        expect(settled([back("a", -55)])).toEqual({
            payer: "a",
            totals: { a: -55 },
            amounts: {},
        });
    });

    test("dearer new goods: the sale is paid, for the difference", () => {
        expect(settled([back("a", -55), sale(110)])).toEqual({
            payer: "sale",
            totals: { a: 0, sale: 55 },
            amounts: { a: 55, sale: -55 },
        });
    });

    test("cheaper new goods: the return pays the rest back", () => {
        expect(settled([back("a", -55), sale(20)])).toEqual({
            payer: "a",
            totals: { a: -35, sale: 0 },
            amounts: { a: 20, sale: -20 },
        });
    });

    test("an even exchange: no money moves", () => {
        expect(settled([back("a", -55), sale(55)]).totals).toEqual({ a: 0, sale: 0 });
    });

    test("several receipts: the first with money left pays for all", () => {
        const result = settled([back("a", -10.1), back("b", -20.2), back("c", -30.3), sale(15)]);
        expect(result.payer).toBe("b");
        expect(result.totals).toEqual({ a: 0, b: -45.6, c: 0, sale: 0 });
        const sum = Object.values(result.amounts).reduce((acc, amount) => acc + amount, 0);
        expect(round(sum)).toBe(0);
    });

    test("new goods on two orders, one sent later: one of them is paid for both", () => {
        const later = { uuid: "later", total: 40, isSale: true };
        expect(settled([back("a", -55), sale(20), later])).toEqual({
            payer: "sale",
            totals: { a: 0, sale: 5, later: 0 },
            amounts: { a: 55, later: -40, sale: -15 },
        });
    });

    test("all given as store credit: nothing is left to pay", () => {
        expect(settled([back("a", 0)])).toEqual({ payer: "a", totals: { a: 0 }, amounts: {} });
    });
});

describe("tenders", () => {
    test("what is left of a split payment is shared to the cent", () => {
        const tenders = [
            { payment_method_id: 1, amount: -33.33 },
            { payment_method_id: 2, amount: -33.33 },
            { payment_method_id: 3, amount: -33.34 },
        ];
        expect(shareTenders(tenders, -10, round)).toEqual([
            { payment_method_id: 1, amount: -3.33 },
            { payment_method_id: 2, amount: -3.33 },
            { payment_method_id: 3, amount: -3.34 },
        ]);
    });

    test("receipts paid the same way are paid back in one", () => {
        const tenders = [
            { payment_method_id: 1, amount: -30 },
            { payment_method_id: 1, amount: -25 },
        ];
        expect(shareTenders(tenders, -55, round)).toEqual([{ payment_method_id: 1, amount: -55 }]);
    });

    test("more on one tender than was paid with it is another tender", () => {
        const cash = { id: 1, name: "Cash" };
        const card = { id: 2, name: "Card" };
        const allowed = [{ payment_method_id: 2, amount: -55 }];
        const paid = (method, amount) => [{ payment_method_id: method, amount }];
        const asCash = { payment_method_id: 1, name: "Cash", amount: -55 };
        expect(otherTenders(paid(card, -55), allowed, 0.005)).toEqual([]);
        expect(otherTenders(paid(cash, -55), allowed, 0.005)).toEqual([asCash]);
        expect(otherTenders(paid(cash, 20), [], 0.005)).toEqual([]);
    });

    test("cash that stands for the card of another till is another tender", () => {
        const cash = { id: 1, name: "Cash" };
        const quoted = [
            { payment_method_id: 1, amount: -30, is_other: false },
            { payment_method_id: 1, amount: -70, is_other: true },
        ];
        const paid = (amount) => [{ payment_method_id: cash, amount }];
        expect(otherTenders(paid(-30), quoted, 0.005)).toEqual([]);
        expect(otherTenders(paid(-100), quoted, 0.005)).toEqual([
            { payment_method_id: 1, name: "Cash", amount: -100 },
        ]);
        expect(shareTenders(quoted, -50, round).map(({ amount }) => amount)).toEqual([-15, -35]);
    });

    test("what nobody paid is no money", () => {
        const account = { id: 3, name: "Account", type: "pay_later" };
        const cash = { id: 1, name: "Cash", type: "cash" };
        const quoted = [
            { payment_method_id: 1, amount: -30, is_owed: false },
            { payment_method_id: 3, amount: -70, is_owed: true },
        ];
        const paid = (inCash, onAccount) => [
            { payment_method_id: cash, amount: inCash },
            { payment_method_id: account, amount: onAccount },
        ];
        expect(isOwedPaidOut(paid(-30, -70), quoted, 0.005)).toBe(false);
        expect(isOwedPaidOut(paid(0, -100), quoted, 0.005)).toBe(false);
        expect(isOwedPaidOut(paid(-100, 0), quoted, 0.005)).toBe(true);
        expect(isOwedPaidOut(paid(-100, 0), quoted.slice(0, 1), 0.005)).toBe(false);
    });
});
