import assert from "node:assert/strict";
import type { Answer, Caller } from "../client.js";
import { today } from "../fixtures.js";
import type { Schema } from "../operations.js";
import { readAll } from "../paging.js";
import { follow } from "./operations.js";

/** Templates, then a small season as sheets: every kind is imported, and exported again. */
export async function exchangeSheets(organizer: Caller, admin: Caller, session: Schema<"Session">): Promise<void> {
    await readTemplates(admin);
    await importSheets(admin, session);
    await exportSheets(organizer, session);
    const done = await readAll(query => admin.call("listOperations", 200, { query: { ...query, kind: "import", status: "succeeded" } }), 200);
    assert.equal(done.length, 7);
}

async function readTemplates(admin: Caller): Promise<void> {
    const query = { format: "csv", lang: "zh" } as const;
    assert.match((await admin.call("getStartupsTemplate", 200, { query })).body, /企业名称/);
    assert.match((await admin.call("getFinancingRequestsTemplate", 200, { query })).body, /融资/);
    assert.match((await admin.call("getFundsTemplate", 200, { query })).body, /基金名称/);
    assert.match((await admin.call("getPositionsTemplate", 200, { query })).body, /基金名称/);
    assert.match((await admin.call("getRegistrationsTemplate", 200, { query })).body, /参会方/);
    assert.match((await admin.call("getOutcomesTemplate", 200, { query })).body, /基金名称/);
}

async function importSheets(admin: Caller, session: Schema<"Session">): Promise<void> {
    const kept = async (accepted: Promise<Answer<Schema<"Operation">>>): Promise<void> => {
        const { result } = await follow(admin, await accepted);
        assert.deepEqual(counts(result), { created: 1, failed: 0 });
    };
    const startups = "企业名称,统一社会信用代码,所属领域,所在区,营业收入(万元)\n示例氢能科技有限公司,91420102MA4T5LJF9G,氢能,洪山区,1800\n";
    await follow(admin, await admin.call("importStartups", 202, { query: { dryRun: true }, body: startups }));
    await kept(admin.call("importStartups", 202, { body: startups }));
    await kept(admin.call("importFinancingRequests", 202, { body: "统一社会信用代码,需求标题,产业链,融资轮次,融资需求(万元)\n91420102MA4T5LJF9G,示例A轮融资,氢能,A轮,3000\n" }));
    await kept(admin.call("importFunds", 202, { body: "基金名称,机构类型,基金类别,单笔上限(万元)\n示例创业投资基金,创投机构,创投,3000\n" }));
    await kept(admin.call("importPositions", 202, { body: "基金名称,被投项目,投资轮次,投资成本(万元),投资日期\n示例创业投资基金,示例被投项目,A轮,1000,2025-06-30\n" }));
    await kept(admin.call("importRegistrations", 202, { query: { sessionId: session.id }, body: "参会方类型,参会方名称\n基金,示例创业投资基金\n" }));
    await kept(admin.call("importOutcomes", 202, { body: `基金名称,企业名称,对接结果,发生日期,金额(万元)\n示例创业投资基金,示例氢能科技有限公司,已投资,${today},1000\n` }));
}

/** The result of an operation depends on its kind, so its type is open. */
function counts(result: unknown): { created: unknown; failed: unknown } {
    assert(typeof result === "object" && result !== null && "created" in result && "failed" in result);
    return { created: result.created, failed: result.failed };
}

async function exportSheets(organizer: Caller, session: Schema<"Session">): Promise<void> {
    const query = { format: "csv", lang: "zh" } as const;
    assert.match((await organizer.call("exportStartups", 200, { query })).body, /示例氢能科技有限公司/);
    assert.match((await organizer.call("exportFinancingRequests", 200, { query: { ...query, status: "open" } })).body, /示例A轮融资/);
    assert.match((await organizer.call("exportFunds", 200, { query: { ...query, kind: "vc" } })).body, /示例创业投资基金/);
    assert.match((await organizer.call("exportPositions", 200, { query })).body, /示例被投项目/);
    assert.match((await organizer.call("exportRegistrations", 200, { query: { ...query, sessionId: session.id } })).body, /示例创业投资基金/);
    assert.match((await organizer.call("exportOutcomes", 200, { query })).body, /示例创业投资基金/);
}
