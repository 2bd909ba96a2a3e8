// Small valid bodies, typed by the description; each step adds what matters to it.
import type { Schema } from "./operations.js";

/** Today in Shanghai, where the sessions are. */
export const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());
export const thisMonth = today.slice(0, 7);

export function startup(name: string): Schema<"StartupDetails"> {
    return { name, sectors: ["evtol"], district: "hongshan", willLandIn: ["jiangan"], foundedOn: "2021-04-12", recognitions: ["little-giant"], teamSize: 40, revenueCny: 12_500_000.5, summary: "载人电动垂直起降航空器" };
}

export function financingRequest(startupId: string, amountCny: number): Schema<"FinancingRequestDetails"> {
    return {
        startupId, title: "样机研制", chain: "low-altitude", stage: "a", amountCny, minTicketCny: 1_000_000, instruments: ["equity"], validUntil: "2099-12-31",
        useOfProceeds: [{ purpose: "研发", amountCny: amountCny / 2 }, { purpose: "试验", amountCny: amountCny / 2 }],
    };
}

export function fund(name: string): Schema<"FundDetails"> {
    return { name, kind: "vc", category: "venture", ticketMinCny: 1_000_000, ticketMaxCny: 50_000_000, commitmentCny: 1_000_000_000, lossAllowance: 0.4, stages: ["a", "b"], instruments: ["equity", "convertible"] };
}

export function position(): Schema<"PositionDetails"> {
    return { name: "已投项目", stage: "a", sectors: ["evtol"], costCny: 10_000_000, fairValueCny: 8_000_000, investedOn: "2025-05-20" };
}

export function session(title: string): Schema<"SessionDetails"> {
    return { month: thisMonth, chain: "low-altitude", title, venue: "武汉", startsAt: `${thisMonth}-15T01:00:00Z`, rounds: 3, tables: 4, status: "open" };
}
