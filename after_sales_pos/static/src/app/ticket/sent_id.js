/**
 * @param {number|string} id of a sold line as the ticket kept it
 * @returns {number} as the server has it; 0 while it does not know the line
 */
export function sentId(models, id) {
    return Number(models["pos.order.line"].getBy("uuid", id)?.id ?? id) || 0;
}
