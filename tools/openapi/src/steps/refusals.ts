import assert from "node:assert/strict";
import type { Api, Caller } from "../client.js";
import { financingRequest, fund, startup } from "../fixtures.js";
import type { Schema } from "../operations.js";
import type { Keys } from "./keys.js";
import type { Parties } from "./parties.js";

const unknownId = "01a1fad4-0000-7000-8000-000000000000";

/** The ways in which the API says no: those that the description cannot foresee, then requests that break it. */
export async function checkRefusals(api: Api, admin: Caller, keys: Keys, parties: Parties, session: Schema<"Session">): Promise<void> {
    await checkAccess(api, keys, parties);
    await checkVersions(admin, parties);
    await checkRules(admin, keys, parties, session);
    await checkBrokenRequests(api, admin, parties);
}

async function checkAccess(api: Api, keys: Keys, parties: Parties): Promise<void> {
    const unauthenticated = await api.as("of-nobody").call("listFunds", 401);
    assert.equal(unauthenticated.headers.get("WWW-Authenticate"), "Bearer");
    assert.equal((await keys.startup.call("listKeys", 403)).body.code, "forbidden");
    assert.equal((await keys.auditor.call("createStartup", 403, { body: startup("Not theirs") })).body.code, "forbidden");
    assert.equal((await keys.fund.call("getFund", 404, { path: { id: parties.funds[1].id } })).body.code, "not-found");
    await keys.startup.call("getFundRisk", 403, { path: { fundId: parties.funds[0].id } });
    await keys.organizer.call("getPlan", 404, { path: { planId: unknownId } });
    const seen = await keys.startup.call("getFund", 200, { path: { id: parties.funds[0].id } });
    assert.deepEqual([seen.body.name, seen.body.commitmentCny], [parties.funds[0].name, undefined]);
}

async function checkVersions(admin: Caller, parties: Parties): Promise<void> {
    const at = { path: { id: parties.funds[1].id } };
    const read = await admin.call("getFund", 200, at);
    const changed = await admin.call("patchFund", 200, { ...at, header: { "If-Match": read.etag }, body: { localReinvestmentMultiple: 1.5 } });
    assert.notEqual(changed.etag, read.etag);
    assert.equal((await admin.call("replaceFund", 412, { ...at, header: { "If-Match": read.etag }, body: fund("Too late") })).body.code, "precondition-failed");
    assert.equal((await admin.call("deleteFund", 409, { ...at, header: { "If-Match": changed.etag } })).body.code, "in-use");
}

async function checkRules(admin: Caller, keys: Keys, parties: Parties, session: Schema<"Session">): Promise<void> {
    const [seeker] = parties.seekers;
    const sums = await admin.call("createFinancingRequest", 400, { body: { ...financingRequest(seeker.startup.id, 9_000_000), useOfProceeds: [{ purpose: "研发", amountCny: 1 }] } });
    assert.deepEqual(sums.body.errors.map(e => e.pointer), ["/useOfProceeds"]);
    const crossed = await admin.call("createFund", 400, { body: { ...fund("Crossed"), ticketMinCny: 5, ticketMaxCny: 4 } });
    assert.equal(crossed.body.errors.length, 1);
    const guarded = await keys.fund.call("patchFund", 403, { path: { id: parties.funds[0].id }, header: { "If-Match": "*" }, body: { lossAllowance: 1 } });
    assert.match(guarded.body.detail, /lossAllowance/);
    const foreign = await admin.call("listFunds", 400, { query: { cursor: "made-up" } });
    assert.deepEqual(foreign.body.errors.map(e => [e.pointer, e.code]), [["?cursor", "invalid-cursor"]]);

    // Two funds cannot give a startup three meetings.
    const registrations = await admin.call("listRegistrations", 200, { path: { sessionId: session.id }, query: { startupId: seeker.startup.id } });
    const [registration] = registrations.body.items;
    assert(registration !== undefined);
    await admin.call("patchRegistration", 200, { path: { sessionId: session.id, id: registration.id }, header: { "If-Match": "*" }, body: { minMeetings: 3 } });
    await admin.call("freezeRankings", 201, { path: { sessionId: session.id } });
    const infeasible = await admin.call("makePlan", 422, { path: { sessionId: session.id } });
    assert.equal(infeasible.body.code, "plan-infeasible");
}

async function checkBrokenRequests(api: Api, admin: Caller, parties: Parties): Promise<void> {
    const path = { id: parties.funds[0].id };
    await admin.refuses("createStartup", { body: { name: "Wrong", teamSize: "forty", surprise: 1 } }, { status: 400, code: "validation-failed", pointers: ["/teamSize", "/surprise"] });
    await admin.refuses("createStartup", { body: {} }, { status: 400, code: "validation-failed", pointers: ["/name"] });
    await admin.refuses("createFund", { body: { ...fund("Wrong"), kind: "casino", lossAllowance: 1.5, commitmentCny: -1 } }, { status: 400, code: "validation-failed", pointers: ["/kind", "/lossAllowance", "/commitmentCny"] });
    await admin.refuses("listFunds", { query: { limit: "201" } }, { status: 400, code: "validation-failed", pointers: ["?limit"] });
    await admin.refuses("listFunds", { query: { kind: "casino" } }, { status: 400, code: "validation-failed", pointers: ["?kind"] });
    await admin.refuses("patchFund", { path, body: { name: "No version" } }, { status: 428, code: "precondition-required" });
    await admin.refuses("createStartup", { header: { "Idempotency-Key": "with a space" }, body: startup("Wrong") }, { status: 400, code: "validation-failed", pointers: ["Idempotency-Key"] });
    await admin.refuses("deleteFund", { path }, { status: 428, code: "precondition-required" });
    await api.as(undefined).refuses("listFunds", {}, { status: 401, code: "unauthenticated" });
}
