import assert from "node:assert/strict";
import type { Caller } from "../client.js";
import type { Schema } from "../operations.js";
import type { Parties } from "./parties.js";

/** Freezes twice, replays, and reads the frozen rows as the ranking of the session. */
export async function freezeAndReplay(organizer: Caller, session: Schema<"Session">, parties: Parties): Promise<void> {
    const below = { path: { sessionId: session.id } };
    await organizer.call("freezeRankings", 201, below);
    const freeze = await organizer.call("freezeRankings", 201, { ...below, body: {} });
    const at = { path: { sessionId: session.id, freezeId: freeze.body.id } };
    assert.equal((await organizer.call("listFreezes", 200, below)).body.items.length, 2);
    const whole = await organizer.call("getFreeze", 200, { ...at, query: { include: "rows,snapshot" } });
    assert.equal(whole.body.rows?.length, parties.seekers.length + parties.funds.length);
    await organizer.call("getFreeze", 304, { ...at, header: { "If-None-Match": freeze.etag } });
    const replay = await organizer.call("replayFreeze", 200, at);
    assert.deepEqual([replay.body.identical, replay.body.sha256, replay.body.firstDifference], [true, freeze.body.sha256, null]);

    const ranking = await organizer.call("rankRequestsForFund", 200, { path: { fundId: parties.funds[1].id }, query: { sessionId: session.id, include: "excluded" } });
    assert.equal(ranking.body.freezeId, freeze.body.id);
    assert(ranking.body.excluded?.some(e => e.financingRequestId === parties.seekers[0].request.id && e.reasons.some(r => r.code === "vetoed")));
}
