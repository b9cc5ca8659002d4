import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as OfflineUtil from "@point_of_sale/../tests/generic_helpers/offline_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as Till from "@after_sales_pos/../tests/tours/till_util";

/** Takes a shirt back and gives a voucher for it: nothing is paid out. */
function giveVoucher(query) {
    return [
        Till.takeBack(query, "Shirt", { resolution: "voucher" }),
        Till.confirmTicket(),
        PaymentScreen.isShown(),
        PaymentScreen.totalIs("0.00"),
        PaymentScreen.clickValidate(),
        Till.receiptIsShown(),
        Till.receiptSays("Voucher of the mall", "110.00", "Nothing to pay"),
        ReceiptScreen.clickNextOrder(),
    ].flat();
}

registry.category("web_tour.tours").add("till_voucher", {
    steps: () =>
        [
            Chrome.startPoS(),
            OfflineUtil.setOfflineMode(),
            Till.scanProduct("Shirt"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Cash North"),
            PaymentScreen.clickValidate(),
            Dialog.confirm("Continue with limited functionality"),
            Till.receiptIsShown(),
            ReceiptScreen.clickNextOrder(),
            giveVoucher(Till.lastReceipt),
            Till.syncNow(),
            Till.check("all is sent", ({ models }) =>
                models["pos.order"].filter((o) => o.state === "paid").every((o) => o.isSynced)
            ),
            giveVoucher("Till Customer"),
        ].flat(),
});
