import { Component, useState } from "@odoo/owl";

/** The picture of a product; without a connection it is not there, and a box stands for it. */
export class ProductPicture extends Component {
    static template = "after_sales_pos.ProductPicture";
    static props = { productId: Number };

    setup() {
        this.state = useState({ failed: false });
    }

    get source() {
        return `/web/image/product.product/${this.props.productId}/image_128`;
    }
}
