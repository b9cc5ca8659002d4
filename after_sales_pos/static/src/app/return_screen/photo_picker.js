import { Component, useState } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { useAsyncLockedMethod } from "@point_of_sale/app/hooks/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { readPhoto } from "./photo_file";
import { callTill, withSentences } from "./till_server";

/** Photos of what came back, by the camera or from a file; each is kept on the server at once. */
export class PhotoPicker extends Component {
    static template = "after_sales_pos.PhotoPicker";
    static props = {
        wishKey: String,
        count: Number,
        /** Data URLs of those taken at this till since the page was loaded. */
        thumbnails: Array,
        onTaken: Function,
    };

    setup() {
        this.pos = usePos();
        this.dialog = useService("dialog");
        this.state = useState({ isBusy: false });
        this.take = useAsyncLockedMethod(this.take);
    }

    async take(ev) {
        const files = [...ev.target.files];
        ev.target.value = "";
        this.state.isBusy = true;
        try {
            for (const file of files) {
                await withSentences(this.dialog, () => this.send(file));
            }
        } finally {
            this.state.isBusy = false;
        }
    }

    async send(file) {
        const url = await readPhoto(file);
        const data = url.slice(url.indexOf(",") + 1);
        const { uuid } = this.pos.returnTicket;
        const { wishKey, onTaken } = this.props;
        const args = [uuid, wishKey, file.name, data];
        onTaken(await callTill(this.pos, "after_sales_add_photo", ...args), url);
    }
}
