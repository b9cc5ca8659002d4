/** @returns {number|undefined} the product of settlement lines, as far as the till knows it */
export function settlementProductId(pos) {
    return pos.company.raw.after_sales_settlement_product_id || undefined;
}
