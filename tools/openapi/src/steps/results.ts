import assert from "node:assert/strict";
import type { Caller } from "../client.js";
import { thisMonth, today } from "../fixtures.js";
import type { Schema } from "../operations.js";
import { readAll } from "../paging.js";
import type { Registrations } from "./registrations.js";

/** Two outcomes of the first meeting: the pair met, and then invested. */
export async function recordOutcomes(organizer: Caller, session: Schema<"Session">, registrations: Registrations, meetings: readonly Schema<"PlannedMeeting">[]): Promise<void> {
    const below = { path: { sessionId: session.id } };
    const fundId = registrations.funds.find(r => r.id === meetings[0]?.fundRegistrationId)?.party.id;
    const financingRequestId = registrations.seekers.find(r => r.id === meetings[0]?.startupRegistrationId)?.financingRequestId;
    assert(typeof fundId === "string" && typeof financingRequestId === "string");
    await organizer.call("recordOutcome", 201, { ...below, body: { fundId, financingRequestId, result: "met", occurredOn: today } });
    const invested = await organizer.call("recordOutcome", 201, {
        ...below,
        body: { fundId, financingRequestId, result: "invested", occurredOn: today, amountCny: 5_000_000, dueDiligence: { doneOn: today, reference: "DD-1" } },
    });
    const at = { path: { sessionId: session.id, outcomeId: invested.body.id } };
    await organizer.call("getOutcome", 304, { ...at, header: { "If-None-Match": (await organizer.call("getOutcome", 200, at)).etag } });
    assert.equal((await readAll(query => organizer.call("listOutcomes", 200, { ...below, query: { ...query, fundId } }))).length, 2);
}

/** A pair counts once, by its highest result. */
export async function report(organizer: Caller, session: Schema<"Session">): Promise<void> {
    const ofSession = await organizer.call("getSessionReport", 200, { path: { sessionId: session.id } });
    assert.deepEqual([ofSession.body.meetingsHeld, ofSession.body.investedAmountCny, ofSession.body.intentAmountCny], [1, 5_000_000, 0]);
    await organizer.call("getSessionReport", 304, { path: { sessionId: session.id }, header: { "If-None-Match": ofSession.etag } });
    const ofMonths = await organizer.call("getSeasonReport", 200, { query: { from: thisMonth, to: thisMonth } });
    assert.equal(ofMonths.body.byMonth[0]?.investedAmountCny, 5_000_000);
}
