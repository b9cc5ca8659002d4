import { patch } from "@web/core/utils/patch";
import { DataServiceOptions } from "@point_of_sale/app/models/data_service_options";

patch(DataServiceOptions.prototype, {
    /** Serial numbers of orders that wait for the server survive a reload as their lines do. */
    get databaseTable() {
        return {
            ...super.databaseTable,
            "pos.pack.operation.lot": {
                key: "id",
                condition: ({ pos_order_line_id: line }) =>
                    !line?.order_id || (line.order_id.finalized && line.order_id.isSynced),
            },
        };
    },
});
