import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/**
 * The return form of the portal. Without it the form works too: it shows all fields at once and
 * is sent by the browser.
 */
export class PortalReturnRequest extends Interaction {
    static selector = "form.o_portal_return_request";
    dynamicContent = {
        _root: { "t-on-submit.prevent": this.locked(this.onSubmit, true) },
        ".o_return_step": {
            "t-on-click": this.onStep,
            "t-att-class": () => ({ "d-none": false }),
        },
        ".o_return_quantity": { "t-on-input": () => {} },
        ".o_return_resolution": { "t-on-change": () => {} },
        ".o_return_photos": { "t-on-change": this.onPhotos },
        "input[name=transport]": { "t-on-change": () => {} },
        ".o_return_details": {
            "t-att-class": (el) => ({ "d-none": !this.quantityOf(el) }),
        },
        ".o_return_variant": {
            "t-att-class": (el) => ({ "d-none": !this.wantsExchange(el) }),
        },
        ".o_return_store": {
            "t-att-class": () => ({ "d-none": this.el.elements.transport.value !== "store" }),
        },
    };

    itemOf(el) {
        return el.closest(".o_return_item");
    }

    quantityOf(el) {
        return parseFloat(this.itemOf(el).querySelector(".o_return_quantity").value) || 0;
    }

    wantsExchange(el) {
        const [chosen] = this.itemOf(el).querySelector(".o_return_resolution").selectedOptions;
        return Boolean(chosen?.dataset.newGoods);
    }

    onStep(ev) {
        const input = this.itemOf(ev.currentTarget).querySelector(".o_return_quantity");
        const quantity = (parseFloat(input.value) || 0) + Number(ev.currentTarget.dataset.step);
        input.value = Math.min(Math.max(quantity, 0), Number(input.max));
    }

    /** Show the chosen photos small below the field. */
    onPhotos(ev) {
        const preview = this.itemOf(ev.currentTarget).querySelector(".o_return_preview");
        preview.querySelectorAll("img").forEach((img) => URL.revokeObjectURL(img.src));
        preview.replaceChildren(
            ...[...ev.currentTarget.files].map((file) => {
                const img = document.createElement("img");
                img.src = URL.createObjectURL(file);
                img.alt = file.name;
                img.className = "rounded border object-fit-cover";
                img.width = img.height = 64;
                return img;
            })
        );
    }

    /** Send the form and stay on it when something is wrong: so the chosen photos are kept. */
    async onSubmit() {
        const data = new FormData(this.el);
        const response = await this.waitFor(
            fetch(this.el.action, { method: "POST", body: data }).catch(() => null)
        );
        if (response?.redirected) {
            window.location = response.url;
            return new Promise(() => {}); // The button stays locked while the page changes.
        }
        if (!response?.ok) {
            this.showProblem(
                response?.status === 413
                    ? _t("The photos are too large together. Send fewer or smaller ones.")
                    : _t("The request could not be sent. Try again, or reload the page.")
            );
            return;
        }
        const text = await this.waitFor(response.text());
        const page = new DOMParser().parseFromString(text, "text/html");
        const form = page.querySelector("form.o_portal_return_request");
        if (!form) {
            window.location.reload();
            return;
        }
        this.el.elements.form_token.value = form.elements.form_token.value;
        const alert = form.querySelector(".o_return_problems");
        alert.querySelector(".o_return_no_script")?.remove();
        this.showAlert(alert);
    }

    showProblem(text) {
        const alert = document.createElement("div");
        alert.className = "o_return_problems alert alert-danger";
        alert.setAttribute("role", "alert");
        alert.textContent = text;
        this.showAlert(alert);
    }

    showAlert(alert) {
        this.el.querySelector(".o_return_problems").replaceWith(alert);
        alert.scrollIntoView({ block: "center" });
    }
}

registry
    .category("public.interactions")
    .add("after_sales_returns.portal_return_request", PortalReturnRequest);
