import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as OfflineUtil from "@point_of_sale/../tests/generic_helpers/offline_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { picture } from "./picture";
import * as Screen from "./screen_util";
import { receiptIsShown, scanProduct } from "./till_util";

const tours = registry.category("web_tour.tours");
const MIND = "mind";

/** Found by its customer's phone, by a product and by its own number; its lines are judged. */
tours.add("screen_find", {
    steps: () =>
        [
            Screen.open(),
            picture("screen-empty"),
            Screen.find("+15550100"),
            Screen.hasSale("TILL-1"),
            Screen.hasSale("TILL-2"),
            picture("screen-results"),
            Screen.find("SHOE-BARCODE"),
            Screen.hasLine("Shoe", "eligible"),
            Screen.says(".after-sales-line[data-product=Shoe]", "1 of 1 may come back"),
            picture("screen-lines"),
            Screen.find("TILL-2"),
            Screen.hasLine("Shirt", "refused"),
            Screen.says(".after-sales-line[data-product=Shirt] .after-sales-verdict", "Refund was possible until"),
            picture("screen-refused"),
            Screen.find("WEB-1"),
            Screen.hasLine("Shirt", "eligible"),
            picture("screen-web-order"),
            Screen.find("nothing-like-it"),
            Screen.says(".after-sales-message", "nothing-like-it"),
            picture("screen-not-found"),
            { trigger: ".after-sales-back", run: "click" },
            ProductScreen.isShown(),
        ].flat(),
});

/** One scan of a serial number: the phone's choices are open; more goods join the ticket. */
tours.add("screen_choose", {
    steps: () =>
        [
            Screen.open(),
            Screen.find("P-1"),
            { trigger: '.after-sales-serial.btn-primary[data-serial="P-1"]' },
            picture("screen-editor"),
            { trigger: ".after-sales-save", run: "click" },
            Screen.says('[data-section="reason"]', "Please choose"),
            Screen.choose({ reason: MIND, grade: "As new" }),
            Screen.live("eligible", "550.00"),
            picture("screen-chosen"),
            Screen.add("Phone"),
            Screen.total("550.00"),
            Screen.scan("TILL-1"),
            Screen.openLine("Shirt"),
            { trigger: ".after-sales-more", run: "click" },
            Screen.choose({ reason: MIND, grade: "As new" }),
            Screen.live("eligible", "220.00"),
            Screen.add("Shirt"),
            Screen.says(".after-sales-line[data-product=Shirt]", "0 of 2"),
            Screen.total("770.00"),
            picture("screen-ticket"),
            { trigger: ".after-sales-wish[data-product=Shirt]", run: "click" },
            { trigger: ".after-sales-less", run: "click" },
            { trigger: ".after-sales-save", run: "click" },
            Screen.total("660.00"),
            { trigger: ".after-sales-confirm:enabled", run: "click" },
            PaymentScreen.isShown(),
            picture("screen-payment"),
        ].flat(),
});

/** A reason that needs a photo: none, no ticket. */
tours.add("screen_photo", {
    steps: () =>
        [
            Screen.open(),
            Screen.find("TILL-1"),
            Screen.openLine("Shirt"),
            Screen.choose({ reason: "Torn", grade: "As new" }),
            { trigger: ".after-sales-save", run: "click" },
            Screen.says('[data-section="photo"]', "Please choose"),
            {
                content: "Take a photo",
                trigger: ".after-sales-photos",
                run: () => attachPhoto(".after-sales-photo-input"),
            },
            Screen.says(".after-sales-photo-count", "1"),
            picture("screen-photo"),
            Screen.add("Shirt"),
        ].flat(),
});

