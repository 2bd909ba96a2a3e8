import assert from "node:assert/strict";
import type { Caller } from "../client.js";
import { today } from "../fixtures.js";
import { readAll } from "../paging.js";
import type { Parties } from "./parties.js";

/** Every change of a fund is in the log, and the chain over all of it holds. */
export async function readAudit(auditor: Caller, parties: Parties): Promise<void> {
    const rows = await readAll(query => auditor.call("listAudit", 200, { query: { ...query, resource: "fund", resourceId: parties.funds[0].id, from: today } }));
    assert.equal(rows[0]?.action, "created");
    const newest = await auditor.call("listAudit", 200, { query: { order: "newest", role: "admin", action: "changed", limit: 1 } });
    const sequence = newest.body.items[0]?.sequence;
    assert(sequence !== undefined);
    const row = await auditor.call("getAudit", 200, { path: { sequence } });
    assert(row.body.before !== null && row.body.after !== null);
    await auditor.call("getAudit", 304, { path: { sequence }, header: { "If-None-Match": row.etag } });
    assert.deepEqual((await auditor.call("verifyAudit", 200)).body.damage, null);
}
