import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/core/utils/numbers";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

const WIDTH = 720;
const HEIGHT = 200;

/**
 * What failed in each week (bars), the score, and the alarm line: score and line share a scale, the
 * bars have their own.
 */
export class PictureField extends Component {
    static template = "after_sales_quality.PictureField";
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get viewBox() {
        return `0 0 ${WIDTH} ${HEIGHT}`;
    }

    get weekWidth() {
        return WIDTH / this.value.weeks.length;
    }

    get top() {
        const scores = this.value.score.map((point) => point.score);
        return 1.1 * Math.max(this.value.line, ...scores, 1);
    }

    get bars() {
        const most = Math.max(...this.value.weeks.map((week) => week.failed), 1);
        return this.value.weeks.map(({ week, failed }, place) => ({
            week,
            x: place * this.weekWidth + 1,
            width: Math.max(this.weekWidth - 2, 1),
            height: (HEIGHT / 2) * (failed / most),
            y: HEIGHT - (HEIGHT / 2) * (failed / most),
            title: _t("%(failed)s failed in the week of %(week)s", {
                failed: formatFloat(failed, { digits: [16, 0] }),
                week,
            }),
        }));
    }

    get line() {
        return this.height(this.value.line);
    }

    get score() {
        return this.value.score
            .map(({ day, score }) => `${(day / 7) * this.weekWidth},${this.height(score)}`)
            .join(" ");
    }

    height(score) {
        return HEIGHT * (1 - score / this.top);
    }
}

registry.category("fields").add("after_sales_sentinel_picture", {
    component: PictureField,
    displayName: _t("Failures over Time"),
    supportedTypes: ["json"],
});
