import assert from "node:assert/strict";
import type { Caller } from "../client.js";
import { financingRequest, fund, startup } from "../fixtures.js";
import type { Schema } from "../operations.js";
import { readAll } from "../paging.js";

/** A startup with what it asks for. */
export interface Seeker {
    readonly startup: Schema<"Startup">;
    readonly request: Schema<"FinancingRequest">;
}

export interface Parties {
    readonly seekers: readonly [Seeker, Seeker, Seeker];
    readonly funds: readonly [Schema<"Fund">, Schema<"Fund">];
}

export async function createParties(admin: Caller): Promise<Parties> {
    const seekers: [Seeker, Seeker, Seeker] = [
        await createSeeker(admin, "云翼航空", 20_000_000),
        await createSeeker(admin, "江城无人机", 12_000_000),
        await createSeeker(admin, "楚天飞控", 30_000_000),
    ];
    const funds: [Schema<"Fund">, Schema<"Fund">] = [
        (await admin.call("createFund", 201, { body: fund("长江创投") })).body,
        (await admin.call("createFund", 201, { body: { ...fund("东湖基金"), kind: "government-industry", districts: ["hongshan"] } })).body,
    ];
    return { seekers, funds };
}

async function createSeeker(admin: Caller, name: string, amountCny: number): Promise<Seeker> {
    const created = await admin.call("createStartup", 201, { body: startup(name) });
    assert.equal(created.headers.get("Location"), `/v1/startups/${created.body.id}`);
    const request = await admin.call("createFinancingRequest", 201, { body: financingRequest(created.body.id, amountCny) });
    return { startup: created.body, request: request.body };
}

/** Lists, reads, replaces, patches and deletes each of them. */
export async function keepParties(admin: Caller, parties: Parties): Promise<void> {
    await keepStartups(admin);
    await keepRequests(admin, parties.seekers[0].startup);
    await keepFunds(admin);
}

async function keepStartups(admin: Caller): Promise<void> {
    const created = await admin.call("createStartup", 201, { body: startup("Short-lived") });
    const at = { path: { id: created.body.id } };
    const read = await admin.call("getStartup", 200, at);
    await admin.call("getStartup", 304, { ...at, header: { "If-None-Match": read.etag } });
    const replaced = await admin.call("replaceStartup", 200, { ...at, header: { "If-Match": read.etag }, body: { ...startup("Renamed"), externalId: "outside-1" } });
    const patched = await admin.call("patchStartup", 200, { ...at, header: { "If-Match": replaced.etag }, body: { teamSize: null, patents: 3 } });
    assert.deepEqual([patched.body.name, patched.body.teamSize, patched.body.patents], ["Renamed", null, 3]);
    assert.equal((await admin.call("listStartups", 200, { query: { externalId: "outside-1" } })).body.items.length, 1);
    const ids = (await readAll(query => admin.call("listStartups", 200, { query }))).map(s => s.id);
    assert(ids.includes(created.body.id) && new Set(ids).size === ids.length);
    await admin.call("deleteStartup", 204, { ...at, header: { "If-Match": patched.etag } });
    await admin.call("getStartup", 404, at);
}

async function keepRequests(admin: Caller, owner: Schema<"Startup">): Promise<void> {
    const created = await admin.call("createFinancingRequest", 201, { body: financingRequest(owner.id, 5_000_000) });
    const at = { path: { id: created.body.id } };
    const read = await admin.call("getFinancingRequest", 200, at);
    const replaced = await admin.call("replaceFinancingRequest", 200, { ...at, header: { "If-Match": read.etag }, body: financingRequest(owner.id, 6_000_000) });
    const patched = await admin.call("patchFinancingRequest", 200, { ...at, header: { "If-Match": replaced.etag }, body: { status: "withdrawn", stage: null } });
    assert.deepEqual([patched.body.status, patched.body.stage, patched.body.amountCny], ["withdrawn", null, 6_000_000]);
    const open = await readAll(query => admin.call("listFinancingRequests", 200, { query: { ...query, status: "open", startupId: owner.id } }));
    assert(open.every(r => r.id !== created.body.id));
    await admin.call("deleteFinancingRequest", 204, { ...at, header: { "If-Match": patched.etag } });
}

async function keepFunds(admin: Caller): Promise<void> {
    const created = await admin.call("createFund", 201, { body: { ...fund("Short-lived"), kind: "aic" } });
    const at = { path: { id: created.body.id } };
    const read = await admin.call("getFund", 200, at);
    const replaced = await admin.call("replaceFund", 200, { ...at, header: { "If-Match": read.etag }, body: fund("Renamed") });
    const patched = await admin.call("patchFund", 200, { ...at, header: { "If-Match": replaced.etag }, body: { lossBasis: "net", lossAllowance: null } });
    assert.deepEqual([patched.body.name, patched.body.lossBasis, patched.body.lossAllowance], ["Renamed", "net", null]);
    assert((await readAll(query => admin.call("listFunds", 200, { query: { ...query, kind: "vc" } }))).length >= 2);
    await admin.call("deleteFund", 204, { ...at, header: { "If-Match": patched.etag } });
}
