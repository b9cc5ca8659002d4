import { _t } from "@web/core/l10n/translation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";

/**
 * Calls a method of this till on the server.
 *
 * @throws {RPCError} with a sentence for the cashier in `data.message`
 * @throws {ConnectionLostError}
 */
export async function callTill(pos, method, ...args) {
    return await pos.data.call("pos.config", method, [[pos.config.id], ...args]);
}

/** @returns {string|null} what the cashier is told of the error; nothing of a programmer's one */
export function sentenceOf(error) {
    if (error instanceof ConnectionLostError) {
        return _t("The till has no connection, and this needs one. Try again in a moment.");
    }
    return error instanceof RPCError ? error.data?.message || error.message : null;
}

/**
 * Does something with the server; a refusal becomes a dialog with its sentence.
 *
 * @returns {Promise<any>} what `action` returns, undefined when the cashier was told a problem
 */
export async function withSentences(dialog, action) {
    try {
        return await action();
    } catch (error) {
        const body = sentenceOf(error);
        if (!body) {
            throw error;
        }
        const title =
            error instanceof ConnectionLostError ? _t("No connection") : _t("This cannot be done");
        dialog.add(AlertDialog, { title, body });
    }
}
