import assert from "node:assert/strict";
import type { Caller } from "../client.js";
import { readAll } from "../paging.js";
import { follow } from "./operations.js";
import type { Keys } from "./keys.js";

const funds = [0, 1, 2, 3, 4, 5];
const startups = [0, 1, 2, 3, 4, 5];
const results = ["有意向", "已会面", "尽职调查"];

/** Three past sessions come in as sheets, a model is trained on them, serves, and is taken back. */
export async function trainAndPromote(admin: Caller, keys: Keys): Promise<void> {
    assert.equal((await admin.call("trainModel", 409)).body.code, "too-few-outcomes");
    await keys.startup.call("listModels", 403);
    await keys.organizer.call("trainModel", 403);
    await follow(admin, await admin.call("importFunds", 202, { body: ["基金名称,机构类型,基金类别,认缴规模(万元),单笔上限(万元)", ...funds.map(f => `往期基金${f},创投机构,创投,50000,8000`)].join("\n") }));
    for (const month of ["2025-06", "2025-07", "2025-08"])
        await importSession(admin, month);

    const trained = await follow(admin, await admin.call("trainModel", 202, { body: { seed: 2 } }));
    const { result } = trained;
    assert(typeof result === "object" && result !== null && "version" in result && typeof result.version === "string");
    const at = { path: { version: result.version } };
    const model = await keys.fund.call("getModel", 200, at);
    // The session of this chain is the fourth.
    assert.deepEqual([model.body.status, model.body.seed, model.body.report?.sessions], ["candidate", 2, 4]);
    await admin.call("getModel", 304, { ...at, header: { "If-None-Match": model.etag } });

    const promoted = await admin.call("promoteModel", 200, { ...at, body: { force: true, reason: "示例" } });
    assert.deepEqual([promoted.body.status, promoted.body.promotions[0]?.previousVersion], ["serving", "prior-2"]);
    const back = await admin.call("promoteModel", 200, { path: { version: "prior-2" } });
    assert.equal(back.body.status, "serving");
    const retired = await readAll(query => keys.auditor.call("listModels", 200, { query: { ...query, status: "retired" } }));
    assert.deepEqual(retired.map(m => m.version), ["prior-1", result.version]);
    await admin.call("getModel", 404, { path: { version: "of-nobody" } });
}

async function importSession(admin: Caller, month: string): Promise<void> {
    const { body: session } = await admin.call("createSession", 201, { body: { month, chain: "hydrogen", title: `往期对接会 ${month}`, status: "open" } });
    const query = { sessionId: session.id };
    const seekers = startups.map(s => `企业,往期企业${month}-${s},往期融资${month}-${s},${(s + 1) * 1000},${s % 2 === 0 ? "A轮" : "天使轮"},氢能`);
    const registered = ["参会方类型,参会方名称,需求标题,融资需求(万元),融资轮次,所属领域", ...funds.map(f => `基金,往期基金${f},,,,`), ...seekers];
    await follow(admin, await admin.call("importRegistrations", 202, { query, body: registered.join("\n") }));
    const pairs = funds.flatMap(fund => startups.map(startup => ({ fund, startup, result: results[(fund + startup) % 4] }))).filter(p => p.result !== undefined);
    const outcomes = ["基金名称,企业名称,对接结果,发生日期", ...pairs.map(p => `往期基金${p.fund},往期企业${month}-${p.startup},${p.result},${month}-20`)];
    await follow(admin, await admin.call("importOutcomes", 202, { query, body: outcomes.join("\n") }));
}
