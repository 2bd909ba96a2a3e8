// A month of a matchmaking office, from the first key to the report, and every way in which the API says no.
// A new operation is called in the step that it belongs to; a run fails and names it as long as nobody does.
import type { Api } from "./client.js";
import { readAudit } from "./steps/audit.js";
import { issueKeys, revokeKeys } from "./steps/keys.js";
import { bookPositions, judgeRisk, tryTickets } from "./steps/books.js";
import { createParties, keepParties } from "./steps/parties.js";
import { trainAndPromote } from "./steps/models.js";
import { planAndPublish } from "./steps/planning.js";
import { rankWithReasons } from "./steps/rankings.js";
import { freezeAndReplay } from "./steps/freezes.js";
import { registerParties, statePreferences } from "./steps/registrations.js";
import { checkRefusals } from "./steps/refusals.js";
import { exchangeSheets } from "./steps/sheets.js";
import { repeatWithKeys } from "./steps/repetitions.js";
import { recordOutcomes, report } from "./steps/results.js";
import { openSession } from "./steps/sessions.js";
import { readVocabulary } from "./steps/vocabulary.js";
import { keepSavedSearches, keepWebhooks, readFeed } from "./steps/watching.js";

export async function runChain(api: Api, adminKey: string): Promise<void> {
    const admin = api.as(adminKey);
    await readVocabulary(api.as(undefined), admin);
    const parties = await createParties(admin);
    await keepParties(admin, parties);
    const keys = await issueKeys(api, admin, parties);
    await bookPositions(admin, parties.funds[0]);
    await judgeRisk(keys.fund, parties.funds[0]);
    await tryTickets(keys.fund, parties.funds[0]);
    await rankWithReasons(admin, parties);

    const session = await openSession(keys.organizer);
    const registrations = await registerParties(keys.organizer, session, parties);
    await statePreferences(keys, session, registrations);
    await freezeAndReplay(keys.organizer, session, parties);
    const meetings = await planAndPublish(keys.organizer, session);
    await recordOutcomes(keys.organizer, session, registrations, meetings);
    await report(keys.organizer, session);

    await exchangeSheets(keys.organizer, admin, session);
    await trainAndPromote(admin, keys);
    await readFeed(keys);
    await keepWebhooks(keys.fund);
    await keepSavedSearches(keys.fund, parties);
    await repeatWithKeys(admin);
    await readAudit(keys.auditor, parties);
    await checkRefusals(api, admin, keys, parties, session);
    await revokeKeys(api, admin);
}
