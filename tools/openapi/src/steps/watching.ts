import assert from "node:assert/strict";
import type { Caller } from "../client.js";
import { readAll } from "../paging.js";
import type { Keys } from "./keys.js";
import type { Parties } from "./parties.js";

// No resolver knows such a name (RFC 2606): nothing is called.
const receiver = "https://receiver.invalid/hooks";

/** What changed is asked for, from a position on, and once more from where that ended. */
export async function readFeed(keys: Keys): Promise<void> {
    const first = await keys.organizer.call("readEvents", 200, { query: { limit: 2 } });
    assert.equal(first.body.items.length, 2);
    const second = await keys.organizer.call("readEvents", 200, { query: { limit: 2, after: first.body.cursor } });
    assert.notDeepEqual(second.body.items, first.body.items);
    const end = await keys.organizer.call("readEvents", 200, { query: { after: "now" } });
    const nothing = await keys.organizer.call("readEvents", 200, { query: { after: end.body.cursor, wait: 1, type: "plan.*" } });
    assert.deepEqual([nothing.body.items, nothing.body.more], [[], false]);
    const own = await keys.fund.call("readEvents", 200, { query: { resource: "fund", type: "fund.*" } });
    assert.equal(new Set(own.body.items.map(e => e.resource.id)).size, 1, "a fund hears of itself alone");
}

/** A webhook from its secret to its end, with a delivery that is read. */
export async function keepWebhooks(owner: Caller): Promise<void> {
    const made = await owner.call("createWebhook", 201, { body: { name: "system of the chain", url: receiver, events: ["plan.*", "fund.changed"] } });
    assert(made.body.secret !== null, "the secret is shown when a webhook is created");
    const at = { path: { id: made.body.id } };
    const below = { path: { webhookId: made.body.id } };
    const read = await owner.call("getWebhook", 200, at);
    assert.equal(read.body.secret, null);
    await owner.call("getWebhook", 304, { ...at, header: { "If-None-Match": read.etag } });
    assert.equal((await readAll(query => owner.call("listWebhooks", 200, { query: { ...query, status: "active" } }))).length, 1);

    const test = await owner.call("testWebhook", 201, below);
    const delivery = { path: { webhookId: made.body.id, deliveryId: test.body.id } };
    assert.equal((await owner.call("getDelivery", 200, delivery)).body.eventType, "webhook.test");
    assert((await readAll(query => owner.call("listDeliveries", 200, { ...below, query: { ...query, order: "newest" } }))).some(d => d.id === test.body.id));
    assert.equal((await owner.call("replayDelivery", 200, delivery)).body.id, test.body.id, "one that waits is tried at once");

    const rotated = await owner.call("rotateWebhookSecret", 200, below);
    assert(rotated.body.secret !== null && rotated.body.secret !== made.body.secret);
    const replaced = await owner.call("replaceWebhook", 200, { ...at, header: { "If-Match": rotated.etag }, body: { name: "renamed", url: receiver } });
    const paused = await owner.call("patchWebhook", 200, { ...at, header: { "If-Match": replaced.etag }, body: { status: "paused" } });
    assert.deepEqual([paused.body.events, paused.body.status], [[], "paused"]);
    await owner.call("testWebhook", 409, below);
    await owner.call("deleteWebhook", 204, { ...at, header: { "If-Match": paused.etag } });
}

/** A fund watches its ranking. */
export async function keepSavedSearches(fund: Caller, parties: Parties): Promise<void> {
    const made = await fund.call("createSavedSearch", 201, { body: { name: "new for us", subject: { type: "fund", id: parties.funds[0].id }, top: 10, minScore: 0.1 } });
    const at = { path: { id: made.body.id } };
    const below = { path: { searchId: made.body.id } };
    const results = await fund.call("getSavedSearchResults", 200, below);
    assert(results.body.items.every(i => !i.new), "the first evaluation is where the watching begins");
    await fund.call("markSavedSearchSeen", 200, { ...below, body: {} });
    assert.equal((await readAll(query => fund.call("listSavedSearches", 200, { query: { ...query, subjectType: "fund" } }))).length, 1);
    const read = await fund.call("getSavedSearch", 200, at);
    const replaced = await fund.call("replaceSavedSearch", 200, { ...at, header: { "If-Match": read.etag }, body: { name: "renamed", subject: { type: "fund", id: parties.funds[0].id } } });
    const paused = await fund.call("patchSavedSearch", 200, { ...at, header: { "If-Match": replaced.etag }, body: { status: "paused" } });
    assert.deepEqual([paused.body.top, paused.body.minScore, paused.body.status], [20, null, "paused"]);
    await fund.call("deleteSavedSearch", 204, { ...at, header: { "If-Match": paused.etag } });
}
