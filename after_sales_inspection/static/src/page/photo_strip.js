import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { shrunk } from "./photo";

/** The photos of an answer, from the camera or from files. */
export class PhotoStrip extends Component {
    static template = "after_sales_inspection.PhotoStrip";
    static props = {
        photos: { type: Array, element: String },
        isNeeded: Boolean,
        isReadonly: Boolean,
        onPhotos: Function,
    };

    setup() {
        this.notification = useService("notification");
        this.camera = useRef("camera");
        this.files = useRef("files");
        this.state = useState({ isBusy: false });
    }

    async add(ev) {
        const files = [...ev.target.files];
        ev.target.value = ""; // the same file may be chosen again
        const { onPhotos } = this.props; // of the item on the screen now
        this.state.isBusy = true;
        const photos = [];
        for (const file of files) {
            try {
                photos.push(await shrunk(file));
            } catch {
                this.notification.add(
                    _t("“%s” is no picture that can be read here. Take a photo.", file.name),
                    { type: "danger" }
                );
            }
        }
        this.state.isBusy = false;
        if (photos.length) {
            onPhotos(photos);
        }
    }
}
