import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
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
    scanProduct,
    startConfirm,
    takeBack,
} from "./till_util";

const PARTNER = "Till Customer";

/** What other customers have in their carts: [product, quantity] each. */
function parked({ models }) {
    return models["pos.order"]
        .filter((order) => order.state === "draft" && !order.after_sales_ticket)
        .flatMap((order) => order.lines.map((line) => [line.product_id.display_name, line.qty]));
}

function hasParked(...carts) {
    return check(`parked: ${carts}`, (pos) => String(parked(pos).sort()) === String(carts));
}

/** Two customers wait while a phone is exchanged: the new serial is asked, their carts stay. */
registry.category("web_tour.tours").add("till_exchange_serial", {
    steps: () =>
        [
            Chrome.startPoS(),
            scanProduct("Shirt"),
            Chrome.createFloatingOrder(),
            scanProduct("Shoe"),
            scanProduct("Shoe"),
            takeBack(PARTNER, "Phone", { exchange: "Phone" }),
            startConfirm(),
            ProductScreen.enterExistingLotNumber("PH-3"),
            bannerSays("Nothing to pay"),
            hasParked(["Shirt", 1], ["Shoe", 2]),
            ProductScreen.clickPayButton(),
            PaymentScreen.totalIs("0.00"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays("Exchange", "SN PH-1", "SN PH-3"),
            hasParked(["Shirt", 1], ["Shoe", 2]),
        ].flat(),
});

const drop = () =>
    onTicket("Drop the return", async (ticket) => {
        await ticket.drop();
    });

const hasReward = (amount) =>
    check(
        `a reward of ${amount}`,
        ({ models }) =>
            models["pos.order.line"]
                .filter((line) => line.is_reward_line && line.order_id.state === "draft")
                .reduce((sum, line) => sum + line.prices.total_included, 0)
                .toFixed(2) === amount
    );

/**
 * 10 % off every purchase: not on an even exchange, whose goods were lowered before; nothing of
 * it stays when the return is dropped. What a card had paid stays on no side.
 */
registry.category("web_tour.tours").add("till_exchange_corners", {
    steps: () =>
        [
            Chrome.startPoS(),
            takeBack("TILL-CASH", "Shirt", { exchange: "Shirt" }),
            confirmTicket(),
            bannerSays("Nothing to pay"),
            hasReward("0.00"),
            scanProduct("Shoe"),
            bannerSays("Customer pays $ 79.20"),
            hasReward("-8.80"),
            drop(),
            takeBack("TILL-CASH", "Shirt", { exchange: "Shoe" }),
            confirmTicket(),
            bannerSays("Customer gets back $ 30.80"),
            drop(),
            check("nothing is left but the shoe that was added", ({ models }) => {
                const orders = models["pos.order"].filter((order) => order.state === "draft");
                const goods = orders.flatMap((order) => order.lines.map((line) => line.qty));
                return orders.every((order) => !order.after_sales_ticket) && goods.length === 2;
            }),
            takeBack("TILL-CARD", "Shoe", { exchange: "Shoe" }),
            confirmTicket(),
            bannerSays("Nothing to pay"),
            picture("till-exchange-card"),
            ProductScreen.clickPayButton(),
            PaymentScreen.totalIs("0.00"),
            PaymentScreen.clickValidate(),
            receiptIsShown(),
            receiptSays("Exchange", "Nothing to pay"),
            picture("till-exchange-card-receipt"),
        ].flat(),
});
