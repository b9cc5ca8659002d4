import { registry } from "@web/core/registry";
import * as PartnerList from "@point_of_sale/../tests/pos/tours/utils/partner_list_util";
import { picture } from "@after_sales_pos/../tests/tours/picture";
import * as Screen from "@after_sales_pos/../tests/tours/screen_util";

const tours = registry.category("web_tour.tours");
const FAULT = "Does not work";

/** The words at the counter and the slip to print; then the next customer. */
function takenIn(name) {
    return [
        { trigger: ".after-sales-confirm:enabled", run: "click" },
        Screen.says(".after-sales-taken-in", "is taken in for repair"),
        Screen.says(".after-sales-slip", "Intake slip"),
        picture(name),
        { trigger: ".after-sales-taken-in-close", run: "click" },
        { trigger: "body:not(:has(.after-sales-wish))" },
        { trigger: ".after-sales-return-screen .after-sales-search" },
    ];
}

/** Sold at a till: its serial number is scanned, and the condition is not asked. */
tours.add("till_repair_receipt", {
    steps: () =>
        [
            Screen.open(),
            Screen.find("R-1"),
            { trigger: '.after-sales-serial.btn-primary[data-serial="R-1"]' },
            Screen.choose({ reason: FAULT, resolution: "repair" }),
            { trigger: ".after-sales-editor:not(:has(.after-sales-grades))" },
            { trigger: ".after-sales-note", run: "edit Screen stays dark && press Tab" },
            picture("repair-chosen"),
            Screen.add("Phone"),
            takenIn("repair-taken-in"),
        ].flat(),
});

/** The customer's own: no receipt, no manager, a serial that nobody here knows. */
tours.add("till_repair_own", {
    steps: () =>
        [
            Screen.open(),
            { trigger: ".after-sales-without-receipt", run: "click" },
            { trigger: ".after-sales-product-search", run: "edit Phone" },
            { trigger: ".after-sales-product[data-product=Phone]", run: "click" },
            { trigger: ".after-sales-serial-input", run: "edit IMEI-77 && press Enter" },
            { trigger: '.after-sales-serial.btn-primary[data-serial="IMEI-77"]' },
            Screen.choose({ reason: FAULT, resolution: "repair" }),
            Screen.add("Phone"),
            { trigger: ".after-sales-confirm:enabled", run: "click" },
            PartnerList.clickPartner("Lena Fischer"),
            takenIn("repair-own-item").slice(1),
        ].flat(),
});
