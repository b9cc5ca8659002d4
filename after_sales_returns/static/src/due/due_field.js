import { registry } from "@web/core/registry";
import { formatDateTime } from "@web/core/l10n/dates";
import { RemainingDaysField, remainingDaysField } from "@web/views/fields/remaining_days/remaining_days_field";

const { DateTime } = luxon;

/**
 * When something is due, counted in what people plan with: a moment of the next two days in hours,
 * all else in days. "Next month" may be tomorrow.
 */
export class DueField extends RemainingDaysField {
    get isMoment() {
        return this.props.record.fields[this.props.name].type === "datetime";
    }

    /** What was due this morning is late. */
    get diffDays() {
        const days = super.diffDays;
        const passed = this.isMoment && this.props.record.data[this.props.name] < DateTime.now();
        return days === 0 && passed ? -1 : days;
    }

    get diffString() {
        const due = this.props.record.data[this.props.name];
        if (!due) {
            return "";
        }
        if (this.isMoment && Math.abs(due.diffNow("hours").hours) < 48) {
            return due.toRelative({ unit: ["hours", "minutes"] });
        }
        const today = DateTime.local().startOf("day");
        if (due.hasSame(today, "day")) {
            return due.toRelativeCalendar();
        }
        return due.startOf("day").toRelative({ base: today, unit: "days" });
    }

    get numericValue() {
        const due = this.props.record.data[this.props.name];
        return due && this.isMoment ? formatDateTime(due) : super.numericValue;
    }
}

registry.category("fields").add("after_sales_due", { ...remainingDaysField, component: DueField });
