import { _t } from "@web/core/l10n/translation";

/**
 * What the wishes are worth when the server cannot be asked.
 *
 * @returns {{quote: object|null, problem: string|null}}
 */
export function quoteLocally(pos, wishes) {
    return {
        quote: null,
        problem: _t("The till has no connection: returns need one. Try again later."),
    };
}
