import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { picture } from "./picture";
import {
    check,
    bannerSays,
    confirmTicket,
    receiptHasBarcode,
    receiptIsShown,
    receiptSays,
    returnHasBarcode,
    scanProduct,
    takeBack,
} from "./till_util";

/** Of the till only: the tours of the back office load this file too, without the till's code. */
const DISPLAY = "@point_of_sale/app/customer_display/customer_display_adapter";

/** Receipts of these tours are known by the name of the customer they were sold to. */
const PARTNER = "Till Customer";

/** The shirt was paid in cash. */
registry.category("web_tour.tours").add("till_refund_cash", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shirt"),
            confirmTicket(),
            PaymentScreen.isShown(),
            bannerSays("Customer gets back $ 110.00"),
            PaymentScreen.selectedPaymentlineHas("Cash North", "-110.00"),
            picture("till-refund-payment"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays("Return", "Shirt", "Total returned", "Paid back", "Cash North"),
            receiptHasBarcode(),
            returnHasBarcode(),
            picture("till-refund-receipt"),
            ReceiptScreen.clickNextOrder(),
            ProductScreen.isShown(),
        ].flat(),
});

/** Sold in the other store, paid by card there. */
registry.category("web_tour.tours").add("till_refund_cross_store", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Phone"),
            confirmTicket(),
            PaymentScreen.isShown(),
            PaymentScreen.selectedPaymentlineHas("Card North", "-550.00"),
            picture("till-cross-store-payment"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays("SN PH-1", "Card North"),
            returnHasBarcode(),
            picture("till-cross-store-receipt"),
        ].flat(),
});

/** Shoes for a shirt: the customer pays the difference by card; goods are added on the way. */
registry.category("web_tour.tours").add("till_exchange_up", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shoe", { exchange: "Shirt" }),
            confirmTicket(),
            ProductScreen.isShown(),
            bannerSays("Customer pays $ 22.00"),
            picture("till-exchange-products"),
            ProductScreen.clickPayButton(),
            PaymentScreen.totalIs("22.00"),
            // The cashier goes back: one more pair, and what is due follows.
            PaymentScreen.clickBack(),
            scanProduct("Shoe"),
            bannerSays("Customer pays $ 110.00"),
            ProductScreen.clickPayButton(),
            PaymentScreen.totalIs("110.00"),
            PaymentScreen.clickPaymentMethod("Card North"),
            picture("till-exchange-payment"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays("Exchange", "Total returned", "Total new", "To pay", "Card North"),
            returnHasBarcode(),
            picture("till-exchange-receipt"),
        ].flat(),
});

/** A shirt for shoes: the rest is paid back the way the shirt was paid. */
registry.category("web_tour.tours").add("till_exchange_down", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shirt", { exchange: "Shoe" }),
            confirmTicket(),
            ProductScreen.isShown(),
            bannerSays("Customer gets back $ 22.00"),
            ProductScreen.clickPayButton(),
            PaymentScreen.totalIs("-22.00"),
            PaymentScreen.selectedPaymentlineHas("Card North", "-22.00"),
            picture("till-exchange-down-payment"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays("Exchange", "Paid back"),
            picture("till-exchange-down-receipt"),
        ].flat(),
});

/** The same shirt in another size: no money moves, and there is a receipt. */
registry.category("web_tour.tours").add("till_exchange_even", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shirt", { exchange: "Shirt" }),
            confirmTicket(),
            ProductScreen.isShown(),
            bannerSays("Nothing to pay"),
            ProductScreen.clickPayButton(),
            PaymentScreen.totalIs("0.00"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays("Exchange", "Nothing to pay"),
            returnHasBarcode(),
            picture("till-exchange-even-receipt"),
        ].flat(),
});

/** The shirt is not here, and nothing else is taken along: no empty order is left. */
registry.category("web_tour.tours").add("till_exchange_only_later", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shoe", { exchange: "Shirt", exchange_delivery: "store" }),
            confirmTicket(),
            ProductScreen.isShown(),
            ProductScreen.clickPayButton(),
            PaymentScreen.totalIs("22.00"),
            check("the customer sees what comes back, what is new and the difference", (pos) => {
                const { CustomerDisplayPosAdapter } = odoo.loader.modules.get(DISPLAY);
                const display = new CustomerDisplayPosAdapter();
                display.formatOrderData(pos.getOrder());
                const { amount, lines } = display.data;
                const names = lines.map((line) => line.productName).sort();
                return amount.includes("22.00") && String(names) === "Shirt,Shoe";
            }),
            PaymentScreen.clickPaymentMethod("Cash North"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays("Exchange", "Ordered for you"),
            // The till opened with one.
            check("no empty order is left", ({ models }) => {
                const isEmpty = (order) => order.state === "draft" && !order.lines.length;
                return models["pos.order"].filter(isEmpty).length <= 1;
            }),
        ].flat(),
});

/** The shirt is not here: it is ordered to the store, and a pair of shoes is taken along. */
registry.category("web_tour.tours").add("till_exchange_later", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shoe", { exchange: "Shirt", exchange_delivery: "store" }),
            confirmTicket(),
            ProductScreen.isShown(),
            bannerSays("Customer pays $ 22.00"),
            scanProduct("Shoe"),
            bannerSays("Customer pays $ 110.00"),
            ProductScreen.clickPayButton(),
            PaymentScreen.totalIs("110.00"),
            PaymentScreen.clickPaymentMethod("Cash North"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays("Exchange", "Ordered for you"),
            picture("till-exchange-later-receipt"),
        ].flat(),
});
