import { registry } from "@web/core/registry";

const PAGE = ".o_after_sales_sampling";

function counted(units, majors) {
    return {
        content: `${units} units looked at, ${majors} major`,
        trigger: `${PAGE}:has(.o_after_sales_counted:contains(${units} / 80)) .o_after_sales_major .o_after_sales_found:contains(${majors})`,
    };
}

function tap(selector) {
    return { content: `tap ${selector}`, trigger: `${PAGE} ${selector}:enabled`, run: "click" };
}

/** As a scanner does it, which is a fast keyboard. */
function scan(code) {
    return {
        content: `scan ${code}`,
        trigger: PAGE,
        run: () => {
            for (const key of [...code, "Enter"]) {
                document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
            }
        },
    };
}

function press(key) {
    return {
        content: `press ${key}`,
        trigger: `${PAGE} .o_after_sales_good:enabled`,
        run: () =>
            document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })),
    };
}

const LOOK_FOR = {
    content: "look for the defect",
    trigger: `${PAGE} .o_after_sales_filter`,
    run: "edit major fault",
};
const MAJOR = ".o_after_sales_defects button:contains(major fault)";

registry.category("web_tour.tours").add("after_sales_sampling_tour", {
    steps: () => [
        { trigger: ".o_form_view button[name=action_count]", run: "click" },
        counted(0, 0),
        tap(".o_after_sales_good"),
        counted(1, 0),
        scan("5901234123457"),
        { trigger: `${PAGE} .o_after_sales_barcode:value(5901234123457)` },
        {
            content: "the digits of a barcode are no keys",
            trigger: `${PAGE} .o_after_sales_defects:not(:has([aria-pressed=true]))`,
        },
        tap(".o_after_sales_good"),
        counted(2, 0),
        scan("999999"),
        { trigger: `${PAGE} .o_after_sales_barcode:value(999999)` },
        tap(".o_after_sales_good"),
        { content: "not of this lot", trigger: `${PAGE} .o_after_sales_problem:contains(nobody knows 999999)` },
        counted(2, 0),
        tap(".o_after_sales_bad"),
        { content: "what is wrong?", trigger: `${PAGE} .o_after_sales_problem:contains(Tap what is wrong)` },
        LOOK_FOR,
        tap(MAJOR),
        tap(".o_after_sales_bad"),
        counted(3, 1),
        tap(MAJOR),
        tap(".o_after_sales_bad"),
        counted(4, 2),
        { content: "by mistake", trigger: `${PAGE} .o_after_sales_take_back`, run: "click" },
        counted(3, 1),
        {
            content: "it survives a reload",
            trigger: PAGE,
            run: () => window.location.reload(),
            expectUnloadPage: true,
        },
        counted(3, 1),
        LOOK_FOR,
        { trigger: `${PAGE} ${MAJOR}:only-child` },
        { content: "by keyboard", trigger: `${PAGE} h2`, run: () => document.activeElement.blur() },
        press("1"),
        { trigger: `${PAGE} ${MAJOR}[aria-pressed=true]` },
        press("-"),
        counted(4, 2),
        press("+"),
        counted(5, 2),
        tap(MAJOR),
        tap(".o_after_sales_bad"),
        counted(6, 3),
        tap(MAJOR),
        tap(".o_after_sales_bad"),
        counted(7, 4),
        { trigger: `${PAGE} .o_after_sales_state[data-state=refused]` },
        {
            trigger: `${PAGE} .o_after_sales_decision:contains(4 nonconforming units)`,
        },
    ],
});
