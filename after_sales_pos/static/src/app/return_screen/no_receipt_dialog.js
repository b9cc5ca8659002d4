import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { normalize } from "@web/core/l10n/utils";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { ConnectionLostError } from "@web/core/network/rpc";
import { ProductPicture } from "./product_picture";
import { useScanner } from "./scan";

const MOST = 20;

/** Which product it is: comes back without a receipt, or is taken instead; payload: it. */
export class NoReceiptDialog extends Component {
    static template = "after_sales_pos.NoReceiptDialog";
    static components = { Dialog, ProductPicture };
    static props = {
        query: String,
        title: { type: String, optional: true },
        hint: { type: String, optional: true },
        getPayload: Function,
        close: Function,
    };

    setup() {
        this.pos = usePos();
        useAutofocus({ refName: "input", mobile: true, selectAll: true });
        this.state = useState({ query: this.props.query, isSearched: false });
        useScanner((code) => this.scan(code), true);
    }

    get title() {
        return this.props.title || _t("Without receipt");
    }

    get hint() {
        return (
            this.props.hint ||
            _t("Scan or choose the product. A manager allows it and says what is paid back.")
        );
    }

    get products() {
        const query = normalize(this.state.query.trim());
        const { models } = this.pos;
        const goods = models["product.product"].filter((product) => product.type === "consu");
        const found = query
            ? goods.filter((product) => product.searchString.includes(query))
            : goods;
        return found.slice(0, MOST);
    }

    /** The only one, or the one of the barcode, is meant; others are asked of the server. */
    async submit() {
        const query = this.state.query.trim();
        if (!this.selectOnly(query)) {
            await this.loadMore(query);
            this.selectOnly(query);
            this.state.isSearched = true;
        }
    }

    selectOnly(query) {
        const { products } = this;
        const exact = products.find(
            (product) => query && [product.barcode, product.default_code].includes(query)
        );
        const only = exact || (query && products.length === 1 && products[0]);
        if (only) {
            this.select(only);
        }
        return only;
    }

    async loadMore(query) {
        const domain = ["|", ["barcode", "=", query], ["display_name", "ilike", query]];
        try {
            await this.pos.data.callRelated(
                "product.template",
                "load_product_from_pos",
                [odoo.pos_config_id, domain, 0, MOST],
                {},
                false
            );
        } catch (error) {
            // Without a connection the till's own products are all there is.
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    }

    scan(code) {
        this.state.query = code;
        return this.submit();
    }

    select(product) {
        this.props.getPayload(product);
        this.props.close();
    }
}
