import assert from "node:assert/strict";
import type { Caller } from "../client.js";
import { position, today } from "../fixtures.js";
import type { Schema } from "../operations.js";
import { readAll } from "../paging.js";

/** A live position, one that is sold at a loss, and one that was booked by mistake. */
export async function bookPositions(admin: Caller, owner: Schema<"Fund">): Promise<void> {
    const below = { path: { fundId: owner.id } };
    const live = await admin.call("createPosition", 201, { ...below, body: position() });
    const at = { path: { fundId: owner.id, id: live.body.id } };
    await admin.call("getPosition", 304, { ...at, header: { "If-None-Match": (await admin.call("getPosition", 200, at)).etag } });
    const replaced = await admin.call("replacePosition", 200, { ...at, header: { "If-Match": live.etag }, body: { ...position(), fairValueCny: 9_000_000, valuedOn: today } });
    assert.equal(replaced.body.valuations.length, 2);

    const sold = await admin.call("createPosition", 201, { ...below, body: position() });
    await admin.call("patchPosition", 200, {
        path: { fundId: owner.id, id: sold.body.id },
        header: { "If-Match": sold.etag },
        body: { closedOn: today, valuedOn: today, proceedsCny: 4_000_000, fairValueCny: 0 },
    });

    const mistaken = await admin.call("createPosition", 201, { ...below, body: position() });
    const voided = await admin.call("voidPosition", 200, { path: { fundId: owner.id, positionId: mistaken.body.id }, body: { reason: "Booked twice" } });
    assert.equal(voided.body.voidedReason, "Booked twice");
    assert.equal((await readAll(query => admin.call("listPositions", 200, { ...below, query }))).length, 3);
}

/** The fund reads its own losses: 6 of 20 million are lost for good, 1 million on paper. */
export async function judgeRisk(fund: Caller, owner: Schema<"Fund">): Promise<void> {
    const risk = await fund.call("getFundRisk", 200, { path: { fundId: owner.id }, query: { asOf: today } });
    assert.deepEqual([risk.body.investedCny, risk.body.realisedLossCny, risk.body.markedLossCny], [20_000_000, 6_000_000, 7_000_000]);
    assert.equal(risk.body.lossRatio, 0.3);
    const whole = await fund.call("getFundRisk", 200, { path: { fundId: owner.id }, query: { asOf: today, include: "contributions,distribution" } });
    const parts = whole.body.model.contributions!.positions.reduce((sum, p) => sum + p.cvar95Cny, whole.body.model.contributions!.realisedCny);
    assert.ok(Math.abs(parts - whole.body.model.cvar95Cny) < 0.005, "contributions add up");
    await fund.call("getFundRisk", 304, { path: { fundId: owner.id }, query: { asOf: today }, header: { "If-None-Match": risk.etag } });
}

/** It tries tickets before it meets anybody: one, two together, and every size of one. */
export async function tryTickets(fund: Caller, owner: Schema<"Fund">): Promise<void> {
    const at = { path: { fundId: owner.id }, query: { asOf: today } };
    const one = await fund.call("tryTickets", 200, { ...at, body: { stage: "a", amountCny: 5_000_000, sectors: ["evtol"] } });
    assert.equal(one.body.after.investedCny, one.body.before.investedCny + 5_000_000);
    assert.equal(one.body.candidate?.chain, "low-altitude");
    const two = await fund.call("tryTickets", 200, {
        ...at,
        body: { candidates: [{ stage: "a", amountCny: 5_000_000, sectors: ["evtol"] }, { stage: "seed", amountCny: 2_000_000 }] },
    });
    assert.equal(two.body.candidates.length, 2);
    const curve = await fund.call("getRiskCurve", 200, { path: at.path, query: { asOf: today, stage: "a", sector: "evtol", points: 11 } });
    assert.equal(curve.body.points.length, 11);
}
