import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as OfflineUtil from "@point_of_sale/../tests/generic_helpers/offline_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import { picture } from "./picture";
import {
    bannerSays,
    check,
    confirmTicket,
    onTicket,
    receiptIsShown,
    receiptSays,
    reload,
    scanProduct,
    startConfirm,
    takeBack,
    told,
} from "./till_util";

const PARTNER = "Till Customer";
const CONTINUE = "Continue with limited functionality";

/** The connection breaks while the customer pays; the page is loaded again before it is back. */
registry.category("web_tour.tours").add("till_connection_lost", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shoe", { exchange: "Shirt" }),
            confirmTicket(),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Card North"),
            OfflineUtil.setOfflineMode(),
            PaymentScreen.clickValidate(),
            Dialog.confirm(CONTINUE),
            receiptIsShown(),
            receiptSays("Exchange", "The number of your return follows"),
            check("both orders wait", ({ models }) =>
                models["pos.order"]
                    .filter((order) => order.after_sales_ticket)
                    .every((order) => order.state === "paid" && !order.isSynced)
            ),
            picture("till-connection-lost"),
            OfflineUtil.setOnlineMode(),
            reload(),
            { trigger: ".receipt-screen, .product-screen" },
            check("nothing waits any more", ({ models, returnTicket }) =>
                models["pos.order"]
                    .filter((order) => order.after_sales_ticket)
                    .every((order) => order.isSynced) && !returnTicket.uuid
            ),
        ].flat(),
});

/** Reloaded in the middle: the ticket is still there, and is paid. */
registry.category("web_tour.tours").add("till_reload", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shoe", { exchange: "Shirt" }),
            confirmTicket(),
            ProductScreen.isShown(),
            scanProduct("Shoe"),
            bannerSays("Customer pays $ 110.00"),
            reload(),
            bannerSays("Customer pays $ 110.00"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Card North"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays("Exchange"),
        ].flat(),
});

/** Paid by card: cash is another tender, which this till does not pay out. */
registry.category("web_tour.tours").add("till_other_tender", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shirt"),
            confirmTicket(),
            PaymentScreen.clickPaymentlineDelButton("Card North", "-110.00"),
            PaymentScreen.clickPaymentMethod("Cash North"),
            PaymentScreen.clickValidate(),
            picture("till-other-tender"),
            told("The customer paid with Card North"),
            PaymentScreen.isShown(),
            PaymentScreen.clickPaymentlineDelButton("Cash North", "-110.00"),
            PaymentScreen.clickPaymentMethod("Card North"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
        ].flat(),
});

/**
 * Paid by card in the other store, and this till takes cash only: where it may not, the other ways
 * are named; where a manager may, the manager is shown what is paid out.
 */
registry.category("web_tour.tours").add("till_card_elsewhere", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shirt"),
            onTicket("The till pays back the same way only", ({ pos }) => {
                pos.config.after_sales_other_tender = "no";
            }),
            startConfirm(),
            told("paid with Card South, which this till does not have", "store credit"),
            check("nothing was made", ({ models }) =>
                models["pos.order"].every((order) => !order.is_refund)
            ),
            onTicket("A manager may allow another way", ({ pos }) => {
                pos.config.after_sales_other_tender = "manager";
            }),
            confirmTicket(),
            PaymentScreen.isShown(),
            PaymentScreen.selectedPaymentlineHas("Cash North", "-110.00"),
            PaymentScreen.clickValidate(),
            { trigger: ".after-sales-override-body:contains('Card South')" },
            { trigger: ".after-sales-override-items:contains('× Shirt')" },
            { trigger: ".after-sales-override-tender:contains('Cash North'):contains('110.00')" },
            picture("till-card-elsewhere"),
            { trigger: ".after-sales-login", run: "edit till_manager" },
            { trigger: ".after-sales-password", run: "edit till_manager" },
            { trigger: ".after-sales-override-reason", run: "edit Came a long way" },
            { trigger: ".after-sales-override-confirm:enabled", run: "click" },
            receiptIsShown(),
            receiptSays("Cash North"),
        ].flat(),
});

/** More cash than the drawer holds: the cashier goes back, then on. */
registry.category("web_tour.tours").add("till_cash_short", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shirt"),
            confirmTicket(),
            PaymentScreen.clickPaymentlineDelButton("Card North", "-110.00"),
            PaymentScreen.clickPaymentMethod("Cash North"),
            PaymentScreen.clickValidate(),
            { trigger: ".modal-body:contains('$ 50.00 should be in the drawer')" },
            picture("till-cash-short"),
            Dialog.cancel(),
            PaymentScreen.isShown(),
            PaymentScreen.clickValidate(),
            Dialog.confirm("Pay out anyway"),
            receiptIsShown(),
        ].flat(),
});

/** Lines of the return are not the cashier's to edit; the ticket is dropped as a whole. */
registry.category("web_tour.tours").add("till_frozen_and_dropped", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shoe", { exchange: "Shirt" }),
            confirmTicket(),
            { trigger: ".orderline.selected:contains('Shirt')" },
            ProductScreen.clickNumpad("2"),
            picture("till-frozen"),
            told("Shirt belongs to the return"),
            ProductScreen.clickNumpad("⌫"),
            told("Shirt belongs to the return"),
            bannerSays("Customer pays $ 22.00"),
            { trigger: ".after-sales-drop", run: "click" },
            Dialog.confirm("Drop"),
            ProductScreen.isShown(),
            check("nothing is left of it", ({ models, returnTicket }) =>
                !returnTicket.uuid &&
                models["pos.order"].every((order) => !order.after_sales_ticket && !order.is_refund)
            ),
        ].flat(),
});

/** Dropped at the last moment: there is no order of its own to go back to. */
registry.category("web_tour.tours").add("till_dropped_at_payment", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shirt"),
            confirmTicket(),
            PaymentScreen.isShown(),
            { trigger: ".after-sales-drop", run: "click" },
            Dialog.confirm("Drop"),
            ProductScreen.isShown(),
            check("nothing is left of it", ({ models, returnTicket }) =>
                !returnTicket.uuid && models["pos.order"].every((order) => !order.is_refund)
            ),
        ].flat(),
});
