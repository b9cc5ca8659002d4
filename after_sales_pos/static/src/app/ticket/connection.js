/** Whether the till knows that it has no connection. */
export function isOffline(pos) {
    return pos.data.network.offline;
}
