import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PartnerList from "@point_of_sale/../tests/pos/tours/utils/partner_list_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as PosLoyalty from "@pos_loyalty/../tests/tours/utils/pos_loyalty_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { picture } from "./picture";
import {
    bannerSays,
    check,
    confirmTicket,
    receiptIsShown,
    receiptSays,
    returnHasBarcode,
    scanProduct,
    startConfirm,
    takeBack,
} from "./till_util";

const PARTNER = "Till Customer";

/** Store credit for a shirt, spent on another shirt with the next ticket. */
registry.category("web_tour.tours").add("till_store_credit", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack(PARTNER, "Shirt", { resolution: "store_credit" }),
            confirmTicket(),
            PaymentScreen.isShown(),
            PaymentScreen.totalIs("0.00"),
            bannerSays("Nothing to pay"),
            picture("till-credit-payment"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays("Store credit", "110.00", "Nothing to pay"),
            returnHasBarcode(),
            picture("till-credit-receipt"),
            ReceiptScreen.clickNextOrder(),
            ProductScreen.clickPartnerButton(),
            ProductScreen.clickCustomer(PARTNER),
            scanProduct("Shirt"),
            PosLoyalty.eWalletButtonState({ highlighted: true, text: "eWallet Pay", click: true }),
            picture("till-credit-spent"),
            ProductScreen.clickPayButton(),
            PaymentScreen.totalIs("0.00"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
        ].flat(),
});

/** Nobody knows whose receipt it is: the cashier asks, and the credit is theirs. */
registry.category("web_tour.tours").add("till_store_credit_anonymous", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack("TILL-SHIRT", "Shirt", { resolution: "store_credit" }),
            startConfirm(),
            PartnerList.clickPartner(PARTNER),
            PaymentScreen.isShown(),
            check("the return is theirs", (pos) => pos.getOrder().getPartner().name === PARTNER),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays(PARTNER, "Store credit"),
        ].flat(),
});

/** Nobody is chosen: nothing is made. */
registry.category("web_tour.tours").add("till_store_credit_nobody", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack("TILL-SHIRT", "Shirt", { resolution: "store_credit" }),
            startConfirm(),
            { trigger: ".modal-footer button:contains('Discard')", run: "click" },
            check("nothing was made", ({ models, returnTicket }) =>
                returnTicket.wishes.length === 1 &&
                models["pos.order"].every((order) => !order.is_refund)
            ),
        ].flat(),
});
