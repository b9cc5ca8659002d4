/** What an answer means, as the server will judge it: cards say it before it is saved. */

/**
 * @param {Object} item as of `_page_item`
 * @param {string|number|false|null} value as of `save_answer`
 * @returns {"pass"|"fail"|"na"|null} null as long as nothing is answered
 */
export function judged(item, value) {
    if (value === false || value === null || value === undefined || value === "") {
        return null;
    }
    if (value === "na") {
        return "na";
    }
    const judge = JUDGES[item.kind];
    return judge(item, value) ? "pass" : "fail";
}

const JUDGES = {
    pass_fail: (_item, value) => value === "pass",
    choice: (item, value) => !item.choices.find((choice) => choice.id === value)?.failed,
    measurement: (item, value) =>
        !(item.limit_min !== false && value < item.limit_min) &&
        !(item.limit_max !== false && value > item.limit_max),
    count: (item, value) => value <= item.count_max,
    text: () => true,
};

/** Whether a photo is required and missing. */
export function needsPhoto(item, value, photoCount) {
    const result = judged(item, value);
    const required = item.photo === "always" || (item.photo === "failed" && result === "fail");
    return required && result !== "na" && !photoCount;
}
