import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";

/** Opens the till and its return screen. */
export function open() {
    return [
        Chrome.startPoS(),
        { trigger: ".after-sales-return-button", run: "click" },
        { trigger: ".after-sales-return-screen .after-sales-search" },
    ].flat();
}

/** What a scanner reads while no field has the focus. */
export function scan(code) {
    return {
        content: `Scan ${code}`,
        trigger: ".after-sales-return-screen",
        run: async () => {
            const { barcode_reader: reader } = odoo.__WOWL_DEBUG__.root.env.services;
            await reader.scan(code);
        },
    };
}

/** What is typed, and confirmed. */
export function find(query) {
    return [
        {
            content: `Look for ${query}`,
            trigger: ".after-sales-search",
            run: `edit ${query}`,
        },
        { trigger: ".after-sales-find", run: "click" },
    ];
}

export function hasSale(name) {
    return { trigger: `.after-sales-sale[data-name="${name}"]` };
}

export function openSale(name) {
    return { trigger: `.after-sales-sale[data-name="${name}"]`, run: "click" };
}

export function hasLine(product, verdict) {
    return { trigger: `.after-sales-line[data-product="${product}"][data-verdict="${verdict}"]` };
}

export function openLine(product) {
    return [
        { trigger: `.after-sales-line[data-product="${product}"]:enabled`, run: "click" },
        { trigger: ".after-sales-editor" },
    ];
}

export function says(selector, text) {
    return { content: `Says ${text}`, trigger: `${selector}:contains("${text}")` };
}

/** Reason and condition by their names, what the customer gets by its value. */
export function choose({ reason, grade, resolution }) {
    const chip = (group, name) => ({
        content: `Choose ${name}`,
        trigger: `.after-sales-${group} .after-sales-chip:contains("${name}")`,
        run: "click",
    });
    return [
        reason && chip("reasons", reason),
        resolution && {
            trigger: `.after-sales-resolutions [data-choice="${resolution}"]`,
            run: "click",
        },
        grade && chip("grades", grade),
    ].filter(Boolean);
}

export function live(verdict, amount) {
    return [
        { trigger: `.after-sales-live [data-verdict="${verdict}"]` },
        says(".after-sales-amount", amount),
    ];
}

/** Puts the item on the ticket. */
export function add(product) {
    return [
        { trigger: ".after-sales-save", run: "click" },
        { trigger: `.after-sales-wish[data-product="${product}"]` },
        { trigger: "body:not(:has(.after-sales-editor))" },
    ];
}

export function total(amount) {
    return says(".after-sales-total", amount);
}

/** The words of a dialog. */
export function dialogSays(text) {
    return says(".modal-body", text);
}
