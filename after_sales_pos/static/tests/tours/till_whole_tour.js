import { registry } from "@web/core/registry";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { picture } from "./picture";
import * as Screen from "./screen_util";
import { bannerSays, receiptIsShown, receiptSays, returnHasBarcode } from "./till_util";

const tours = registry.category("web_tour.tours");

function takeBack(receipt, product, resolution) {
    return [
        Screen.open(),
        Screen.scan(receipt),
        Screen.openLine(product),
        Screen.choose({ reason: "Changed my mind", grade: "As new", resolution }),
        Screen.add(product),
    ].flat();
}

const confirm = { trigger: ".after-sales-confirm:enabled", run: "click" };

/** From the scan to the receipt; another tender, which a manager allows; goods on the way. */
tours.add("till_whole", {
    steps: () =>
        [
            takeBack("TILL-WHOLE", "Shirt", "refund"),
            picture("whole-1-chosen"),
            confirm,
            PaymentScreen.selectedPaymentlineHas("Card North", "-110.00"),
            // Back to the screen: it is still there, and the payment again.
            { trigger: ".after-sales-change", run: "click" },
            { trigger: ".after-sales-wish[data-product=Shirt]" },
            confirm,
            bannerSays("Customer gets back $ 110.00"),
            PaymentScreen.clickPaymentlineDelButton("Card North", "-110.00"),
            PaymentScreen.clickPaymentMethod("Cash North"),
            PaymentScreen.clickValidate(),
            Screen.says(".modal-body", "The customer paid with Card North"),
            picture("whole-2-manager"),
            { trigger: ".after-sales-login", run: "edit till_manager" },
            { trigger: ".after-sales-password", run: "edit till_manager" },
            { trigger: ".after-sales-override-reason", run: "edit The card is lost" },
            { trigger: ".after-sales-override-confirm:enabled", run: "click" },
            receiptIsShown(),
            receiptSays("Return", "Cash North"),
            returnHasBarcode(),
            picture("whole-3-receipt"),
        ].flat(),
});

/** Bought in the web shop, handed in at the store: the credit note is paid out at the till. */
tours.add("till_web_order", {
    steps: () =>
        [
            takeBack("TILL-WEB", "Shirt", "refund"),
            confirm,
            PaymentScreen.isShown(),
            PaymentScreen.selectedPaymentlineHas("Card North", "-110.00"),
            picture("whole-web-payment"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays("Return", "TILL-WEB", "Shirt", "Changed my mind", "Card North"),
            returnHasBarcode(),
            picture("whole-web-receipt"),
            ReceiptScreen.clickNextOrder(),
            ProductScreen.isShown(),
        ].flat(),
});
