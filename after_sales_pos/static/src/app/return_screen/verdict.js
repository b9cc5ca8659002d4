import { Component } from "@odoo/owl";
import { dateWords, verdictWords } from "./words";

/** What the policy says: in colour, as an icon, in a sentence, and until when. */
export class Verdict extends Component {
    static template = "after_sales_pos.Verdict";
    static props = {
        verdict: String,
        reason: { type: [String, Boolean], optional: true },
        deadline: { type: [String, Boolean], optional: true },
    };

    get words() {
        return verdictWords(this.props.verdict);
    }

    get deadline() {
        // Of what came too late the sentence tells.
        return this.props.verdict === "refused" ? "" : dateWords(this.props.deadline);
    }
}
