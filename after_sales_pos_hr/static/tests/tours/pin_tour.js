import { registry } from "@web/core/registry";
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as PosHr from "@pos_hr/../tests/tours/utils/pos_hr_helpers";
import * as Screen from "@after_sales_pos/../tests/tours/screen_util";
import { picture } from "@after_sales_pos/../tests/tours/picture";

const tours = registry.category("web_tour.tours");

/** Nina sells; what is too late is allowed by the leader's PIN, not by a guessed one. */
tours.add("pin_override", {
    steps: () =>
        [
            Chrome.startPoS(),
            PosHr.login("Nina Seller", "3333"),
            { trigger: ".after-sales-return-button", run: "click" },
            Screen.find("TILL-LATE"),
            Screen.openLine("Shirt"),
            Screen.choose({ reason: "Change of mind", grade: "As new" }),
            Screen.live("refused", "110.00"),
            Screen.add("Shirt"),
            { trigger: ".after-sales-override", run: "click" },
            { trigger: ".after-sales-manager[data-name='Carl Chief']" },
            { trigger: "body:not(:has(.after-sales-manager[data-name='Nina Seller']))" },
            { trigger: "body:not(:has(.after-sales-manager[data-name='Neo Newcomer']))" },
            { trigger: ".after-sales-manager[data-name='Lea Leader']", run: "click" },
            { trigger: ".after-sales-pin", run: "edit 9999" },
            { trigger: ".after-sales-override-reason", run: "edit A good customer" },
            { trigger: ".after-sales-override-confirm:enabled", run: "click" },
            Screen.says(".after-sales-override-problem", "not the PIN of a manager"),
            picture("pin-refused"),
            { trigger: ".after-sales-credentials-toggle", run: "click" },
            { trigger: ".after-sales-login" },
            { trigger: ".after-sales-override-confirm:disabled" },
            { trigger: ".after-sales-credentials-toggle", run: "click" },
            { trigger: ".after-sales-manager[data-name='Lea Leader']", run: "click" },
            { trigger: ".after-sales-pin", run: "edit 1111" },
            { trigger: ".after-sales-override-confirm:enabled", run: "click" },
            { trigger: "body:not(:has(.after-sales-override))" },
            picture("pin-given"),
            { trigger: ".after-sales-confirm", run: "click" },
            PaymentScreen.isShown(),
        ].flat(),
});

/** No manager has a PIN: the login is asked for. */
tours.add("pin_none", {
    steps: () =>
        [
            Chrome.startPoS(),
            PosHr.login("Nina Seller", "3333"),
            { trigger: ".after-sales-return-button", run: "click" },
            Screen.find("TILL-LATE"),
            Screen.openLine("Shirt"),
            Screen.choose({ reason: "Change of mind", grade: "As new" }),
            Screen.add("Shirt"),
            { trigger: ".after-sales-override", run: "click" },
            { trigger: ".modal-body:contains('No manager of this till has a PIN')" },
            { trigger: ".after-sales-login" },
            picture("pin-none"),
        ].flat(),
});
