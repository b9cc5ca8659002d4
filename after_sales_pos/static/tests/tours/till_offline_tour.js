import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as OfflineUtil from "@point_of_sale/../tests/generic_helpers/offline_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { picture } from "./picture";
import {
    check,
    confirmTicket,
    lastReceipt,
    receiptIsShown,
    receiptSays,
    scanProduct,
    syncNow,
    takeBack,
    told,
} from "./till_util";

const CONTINUE = "Continue with limited functionality";

function sell(name) {
    return [
        scanProduct(name),
        ProductScreen.clickPayButton(),
        PaymentScreen.clickPaymentMethod("Cash North"),
        PaymentScreen.clickValidate(),
        receiptIsShown(),
    ].flat();
}

/** Sold and taken back without a connection; both are sent when it is back. */
registry.category("web_tour.tours").add("till_offline", {
    steps: () =>
        [
            Chrome.startPoS(),
            OfflineUtil.setOfflineMode(),
            scanProduct("Shirt"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Cash North"),
            PaymentScreen.clickValidate(),
            Dialog.confirm(CONTINUE),
            receiptIsShown(),
            ReceiptScreen.clickNextOrder(),
            takeBack(lastReceipt, "Shirt"),
            confirmTicket(),
            PaymentScreen.isShown(),
            PaymentScreen.selectedPaymentlineHas("Cash North", "-110.00"),
            picture("till-offline-payment"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays("Return", "The number of your return follows"),
            picture("till-offline-receipt"),
            check("the ticket is kept", (pos) => !pos.returnTicket.uuid),
            syncNow(),
            check("all is sent", ({ models }) =>
                models["pos.order"].filter((o) => o.state === "paid").every((o) => o.isSynced)
            ),
        ].flat(),
});

/** Above the limit nothing is taken back without a connection. */
registry.category("web_tour.tours").add("till_offline_limit", {
    steps: () =>
        [
            Chrome.startPoS(),
            sell("Shirt"),
            ReceiptScreen.clickNextOrder(),
            OfflineUtil.setOfflineMode(),
            takeBack(lastReceipt, "Shirt"),
            confirmTicket(),
            picture("till-offline-limit"),
            told("100.00", "110.00"),
            check("nothing was made", ({ models }) =>
                models["pos.order"].every((order) => !order.is_refund)
            ),
            OfflineUtil.setOnlineMode(),
        ].flat(),
});
