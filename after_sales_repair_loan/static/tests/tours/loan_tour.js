import { registry } from "@web/core/registry";

import { choose, press, stageIs, type } from "@after_sales_repair/../tests/tours/counter_tour";

const tours = registry.category("web_tour.tours");

tours.add("after_sales_loan_lend_tour", {
    steps: () =>
        [
            stageIs("To diagnose"),
            press("action_after_sales_lend_device"),
            {
                content: "the customer stands there already",
                trigger: ".modal .o_field_widget[name=partner_id] input:value(Lena Fischer)",
            },
            ...choose("product_id", "Counter Phone", ".modal"),
            ...choose("lot_id", "LOAN-1", ".modal"),
            type("deposit", "50", ".modal"),
            press("action_lend", ".modal"),
            {
                content: "a device is out",
                trigger: ".o-form-buttonbox button[name=action_view_after_sales_loans]:contains(Loan Out)",
            },
        ],
});

tours.add("after_sales_loan_take_back_tour", {
    steps: () =>
        [
            stageIs("To hand back"),
            press("action_hand_back"),
            type("code", "123456", ".modal"),
            press("action_hand_back", ".modal"),
            {
                content: "not while the loan device is out",
                trigger: ".modal:contains(still has Counter Phone LOAN-1)",
            },
            {
                trigger: ".modal:contains(still has Counter Phone LOAN-1) .modal-footer .btn-primary",
                run: "click",
            },
            {
                trigger: ".modal button[special=cancel], .modal .o_form_button_cancel",
                run: "click",
            },
            {
                content: "to the loan",
                trigger: "body:not(:has(.modal)) .o-form-buttonbox button[name=action_view_after_sales_loans]",
                run: "click",
            },
            press("action_take_back"),
            type("condition_in", "As lent", ".modal"),
            type("amount_withheld", "10", ".modal"),
            type("withheld_reason", "Cable missing", ".modal"),
            press("action_take_back", ".modal"),
            {
                content: "the device is back",
                trigger: ".o_field_widget[name=state] .o_arrow_button_current:contains(Returned)",
            },
            {
                content: "the rest of the deposit goes back",
                trigger: ".o_field_widget[name=amount_paid_back]:contains(40.00)",
            },
            {
                content: "to the repair",
                trigger: ".o_back_button a, .breadcrumb-item.o_back_button",
                run: "click",
            },
            stageIs("To hand back"),
        ],
});
