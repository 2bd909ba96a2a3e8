import assert from "node:assert/strict";
import type { Caller } from "../client.js";

const unknownId = "01a1fad4-0000-7000-8000-000000000000";

/** Nothing of the chain is long work yet, so there is nothing to follow. */
export async function followOperations(organizer: Caller): Promise<void> {
    assert.deepEqual((await organizer.call("listOperations", 200, { query: { status: "running" } })).body.items, []);
    const at = { path: { operationId: unknownId } };
    await organizer.call("getOperation", 404, at);
    await organizer.call("followOperation", 404, at);
    await organizer.call("cancelOperation", 404, at);
}
