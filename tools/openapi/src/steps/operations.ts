import assert from "node:assert/strict";
import type { Answer, Caller } from "../client.js";
import type { Schema } from "../operations.js";

/** Follows long work to its end, as events and then once more as it is kept. */
export async function follow(caller: Caller, accepted: Answer<Schema<"Operation">>): Promise<Schema<"Operation">> {
    const at = { path: { operationId: accepted.body.id } };
    assert.equal(accepted.headers.get("Location"), `/v1/operations/${accepted.body.id}`);
    const events = await caller.call("followOperation", 200, at);
    assert.match(events.body, /^event: (succeeded|failed)$/m);
    const { body, etag } = await caller.call("getOperation", 200, at);
    assert.equal(body.status, "succeeded", JSON.stringify(body.error));
    await caller.call("getOperation", 304, { ...at, header: { "If-None-Match": etag } });
    assert.equal((await caller.call("cancelOperation", 409, at)).body.code, "operation-finished");
    return body;
}
