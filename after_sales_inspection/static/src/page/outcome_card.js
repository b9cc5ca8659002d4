import { Component, useEffect, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { sentence } from "./answer_queue";

/** What follows from the answers, and what the inspector decides. */
export class OutcomeCard extends Component {
    static template = "after_sales_inspection.OutcomeCard";
    static props = {
        sheet: Object,
        grades: { type: Array, element: Object },
        routes: { type: Array, element: Array },
        goTo: Function,
        onFinished: Function,
        onNext: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.sheet = useState(this.props.sheet);
        this.state = useState({ ...this.decided, problem: "", isBusy: false });
        // Another proposal asks for another decision.
        useEffect(
            () => {
                Object.assign(this.state, this.decided);
            },
            () => [this.outcome.proposal]
        );
    }

    get decided() {
        const { grade_id, route, decision_reason } = this.outcome;
        return { gradeId: grade_id, route: route || "", reason: decision_reason };
    }

    get outcome() {
        return this.sheet.outcome;
    }

    get isGraded() {
        return this.sheet.inspection.graded;
    }

    get differs() {
        const { proposal, proposed_grade_id, proposed_route } = this.outcome;
        const { gradeId, route } = this.state;
        return Boolean(
            proposal && (gradeId !== proposed_grade_id || route !== (proposed_route || ""))
        );
    }

    get duration() {
        const minutes = Math.floor(this.outcome.duration_seconds / 60);
        const seconds = String(this.outcome.duration_seconds % 60).padStart(2, "0");
        return `${minutes}:${seconds}`;
    }

    /** What stands against finishing, as far as it is known here. */
    get obstacle() {
        const { sheet } = this;
        if (sheet.missing.length) {
            return _t("Still to be answered:");
        }
        if (sheet.unsaved.some((entry) => entry.refused)) {
            return _t("Answers were not saved:");
        }
        return sheet.unsaved.length ? _t("Answers wait to be sent.") : "";
    }

    get obstacleItems() {
        const { sheet } = this;
        return sheet.missing.length
            ? sheet.missing
            : sheet.items.filter((item) => sheet.refusal(item));
    }

    chooseGrade(grade) {
        this.state.gradeId = grade.id;
        this.state.route = grade.route || this.state.route;
    }

    async finish() {
        this.state.isBusy = true;
        this.state.problem = "";
        const { gradeId, route, reason } = this.state;
        const decision = { grade_id: gradeId, route: route || false, decision_reason: reason };
        try {
            await this.orm.silent.write("after.sales.inspection", [this.sheet.inspection.id], {
                ...(this.isGraded ? decision : {}),
                state: "done",
            });
            await this.props.onFinished();
        } catch (error) {
            this.state.problem = problemOf(error);
        }
        this.state.isBusy = false;
    }
}

function problemOf(error) {
    if (error instanceof RPCError) {
        return sentence(error);
    }
    if (error instanceof ConnectionLostError) {
        return _t("There is no connection. Press Finish again when it is back.");
    }
    throw error;
}
