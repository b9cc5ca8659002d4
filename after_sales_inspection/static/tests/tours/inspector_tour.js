import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const HERE = ".o_as_deck .o_as_card";

/** The card of a question is on the screen. */
function asks(name) {
    return { content: `it asks: ${name}`, trigger: `${HERE} h2:contains(${name})` };
}

function marked(mark) {
    return { content: `the answer is ${mark}`, trigger: `${HERE}[data-mark=${mark}]` };
}

function answer(value) {
    return {
        content: `answer ${value}`,
        trigger: `${HERE} .o_as_option[data-value=${value}]:enabled`,
        run: "click",
    };
}

function next() {
    return { content: "next card", trigger: ".o_as_next", run: "click" };
}

function key(name) {
    return {
        content: `press the key ${name}`,
        trigger: ".o_as_deck",
        run: () =>
            document.body.dispatchEvent(
                new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true })
            ),
    };
}

/** A scanner is a keyboard that types fast. */
function scan(code) {
    return {
        content: `scan ${code}`,
        trigger: ".o_as_page",
        run: () => {
            for (const name of [...code, "Enter"]) {
                document.body.dispatchEvent(
                    new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true })
                );
            }
        },
    };
}

/** A photo, as the camera of a tablet hands it over. */
function takePhoto() {
    return {
        content: "take a photo",
        trigger: `${HERE} .o_as_photo`,
        run: async () => {
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [2000, 1000];
            canvas.getContext("2d").fillRect(0, 0, 1000, 1000);
            const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
            const files = new DataTransfer();
            files.items.add(new File([blob], "sole.png", { type: "image/png" }));
            const input = document.querySelector(".o_as_camera");
            input.files = files.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
        },
    };
}

/** Requests fail as they do without a network. */
class NoRequest extends XMLHttpRequest {
    send() {
        setTimeout(() => this.dispatchEvent(new Event("error")));
    }
}
let Request;

function loseConnection() {
    return {
        content: "the connection is lost",
        trigger: ".o_as_page",
        run: () => {
            Request = browser.XMLHttpRequest;
            browser.XMLHttpRequest = NoRequest;
        },
    };
}

function findConnection() {
    return {
        content: "the connection is back",
        trigger: ".o_as_offline",
        run: () => {
            browser.XMLHttpRequest = Request;
            window.dispatchEvent(new Event("online"));
        },
    };
}

/** Scans a serial on a tablet, fills the sheet in with a thumb, decides otherwise. */
tours.add("after_sales_inspector", {
    steps: () => [
        { content: "what is to do is listed", trigger: ".o_as_inspection:contains(PAGE-1)" },
        scan("PAGE-1"),
        asks("Sole"),
        answer("fail"),
        marked("saved"),
        { content: "a photo is needed", trigger: `${HERE} .o_as_photo.btn-warning` },
        takePhoto(),
        { content: "it is shown", trigger: `${HERE} .o_as_thumb` },
        { content: "none is needed any more", trigger: `${HERE} .o_as_photo.btn-secondary` },
        marked("saved"),
        next(),
        asks("Shaft"),
        loseConnection(),
        answer("pass"),
        marked("waiting"),
        { content: "it says so", trigger: ".o_as_offline:contains(1)" },
        next(),
        asks("Wear"),
        {
            content: "choose",
            trigger: `${HERE} .o_as_option:contains(Heavy)`,
            run: "click",
        },
        marked("waiting"),
        {
            content: "the page is left and opened anew, with answers that wait",
            trigger: ".o_as_offline:contains(2)",
            expectUnloadPage: true,
            run: () => browser.location.reload(),
        },
        // Loading it sends what waited. The first card without an answer comes up.
        asks("Gap"),
        { content: "what waited is saved", trigger: ".o_as_dot[data-mark=saved]:eq(2)" },
        loseConnection(),
        ...["3", ".", "5"].map((digit) => ({
            content: `press ${digit}`,
            trigger: `${HERE} .o_as_key:contains(${digit})`,
            run: "click",
        })),
        { content: "press OK", trigger: `${HERE} .o_as_ok`, run: "click" },
        marked("waiting"),
        findConnection(),
        marked("saved"),
        { content: "all was sent", trigger: ".o_as_page:not(:has(.o_as_offline))" },
        next(),
        asks("Stains"),
        {
            content: "type a number",
            trigger: `${HERE} .o_as_number`,
            run: "edit 0 && press Enter",
        },
        asks("Remarks"),
        { content: "write", trigger: `${HERE} .o_as_text`, run: "edit Worn outdoors." },
        next(),
        { content: "the rule is shown", trigger: ".o_as_proposal:contains(Critical: Sole open)" },
        { content: "the time is shown", trigger: ".o_as_outcome .fa-clock-o" },
        {
            content: "it may be finished",
            trigger: ".o_as_finish:enabled",
        },
        { content: "decide otherwise", trigger: ".o_as_grade:contains(B)", run: "click" },
        { content: "which needs a word", trigger: ".o_as_finish:disabled" },
        {
            content: "write why",
            trigger: "#o_as_reason",
            run: "edit The sole is glued in a minute.",
        },
        { content: "finish", trigger: ".o_as_finish:enabled", run: "click" },
        { content: "it is over", trigger: ".o_as_another", run: "click" },
        {
            content: "it is to do no more",
            trigger: ".o_as_start:not(:has(.o_as_inspection:contains(PAGE-1)))",
        },
    ],
});

/** With keys alone. */
tours.add("after_sales_inspector_keyboard", {
    steps: () => [
        { content: "the number", trigger: ".o_as_code", run: "edit PAGE-1 && press Enter" },
        asks("Sole"),
        key("1"),
        marked("saved"),
        key("Enter"),
        asks("Shaft"),
        key("ArrowLeft"),
        asks("Sole"),
        key("ArrowRight"),
        asks("Shaft"),
        key("3"),
        marked("saved"),
        key("Enter"),
        asks("Wear"),
        key("1"),
        marked("saved"),
        key("Enter"),
        asks("Gap"),
        {
            content: "type a number",
            trigger: `${HERE} .o_as_number`,
            run: "edit 1.5 && press Enter",
        },
        asks("Stains"),
        {
            content: "type a number",
            trigger: `${HERE} .o_as_number`,
            run: "edit 0 && press Enter",
        },
        asks("Remarks"),
    ],
});

/** Only looked at. */
tours.add("after_sales_checklist_preview", {
    steps: () => [
        {
            content: "preview",
            trigger: ".o_statusbar_buttons button:contains(Preview)",
            run: "click",
        },
        asks("Sole"),
        { content: "nobody answers", trigger: `${HERE} .o_as_option:disabled` },
        next(),
        asks("Shaft"),
    ],
});
