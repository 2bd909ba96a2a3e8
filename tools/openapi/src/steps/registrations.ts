import assert from "node:assert/strict";
import type { Caller } from "../client.js";
import type { Schema } from "../operations.js";
import { readAll } from "../paging.js";
import type { Keys } from "./keys.js";
import type { Parties } from "./parties.js";

export interface Registrations {
    readonly seekers: readonly Schema<"Registration">[];
    readonly funds: readonly Schema<"Registration">[];
}

export async function registerParties(organizer: Caller, session: Schema<"Session">, parties: Parties): Promise<Registrations> {
    const below = { path: { sessionId: session.id } };
    const register = async (body: Schema<"RegistrationDetails">): Promise<Schema<"Registration">> => (await organizer.call("createRegistration", 201, { ...below, body })).body;
    const seekers = [];
    for (const { startup, request } of parties.seekers)
        seekers.push(await register({ party: { type: "startup", id: startup.id }, financingRequestId: request.id, minMeetings: 1, contact: "王女士" }));
    const funds = [];
    for (const fund of parties.funds)
        funds.push(await register({ party: { type: "fund", id: fund.id }, availableRounds: [1, 2, 3] }));
    await keepGuests(organizer, session);
    assert.equal((await readAll(query => organizer.call("listRegistrations", 200, { ...below, query: { ...query, partyType: "fund" } }))).length, funds.length);
    return { seekers, funds };
}

async function keepGuests(organizer: Caller, session: Schema<"Session">): Promise<void> {
    const guest = await organizer.call("createRegistration", 201, { path: { sessionId: session.id }, body: { party: { type: "guest", name: "Official" } } });
    const at = { path: { sessionId: session.id, id: guest.body.id } };
    const read = await organizer.call("getRegistration", 200, at);
    const replaced = await organizer.call("replaceRegistration", 200, { ...at, header: { "If-Match": read.etag }, body: { party: { type: "guest", name: "Official" }, contact: "3" } });
    const patched = await organizer.call("patchRegistration", 200, { ...at, header: { "If-Match": replaced.etag }, body: { status: "no-show", contact: null } });
    assert.deepEqual([patched.body.status, patched.body.contact], ["no-show", null]);
    await organizer.call("deleteRegistration", 204, { ...at, header: { "If-Match": patched.etag } });
}

/** The fund wants one startup, the startup vetoes another fund, the organizer changes its mind. */
export async function statePreferences(keys: Keys, session: Schema<"Session">, registrations: Registrations): Promise<void> {
    const below = { path: { sessionId: session.id } };
    const [seeker, other] = registrations.seekers;
    const [fund, otherFund] = registrations.funds;
    assert(seeker !== undefined && other !== undefined && fund !== undefined && otherFund !== undefined);
    await keys.fund.call("createPreference", 201, { ...below, body: { from: fund.id, to: seeker.id, value: "want" } });
    await keys.startup.call("createPreference", 201, { ...below, body: { from: seeker.id, to: otherFund.id, value: "veto" } });

    const said = await keys.organizer.call("createPreference", 201, { ...below, body: { from: other.id, to: fund.id, value: "avoid" } });
    const at = { path: { sessionId: session.id, id: said.body.id } };
    const read = await keys.organizer.call("getPreference", 200, at);
    const replaced = await keys.organizer.call("replacePreference", 200, { ...at, header: { "If-Match": read.etag }, body: { from: other.id, to: fund.id, value: "want" } });
    const patched = await keys.organizer.call("patchPreference", 200, { ...at, header: { "If-Match": replaced.etag }, body: { value: "must" } });
    assert.deepEqual([patched.body.value, patched.body.byOrganizer], ["must", true]);
    assert.equal((await readAll(query => keys.organizer.call("listPreferences", 200, { ...below, query: { ...query, to: fund.id } }))).length, 1);
    await keys.organizer.call("deletePreference", 204, { ...at, header: { "If-Match": patched.etag } });
}
