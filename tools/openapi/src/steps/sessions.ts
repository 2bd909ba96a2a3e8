import assert from "node:assert/strict";
import type { Caller } from "../client.js";
import { session, thisMonth } from "../fixtures.js";
import type { Schema } from "../operations.js";
import { readAll } from "../paging.js";

/** The session of the month; a second one is planned, changed and called off. */
export async function openSession(organizer: Caller): Promise<Schema<"Session">> {
    const opened = await organizer.call("createSession", 201, { body: session("低空经济对接会") });
    const draft = await organizer.call("createSession", 201, { body: { ...session("Called off"), status: "draft" } });
    const at = { path: { id: draft.body.id } };
    const read = await organizer.call("getSession", 200, at);
    await organizer.call("getSession", 304, { ...at, header: { "If-None-Match": read.etag } });
    const replaced = await organizer.call("replaceSession", 200, { ...at, header: { "If-Match": read.etag }, body: { ...session("Moved"), status: "draft", layout: "round-tables" } });
    const patched = await organizer.call("patchSession", 200, { ...at, header: { "If-Match": replaced.etag }, body: { venue: null, rounds: null } });
    assert.deepEqual([patched.body.title, patched.body.venue, patched.body.rounds], ["Moved", null, 8]);
    assert.equal((await readAll(query => organizer.call("listSessions", 200, { query: { ...query, month: thisMonth, status: "draft" } }))).length, 1);
    await organizer.call("deleteSession", 204, { ...at, header: { "If-Match": patched.etag } });
    return opened.body;
}
