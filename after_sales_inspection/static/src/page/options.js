import { _t } from "@web/core/l10n/translation";

/**
 * What an item offers to press, in the order of the keys 1, 2, …
 *
 * @returns {{value: string|number, label: string, icon: string, look: string}[]}
 */
export function optionsOf(item) {
    const offered = [];
    if (item.kind === "pass_fail") {
        offered.push(
            { value: "pass", label: _t("Pass"), icon: "fa-check", look: "success" },
            { value: "fail", label: _t("Fail"), icon: "fa-times", look: "danger" }
        );
    }
    for (const { id, name, failed } of item.choices) {
        offered.push({ value: id, label: name, icon: "", look: failed ? "danger" : "success" });
    }
    if (item.optional) {
        offered.push({ value: "na", label: _t("Does not apply"), icon: "fa-ban", look: "secondary" });
    }
    return offered;
}
