import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Caller } from "../client.js";
import { startup } from "../fixtures.js";

/** The same request again has the same answer and no effect; another one with its key is refused. */
export async function repeatWithKeys(admin: Caller): Promise<void> {
    const header = { "Idempotency-Key": randomUUID() };
    const first = await admin.call("createStartup", 201, { header, body: startup("Once") });
    assert.equal(first.headers.get("Idempotency-Replayed"), null);
    const again = await admin.call("createStartup", 201, { header, body: startup("Once") });
    assert.equal(again.headers.get("Idempotency-Replayed"), "true");
    assert.deepEqual([again.body, again.etag], [first.body, first.etag]);
    assert.equal((await admin.call("createStartup", 422, { header, body: startup("Twice") })).body.code, "idempotency-key-reused");

    // Nothing keeps a secret, so the repetition cannot show it.
    const body = { name: "shown once", role: "auditor" } as const;
    const key = await admin.call("createKey", 201, { header: { "Idempotency-Key": "key" }, body });
    const shown = await admin.call("createKey", 201, { header: { "Idempotency-Key": "key" }, body });
    assert.deepEqual([shown.body.id, shown.body.key], [key.body.id, null]);
}