/** Another size: what is here, what is elsewhere, and the new one goes on the ticket. */
tours.add("screen_exchange", {
    steps: () =>
        [
            Screen.open(),
            Screen.find("TILL-COAT"),
            Screen.openLine("Coat (S)"),
            Screen.choose({ reason: MIND, grade: "As new", resolution: "exchange" }),
            // Whatever the customer takes instead; then another size after all.
            { trigger: ".after-sales-other-product", run: "click" },
            { trigger: ".after-sales-product-search", run: "edit Shoe" },
            { trigger: ".after-sales-product[data-product=Shoe]", run: "click" },
            { trigger: ".after-sales-variant-row.active[data-product=Shoe]" },
            picture("screen-other-product"),
            { trigger: ".after-sales-variant-confirm", run: "click" },
            Screen.says(".after-sales-variant", "Shoe"),
            { trigger: ".after-sales-variant", run: "click" },
            Screen.says('.after-sales-variant-row[data-product="Coat (M)"]', "2 here"),
            Screen.says('.after-sales-variant-row[data-product="Coat (L)"]', "4 in Store South"),
            { trigger: '.after-sales-variant-row[data-product="Coat (L)"]', run: "click" },
            { trigger: '.after-sales-delivery [data-choice="store"].btn-primary' },
            picture("screen-variants"),
            { trigger: ".after-sales-variant-confirm", run: "click" },
            Screen.says(".after-sales-variant", "Coat (L), ordered to this store"),
            Screen.add("Coat (S)"),
            picture("screen-exchange"),
            { trigger: ".after-sales-confirm:enabled", run: "click" },
            ProductScreen.isShown(),
            Screen.says(".after-sales-banner", "Coat (S)"),
            Screen.says(".after-sales-due", "Nothing to pay"),
            picture("screen-exchange-products"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            picture("screen-exchange-receipt"),
        ].flat(),
});

/** Too late: a manager allows it with a password, not without. */
tours.add("screen_override", {
    steps: () =>
        [
            Screen.open(),
            Screen.find("TILL-2"),
            Screen.openLine("Shirt"),
            Screen.choose({ reason: MIND, grade: "As new" }),
            Screen.live("refused", "110.00"),
            Screen.add("Shirt"),
            Screen.says(".after-sales-override", "Against the policy"),
            picture("screen-override-needed"),
            { trigger: ".after-sales-override", run: "click" },
            { trigger: ".after-sales-login", run: "edit till_manager" },
            { trigger: ".after-sales-password", run: "edit wrong" },
            { trigger: ".after-sales-override-reason", run: "edit A good customer" },
            { trigger: ".after-sales-override-confirm:enabled", run: "click" },
            { trigger: ".after-sales-override-problem" },
            picture("screen-override-refused"),
            { trigger: ".after-sales-password", run: "edit till_manager" },
            { trigger: ".after-sales-override-confirm:enabled", run: "click" },
            { trigger: "body:not(:has(.after-sales-override))" },
            Screen.says(".after-sales-wish .after-sales-allowed", "A manager allowed it"),
            picture("screen-override-given"),
            { trigger: ".after-sales-confirm:enabled", run: "click" },
            PaymentScreen.isShown(),
        ].flat(),
});

/** Without a receipt: a manager is shown the goods and their price. */
tours.add("screen_without_receipt", {
    steps: () =>
        [
            Screen.open(),
            { trigger: ".after-sales-without-receipt", run: "click" },
            { trigger: ".after-sales-product-search", run: "edit Shoe" },
            picture("screen-no-receipt"),
            { trigger: ".after-sales-product[data-product=Shoe]", run: "click" },
            { trigger: ".after-sales-price", run: "edit 44 && press Tab" },
            Screen.choose({ reason: MIND, grade: "As new" }),
            Screen.says(".after-sales-amount", "44.00"),
            picture("screen-no-receipt-price"),
            Screen.add("Shoe"),
            Screen.total("44.00"),
            { trigger: ".after-sales-override", run: "click" },
            Screen.says(".after-sales-override-items", "× Shoe at $ 44.00"),
            Screen.says(".after-sales-override-items", "Pay back"),
            picture("screen-no-receipt-manager"),
            { trigger: ".after-sales-login", run: "edit till_manager" },
            { trigger: ".after-sales-password", run: "edit till_manager" },
            { trigger: ".after-sales-override-reason", run: "edit Bought last week" },
            { trigger: ".after-sales-override-confirm:enabled", run: "click" },
            { trigger: "body:not(:has(.after-sales-override))" },
            // More of it is asked for again.
            { trigger: ".after-sales-wish[data-product=Shoe]", run: "click" },
            { trigger: ".after-sales-more", run: "click" },
            { trigger: ".after-sales-save", run: "click" },
            Screen.total("88.00"),
            Screen.says(".after-sales-override", "Without receipt"),
        ].flat(),
});

/** Turned away, with the policy's own sentence kept. */
tours.add("screen_reject", {
    steps: () =>
        [
            Screen.open(),
            Screen.find("TILL-2"),
            Screen.openLine("Shirt"),
            Screen.choose({ reason: MIND, resolution: "reject" }),
            Screen.add("Shirt"),
            { trigger: ".after-sales-confirm:enabled", run: "click" },
            { trigger: ".after-sales-taken-in" },
            picture("screen-rejected"),
            { trigger: ".after-sales-taken-in-close", run: "click" },
            { trigger: "body:not(:has(.after-sales-wish))" },
        ].flat(),
});

/** Others decide on it: it gets a number, and nothing is paid; the rest of the ticket goes on. */
tours.add("screen_centre", {
    steps: () =>
        [
            Screen.open(),
            Screen.find("TILL-1"),
            Screen.openLine("Shoe"),
            Screen.choose({ reason: "Other", resolution: "centre" }),
            Screen.add("Shoe"),
            Screen.openLine("Shirt"),
            Screen.choose({ reason: MIND, grade: "As new" }),
            Screen.add("Shirt"),
            Screen.total("110.00"),
            { trigger: ".after-sales-confirm:enabled", run: "click" },
            Screen.says(".after-sales-taken-in", "RMA"),
            picture("screen-centre"),
            { trigger: ".after-sales-taken-in-close", run: "click" },
            PaymentScreen.isShown(),
            Screen.says(".after-sales-due", "110.00"),
        ].flat(),
});

/** Switched off: nobody is offered what the server refuses. */
tours.add("screen_off", {
    steps: () =>
        [
            Chrome.startPoS(),
            ProductScreen.isShown(),
            { trigger: ".product-screen:not(:has(.after-sales-return-button))" },
            ProductScreen.clickControlButtonMore(),
            { trigger: ".control-buttons-modal:not(:has(.after-sales-return-button))" },
        ].flat(),
});

/** Two serial numbers of one receipt: tapped, and scanned while the choices are open. */
tours.add("screen_serials", {
    steps: () =>
        [
            Screen.open(),
            Screen.find("TILL-PHONES"),
            Screen.openLine("Phone"),
            Screen.choose({ reason: MIND, grade: "As new" }),
            { trigger: ".after-sales-save", run: "click" },
            Screen.says('[data-section="lots"]', "Please choose"),
            { trigger: '.after-sales-serial[data-serial="P-1"]', run: "click" },
            Screen.scan("P-3"),
            { trigger: '.after-sales-serial.btn-primary[data-serial="P-3"]' },
            Screen.live("eligible", "1,100.00"),
            picture("screen-serials"),
            Screen.add("Phone"),
            Screen.says(".after-sales-line[data-product=Phone]", "1 of 3 may come back"),
        ].flat(),
});

/** Asked for online: the label of the return is scanned, and it comes back as it was asked. */
tours.add("screen_rma", {
    steps: () =>
        [
            Screen.open(),
            Screen.find("RMA-ONLINE"),
            Screen.openLine("Shirt"),
            { trigger: ".after-sales-reasons .btn-primary:contains(mind)" },
            Screen.choose({ grade: "As new" }),
            Screen.live("eligible", "110.00"),
            picture("screen-rma"),
            Screen.add("Shirt"),
        ].flat(),
});

/** Dropped: the units are free again. */
tours.add("screen_drop", {
    steps: () =>
        [
            Screen.open(),
            Screen.find("TILL-1"),
            Screen.openLine("Shirt"),
            Screen.choose({ reason: MIND, grade: "As new" }),
            Screen.add("Shirt"),
            { trigger: ".after-sales-drop-ticket", run: "click" },
            picture("screen-drop"),
            Dialog.confirm("Drop"),
            ProductScreen.isShown(),
            Chrome.endTour(),
        ].flat(),
});

/** Without a connection: a sentence, and only what the till knows itself. */
tours.add("screen_offline", {
    steps: () =>
        [
            Chrome.startPoS(),
            scanProduct("Shirt"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Cash North"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.isShown(),
            ReceiptScreen.clickNextOrder(),
            { trigger: ".after-sales-return-button", run: "click" },
            OfflineUtil.setOfflineMode(),
            Screen.find("TILL-1"),
            Screen.says(".after-sales-offline", "No connection"),
            Screen.says(".after-sales-message", "no connection"),
            picture("screen-offline"),
            Screen.find("Shirt"),
            Screen.openLine("Shirt"),
            Screen.choose({ reason: MIND, grade: "As new" }),
            Screen.live("eligible", "110.00"),
            picture("screen-offline-editor"),
            Screen.add("Shirt"),
            { trigger: ".after-sales-confirm:enabled", run: "click" },
            PaymentScreen.isShown(),
            OfflineUtil.setOnlineMode(),
        ].flat(),
});

/** Held at the other till: who has it is told, and nothing joins the ticket. */
tours.add("screen_taken", {
    steps: () =>
        [
            Screen.open(),
            Screen.find("TILL-COAT"),
            Screen.says(".after-sales-line", "0 of 1 may come back"),
            picture("screen-taken"),
        ].flat(),
});

/** On a phone: one pane at a time, the button under the cart's actions. */
tours.add("screen_phone", {
    steps: () =>
        [
            Chrome.startPoS(),
            ProductScreen.clickReview(),
            ProductScreen.clickControlButtonMore(),
            picture("phone-actions"),
            { trigger: ".after-sales-return-button", run: "click" },
            picture("phone-empty"),
            Screen.find("TILL-1"),
            Screen.hasLine("Shirt", "eligible"),
            picture("phone-lines"),
            Screen.openLine("Shirt"),
            picture("phone-editor"),
            Screen.choose({ reason: MIND, grade: "As new" }),
            Screen.live("eligible", "110.00"),
            picture("phone-chosen"),
            { trigger: ".after-sales-save", run: "click" },
            { trigger: ".after-sales-review", run: "click" },
            Screen.total("110.00"),
            picture("phone-ticket"),
        ].flat(),
});

/** Gives a file to the field, as the camera does. */
async function attachPhoto(selector) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 64;
    canvas.getContext("2d").fillRect(8, 8, 48, 48);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    const files = new DataTransfer();
    files.items.add(new File([blob], "photo.png", { type: "image/png" }));
    const input = document.querySelector(selector);
    input.files = files.files;
    input.dispatchEvent(new Event("change"));
}
