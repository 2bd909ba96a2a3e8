import assert from "node:assert/strict";
import type { Caller } from "../client.js";

/** Probes without a key, and the codes that everything else is written in. */
export async function readVocabulary(nobody: Caller, admin: Caller): Promise<void> {
    assert.equal((await nobody.call("getHealth", 200)).body.status, "live");
    assert.equal((await nobody.call("getReadiness", 200)).body.status, "ready");
    const taxonomy = await admin.call("getTaxonomy", 200);
    assert(taxonomy.body.sectors.some(s => s.code === "evtol" && s.chain === "low-altitude"));
    await admin.call("getTaxonomy", 304, { header: { "If-None-Match": taxonomy.etag } });
}
