import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import { picture } from "./picture";
import { check, receiptHasBarcode, receiptIsShown, scanProduct, told } from "./till_util";

registry.category("web_tour.tours").add("till_plain_sale", {
    steps: () =>
        [
            Chrome.startPoS(),
            scanProduct("Shirt"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Cash North"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptHasBarcode(),
            picture("till-plain-receipt"),
        ].flat(),
});

function openReceipt() {
    return [
        Chrome.clickOrders(),
        TicketScreen.selectFilter("Paid"),
        { trigger: ".ticket-screen .order-row:first", run: "click" },
    ].flat();
}

function chooseOne(name) {
    return [
        { trigger: `.ticket-screen .orderline:contains('${name}')`, run: "click" },
        { trigger: ".ticket-screen .numpad button:contains('1')", run: "click" },
    ];
}

function payRefund() {
    return [
        TicketScreen.confirmRefund(),
        PaymentScreen.isShown(),
        PaymentScreen.clickPaymentMethod("Cash North"),
        PaymentScreen.clickValidate(),
    ].flat();
}

/** Odoo's own refund of one unit of the only receipt, up to the payment. */
function refundOf(name) {
    return [Chrome.startPoS(), openReceipt(), chooseOne(name), payRefund()].flat();
}

/** The shirt of the only receipt is held at the other till: Odoo's own refund is refused. */
registry.category("web_tour.tours").add("till_core_refund_refused", {
    steps: () =>
        [
            refundOf("Shirt"),
            picture("till-core-refund-refused"),
            told("Till South"),
            PaymentScreen.isShown(),
            check(
                "nothing is half made",
                ({ selectedOrder }) => selectedOrder.state === "draft" && !selectedOrder.isSynced
            ),
        ].flat(),
});

/** Goods go through the return screen; a service is paid back all the same. */
registry.category("web_tour.tours").add("till_core_refund_service", {
    steps: () => [refundOf("Tailoring"), receiptIsShown()].flat(),
});

/** Chosen with goods, which open the return screen, the service is paid back afterwards. */
registry.category("web_tour.tours").add("till_core_refund_both", {
    steps: () =>
        [
            Chrome.startPoS(),
            openReceipt(),
            chooseOne("Shirt"),
            chooseOne("Tailoring"),
            TicketScreen.confirmRefund(),
            { trigger: ".o_notification:contains('Tailoring cannot come back')" },
            { trigger: ".after-sales-return-screen .after-sales-back", run: "click" },
            openReceipt(),
            payRefund(),
            receiptIsShown(),
        ].flat(),
});

/** Beside Returns with a manager, who reads what the policy says of it. */
registry.category("web_tour.tours").add("till_core_refund_manager", {
    steps: () =>
        [
            refundOf("Shirt"),
            { trigger: ".modal .selection-item:contains('Does not fit at all')", run: "click" },
            { trigger: ".after-sales-override-body:contains('Does not fit at all')" },
            { trigger: ".after-sales-override-body:contains('Shirt: ')" },
            picture("till-core-refund-manager"),
            { trigger: ".after-sales-login", run: "edit till_manager" },
            { trigger: ".after-sales-password", run: "edit till_manager" },
            { trigger: ".after-sales-override-reason", run: "edit A good customer" },
            { trigger: ".after-sales-override-confirm:enabled", run: "click" },
            receiptIsShown(),
        ].flat(),
});
