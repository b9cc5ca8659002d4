import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { useAsyncLockedMethod } from "@point_of_sale/app/hooks/hooks";
import { ChoiceChips } from "./choice_chips";
import { NoReceiptDialog } from "./no_receipt_dialog";
import { ProductPicture } from "./product_picture";
import { callTill, sentenceOf } from "./till_server";

/**
 * Which size or colour the customer takes instead, and where it comes from.
 *
 * Payload: {product_id, name, delivery: "here"|"store"|"home"}
 */
export class VariantsDialog extends Component {
    static template = "after_sales_pos.VariantsDialog";
    static components = { ChoiceChips, Dialog, ProductPicture };
    static props = {
        productId: Number,
        selected: { type: [Number, Boolean], optional: true },
        delivery: String,
        quantity: Number,
        getPayload: Function,
        close: Function,
    };

    setup() {
        this.pos = usePos();
        this.chooseOther = useAsyncLockedMethod(this.chooseOther);
        this.state = useState({
            productId: this.props.productId,
            variants: [],
            message: "",
            selected: this.props.selected || null,
            delivery: this.props.delivery,
        });
        onWillStart(() => this.load());
    }

    async load() {
        try {
            const { productId } = this.state;
            this.state.variants = await callTill(this.pos, "after_sales_variants", productId);
        } catch (error) {
            this.state.message = sentenceOf(error);
            if (!this.state.message) {
                throw error;
            }
        }
    }

    /** Whatever the customer takes instead, not another size only. */
    async chooseOther() {
        const product = await makeAwaitable(this.pos.dialog, NoReceiptDialog, {
            query: "",
            title: _t("Exchange for"),
            hint: _t("Scan or choose what the customer takes instead."),
        });
        if (!product) {
            return;
        }
        this.state.productId = product.id;
        this.state.selected = null;
        await this.load();
        const variant = this.state.variants.find(({ product_id: id }) => id === product.id);
        if (variant) {
            this.select(variant);
        }
    }

    get chosen() {
        return this.state.variants.find(({ product_id: id }) => id === this.state.selected);
    }

    isHere(variant) {
        return variant.quantity === false || variant.quantity >= this.props.quantity;
    }

    quantity(quantity) {
        return this.env.utils.formatProductQty(quantity, false);
    }

    select(variant) {
        this.state.selected = variant.product_id;
        this.state.delivery = this.isHere(variant) ? "here" : "store";
    }

    get deliveries() {
        const elsewhere = [
            { id: "store", label: _t("Order to this store"), icon: "fa-home" },
            { id: "home", label: _t("Send to the customer"), icon: "fa-truck" },
        ];
        const here = { id: "here", label: _t("Take along"), icon: "fa-shopping-bag" };
        return this.isHere(this.chosen) ? [here, ...elsewhere] : elsewhere;
    }

    confirm() {
        const { product_id, name } = this.chosen;
        this.props.getPayload({ product_id, name, delivery: this.state.delivery });
        this.props.close();
    }
}
