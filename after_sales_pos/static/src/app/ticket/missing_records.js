/**
 * What a quote names and this till has not loaded: products sold elsewhere, their taxes, …
 *
 * @returns {Promise<boolean>} whether the till can work with all of it
 */
export async function loadMissing(pos, quote) {
    const lines = [...quote.orders.flatMap((order) => order.lines), ...quote.exchanges];
    const products = [quote.settlement_product_id, ...lines.map((line) => line.product_id)];
    const taxes = lines.flatMap((line) => line.tax_ids || []);
    await loadProducts(pos, missing(pos, "product.product", products));
    await load(pos, "account.tax", taxes);
    await load(pos, "res.partner", quote.orders.map((order) => order.partner_id));
    const isMissing = (model, ids) => missing(pos, model, ids).length > 0;
    return !isMissing("product.product", products) && !isMissing("account.tax", taxes);
}

function missing(pos, model, ids) {
    return [...new Set(ids)].filter((id) => id && !pos.models[model].get(id));
}

async function load(pos, model, ids) {
    const unknown = missing(pos, model, ids);
    if (unknown.length) {
        await pos.data.read(model, unknown);
    }
}

/** Archived ones too: they were sold once. */
async function loadProducts(pos, ids) {
    if (ids.length) {
        await pos.data.callRelated(
            "product.template",
            "load_product_from_pos",
            [odoo.pos_config_id, [["product_variant_ids.id", "in", ids]], 0, 0],
            { context: { load_archived: true } },
            false
        );
    }
}
