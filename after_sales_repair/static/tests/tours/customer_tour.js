import { registry } from "@web/core/registry";
import { redirect } from "@web/core/utils/urls";

// The customer opens the own repair, reads the quotation and signs it.
registry.category("web_tour.tours").add("after_sales_repair_customer_tour", {
    url: "/my/repairs",
    steps: () => [
        {
            content: "Open the repair that waits for an answer",
            trigger: "table td a[href*='/my/repairs/']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "There is room for a question",
            trigger: "#chatterRoot:shadow .o-mail-Composer-input",
        },
        {
            content: "Go to its quotation",
            trigger: "a.btn-primary[href*='/my/orders/']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Accept and sign",
            trigger: "a:contains('Sign')",
            run: "click",
        },
        {
            trigger: ".modal canvas.o_web_sign_signature",
            run: "canvasNotEmpty",
        },
        {
            content: "Send the signature",
            trigger: ".modal .o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Odoo says thank you",
            trigger: "#quote_content:contains('Thank You')",
        },
        {
            content: "Back to the repair",
            trigger: "a[href*='/my/repairs/']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is accepted, the work can begin",
            trigger: "a.btn-light[href*='/my/orders/']",
            run: () => redirect("/my"),
            expectUnloadPage: true,
        },
        {
            trigger: "body:contains('Repairs')",
        },
    ],
});
