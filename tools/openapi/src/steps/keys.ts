import assert from "node:assert/strict";
import type { Api, Caller } from "../client.js";
import { readAll } from "../paging.js";
import type { Parties } from "./parties.js";

/** One caller of each role; fund and startup are the first of the parties. */
export interface Keys {
    readonly auditor: Caller;
    readonly organizer: Caller;
    readonly fund: Caller;
    readonly startup: Caller;
}

export async function issueKeys(api: Api, admin: Caller, parties: Parties): Promise<Keys> {
    const issue = async (role: "auditor" | "organizer" | "fund" | "startup", subjectId?: string): Promise<Caller> => {
        const { body } = await admin.call("createKey", 201, { body: { name: `${role} of the chain`, role, ...(subjectId === undefined ? {} : { subjectId }) } });
        assert(body.key !== null, "the secret is shown when a key is created");
        return api.as(body.key);
    };
    return {
        auditor: await issue("auditor"),
        organizer: await issue("organizer"),
        fund: await issue("fund", parties.funds[0].id),
        startup: await issue("startup", parties.seekers[0].startup.id),
    };
}

/** A key that expires, and is revoked before it does: it opens nothing from then on. */
export async function revokeKeys(api: Api, admin: Caller): Promise<void> {
    const { body: key } = await admin.call("createKey", 201, { body: { name: "short-lived", role: "auditor", expiresAt: "2099-01-01T00:00:00Z" } });
    assert(key.key !== null);
    await api.as(key.key).call("getTaxonomy", 200);
    const shown = await admin.call("getKey", 200, { path: { keyId: key.id } });
    assert.deepEqual([shown.body.key, shown.body.revokedAt], [null, null]);
    await admin.call("getKey", 304, { path: { keyId: key.id }, header: { "If-None-Match": shown.etag } });
    assert((await readAll(query => admin.call("listKeys", 200, { query: { ...query, role: "auditor" } }))).some(k => k.id === key.id));
    const at = { path: { keyId: key.id } };
    const replaced = await admin.call("replaceKey", 200, { ...at, header: { "If-Match": shown.etag }, body: { name: "renamed" } });
    await admin.call("patchKey", 200, { ...at, header: { "If-Match": replaced.etag }, body: { expiresAt: "2099-01-01T00:00:00Z" } });
    const rotated = await admin.call("rotateKey", 200, { ...at, body: { overlapMinutes: 5 } });
    assert(rotated.body.key !== null);
    await api.as(rotated.body.key).call("getTaxonomy", 200);
    await api.as(key.key).call("getTaxonomy", 200);
    await admin.call("revokeKey", 204, { path: { keyId: key.id } });
    await api.as(key.key).call("getTaxonomy", 401);
    await api.as(rotated.body.key).call("getTaxonomy", 401);
    assert((await admin.call("getKey", 200, { path: { keyId: key.id } })).body.revokedAt !== null);
}
