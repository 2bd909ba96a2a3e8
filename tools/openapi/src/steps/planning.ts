import assert from "node:assert/strict";
import type { Caller } from "../client.js";
import type { Schema } from "../operations.js";

/** Makes a plan, checks its proof, publishes it; the meetings that will be held. */
export async function planAndPublish(organizer: Caller, session: Schema<"Session">): Promise<readonly Schema<"PlannedMeeting">[]> {
    const below = { path: { sessionId: session.id } };
    const other = await organizer.call("makePlan", 201, { ...below, body: { objective: "total", seed: 7 } });
    const plan = await organizer.call("makePlan", 201, below);
    assert.deepEqual([plan.body.optimal, plan.body.gap, plan.body.status], [true, 0, "draft"]);
    assert(plan.body.certificate !== null);
    assert.equal(upperBound(plan.body.certificate), Math.round((plan.body.upperBound ?? 0) * 10_000));

    const at = { path: { planId: plan.body.id } };
    await organizer.call("getPlan", 304, { ...at, header: { "If-None-Match": plan.etag } });
    const named = await organizer.call("getPlan", 200, { ...at, query: { include: "names" } });
    assert(named.body.meetings.every(m => m.startupName !== undefined && m.fundName !== undefined));
    assert.equal((await organizer.call("listPlans", 200, { ...below, query: { status: "draft" } })).body.items.length, 2);
    assert.equal((await organizer.call("publishPlan", 200, at)).body.status, "published");
    await readOutputs(organizer, plan.body);
    await explain(organizer, plan.body, other.body);
    await repair(organizer, plan.body);
    assert.equal((await organizer.call("publishPlan", 409, at)).body.code, "already-published");
    assert.equal((await organizer.call("publishPlan", 409, { path: { planId: other.body.id } })).body.code, "plan-outdated");
    return plan.body.meetings;
}

/** The plan on paper, in a spreadsheet and in a calendar: each says which plan it is from. */
async function readOutputs(organizer: Caller, plan: Schema<"Plan">): Promise<void> {
    const at = { path: { planId: plan.id } };
    const chart = await organizer.call("getPlanChart", 200, { ...at, query: { paper: "a3", page: 1 } });
    assert.match(chart.body, /^(<\?xml[^>]*>)?<svg /);
    await organizer.call("getPlanChart", 304, { ...at, query: { paper: "a3", page: 1 }, header: { "If-None-Match": chart.etag } });
    const sheet = await organizer.call("getPlanSheet", 200, at);
    assert(sheet.body.includes(plan.sha256));
    const calendar = await organizer.call("getPlanCalendar", 200, at);
    assert.equal(calendar.body.match(/BEGIN:VEVENT/g)?.length, plan.meetings.length);
    const registrationId = plan.meetings[0]?.fundRegistrationId;
    assert.match((await organizer.call("getPlanCalendar", 200, { ...at, query: { registrationId } })).body, /BEGIN:VEVENT/);
    assert([chart, sheet, calendar].every(answer => answer.headers.get("X-Plan-Hash") === plan.sha256));
}

/** Why the plan is as it is, and what another one changes. */
async function explain(organizer: Caller, plan: Schema<"Plan">, other: Schema<"Plan">): Promise<void> {
    const at = { path: { planId: plan.id } };
    const meeting = plan.meetings[0];
    assert(meeting !== undefined);
    const query = { startupRegistrationId: meeting.startupRegistrationId, fundRegistrationId: meeting.fundRegistrationId };
    const pair = await organizer.call("getPlanPair", 200, { ...at, query });
    assert.deepEqual([pair.body.met, pair.body.reason, pair.body.round], [true, "met", meeting.round]);
    await organizer.call("getPlanPair", 304, { ...at, query, header: { "If-None-Match": pair.etag } });
    const prices = await organizer.call("getPlanPrices", 200, at);
    assert([prices.body.oneMoreTable, prices.body.oneMoreRound, ...prices.body.oneMoreMeeting].every(gain => gain.adds === null || gain.adds <= gain.atMost));
    const stability = await organizer.call("getPlanStability", 200, { ...at, query: { limit: 10 } });
    assert(stability.body.items.length <= Math.min(10, stability.body.total));
    const difference = await organizer.call("comparePlans", 200, { path: { planId: other.id, otherId: plan.id } });
    assert.equal(difference.body.kept.length + difference.body.moved.length + difference.body.new.length, plan.meetings.length);
}

/** After a table was lost nobody sits there, the first round stays, and the answer tells what became of every meeting. */
async function repair(organizer: Caller, plan: Schema<"Plan">): Promise<void> {
    const lost = plan.meetings.at(-1)?.table ?? 1;
    const repaired = await organizer.call("repairPlan", 201, { path: { planId: plan.id }, body: { fromRound: 2, lostTables: [lost] } });
    assert.deepEqual([repaired.body.status, repaired.body.repairOf, repaired.body.changes?.lostTables], ["draft", plan.id, [lost]]);
    assert(repaired.body.meetings.every(meeting => meeting.round === 1 || meeting.table !== lost));
    const difference = repaired.body.difference;
    assert(difference !== undefined);
    assert.equal(difference.kept.length + difference.moved.length + difference.dropped.length, plan.meetings.length);
}

/** The bound that anyone can recompute, as the description of the certificate says. */
function upperBound(certificate: Schema<"Certificate">): number {
    const priceOf = new Map(certificate.prices.map(p => [p.registrationId, p.price]));
    const pinned = new Set(certificate.pins.map(p => `${p.startupRegistrationId} ${p.fundRegistrationId}`));
    const smallestTablePrice = Math.min(...certificate.tablePrices);
    const ofParticipants = certificate.prices.reduce((sum, p) => sum + p.price * (p.price < 0 ? p.min : p.max), 0);
    const ofTables = certificate.tables * certificate.tablePrices.reduce((sum, price) => sum + price, 0);
    const ofPairs = certificate.weights.reduce((sum, w) => {
        const left = w.weight - (priceOf.get(w.startupRegistrationId) ?? 0) - (priceOf.get(w.fundRegistrationId) ?? 0) - smallestTablePrice;
        return sum + (pinned.has(`${w.startupRegistrationId} ${w.fundRegistrationId}`) ? left : Math.max(0, left));
    }, 0);
    return ofParticipants + ofTables + ofPairs;
}
