import assert from "node:assert/strict";
import type { Caller } from "../client.js";
import { financingRequest } from "../fixtures.js";
import type { Schema } from "../operations.js";
import type { Parties } from "./parties.js";

/** Rankings in both directions: why each candidate stands where it does, and why the others are not there. */
export async function rankWithReasons(admin: Caller, parties: Parties): Promise<void> {
    const [owner] = parties.funds;
    const tooSmall = await admin.call("createFinancingRequest", 201, { body: { ...financingRequest(parties.seekers[2].startup.id, 400_000), minTicketCny: 400_000 } });
    const ranking = await admin.call("rankRequestsForFund", 200, { path: { fundId: owner.id }, query: { include: "excluded,interval,names" } });
    ranking.body.items.forEach(explained);
    const excluded = ranking.body.excluded?.find(e => e.financingRequestId === tooSmall.body.id);
    assert(excluded !== undefined);
    assert(excluded.reasons.some(r => r.code === "ticket-below-min" && r.message !== ""));
    assert.equal(excluded.counterfactual?.field, "amountCny");
    await admin.call("rankRequestsForFund", 304, { path: { fundId: owner.id }, query: { include: "excluded,interval,names" }, header: { "If-None-Match": ranking.etag } });

    const paged: string[] = [];
    let page = await admin.call("rankRequestsForFund", 200, { path: { fundId: owner.id }, query: { limit: 1 } });
    for (;;) {
        paged.push(...page.body.items.map(i => i.financingRequestId ?? ""));
        if (page.body.nextCursor === null)
            break;
        page = await admin.call("rankRequestsForFund", 200, { path: { fundId: owner.id }, query: { limit: 1, cursor: page.body.nextCursor } });
    }
    assert.deepEqual(paged, ranking.body.items.map(i => i.financingRequestId));

    const funds = await admin.call("rankFundsForRequest", 200, { path: { requestId: parties.seekers[0].request.id }, query: { include: "excluded" } });
    assert.equal(funds.body.total + funds.body.excludedTotal, parties.funds.length);
    assert(funds.body.items.every(i => i.risk === undefined), "losses of funds are not for startups");
}

/** The contributions add up to the raw score. */
function explained(item: Schema<"RankedItem">): void {
    const sum = item.contributions.reduce((total, c) => total + c.contribution, item.baseline);
    assert(Math.abs(sum - item.rawScore) < 1e-9, `${sum} is not ${item.rawScore}`);
    assert(item.score > 0 && item.score < 1);
}
