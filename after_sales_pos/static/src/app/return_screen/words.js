import { _t } from "@web/core/l10n/translation";
import { deserializeDate, deserializeDateTime, formatDate } from "@web/core/l10n/dates";

const { DateTime } = luxon;

/** @returns {{label: string, icon: string, color: string}} how a verdict looks */
export function verdictWords(verdict) {
    const words = {
        eligible: { label: _t("May come back"), icon: "fa-check-circle", color: "success" },
        review: { label: _t("A manager decides"), icon: "fa-user-circle", color: "warning" },
        refused: { label: _t("Not taken back"), icon: "fa-times-circle", color: "danger" },
    };
    return words[verdict] || words.review;
}

/** @returns {{label: string, icon: string}} where a sale comes from */
export function saleWords(kind) {
    const words = {
        pos: { label: _t("Receipt"), icon: "fa-shopping-basket" },
        sale: { label: _t("Order"), icon: "fa-globe" },
        return: { label: _t("Return"), icon: "fa-reply" },
        none: { label: _t("Without receipt"), icon: "fa-question" },
    };
    return words[kind];
}

/** @returns {{label: string, placeholder: string}} what the units of a product are known by */
export function trackingWords(tracking) {
    if (tracking === "lot") {
        return { label: _t("Lot"), placeholder: _t("Scan or type the lot") };
    }
    return { label: _t("Serial number"), placeholder: _t("Scan or type the serial number") };
}

/** @returns {string} why a manager is needed */
export function overrideWords(kind) {
    const words = {
        no_receipt: _t("Without receipt"),
        policy: _t("Against the policy"),
        limit: _t("Above the cashier's limit"),
        tender: _t("Another tender than the original"),
        plain: _t("Refund beside Returns"),
    };
    return words[kind] || kind;
}

/** @returns {string} a moment of the server, or of this till, as a date of the cashier */
export function dateWords(moment) {
    if (!moment) {
        return "";
    }
    if (moment.includes("T")) {
        return formatDate(DateTime.fromISO(moment));
    }
    const read = moment.length > 10 ? deserializeDateTime : deserializeDate;
    return formatDate(read(moment));
}
