import { _t } from "@web/core/l10n/translation";
import { offeredResolutions } from "@after_sales_pos/app/ticket/resolutions";

/** What the screen knows of a product that nobody has the receipt of: a sale and its only line. */
export function withoutReceipt(pos, product, key) {
    const sale = {
        kind: "none",
        id: 0,
        name: _t("Without receipt"),
        date: false,
        partner: "",
        partner_id: false,
        store: "",
        total: 0,
        serial: false,
        product_id: product.id,
        quantity: false,
    };
    const line = {
        key: `none-${key}`,
        kind: "none",
        line_id: 0,
        product_id: product.id,
        product_name: product.display_name,
        tracking: product.tracking || "none",
        lots: [],
        date: false,
        price_unit: 0,
        quantity_sold: 0,
        quantity_left: 1,
        uom: product.uom_id?.name || "",
        verdict: "review",
        verdict_reason: _t("Without receipt: a manager decides."),
        deadline: false,
        resolutions: offeredResolutions(pos.config),
        reason_id: false,
        resolution: false,
        is_kit_part: false,
    };
    return { sale, line };
}
