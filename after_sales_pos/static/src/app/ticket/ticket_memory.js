import { browser } from "@web/core/browser/browser";

/** Of this till's session: what an older session left open is of no use. */
function key() {
    return `after_sales_ticket_${odoo.pos_config_id}_${odoo.pos_session_id}`;
}

/** Keeps an open ticket through a reload of the page. Its orders are kept by the till itself. */
export function rememberTicket({ uuid, wishes, quote, expiry, overrides, allowedTenders }) {
    const memory = { uuid, wishes, quote, expiry, overrides, allowedTenders };
    browser.localStorage.setItem(key(), JSON.stringify(memory));
}

/** @returns {object|null} what `rememberTicket` was given last, unless it was forgotten */
export function recallTicket() {
    return JSON.parse(browser.localStorage.getItem(key()) || "null");
}

export function forgetTicket() {
    browser.localStorage.removeItem(key());
}
