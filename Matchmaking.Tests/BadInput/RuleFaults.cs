using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.OpenApi;

namespace Matchmaking.Tests.BadInput;

/// <summary>What no schema can say: sums, orders, references, states. Each row changes a valid body in a few places.</summary>
internal static class RuleFaults
{
    private static readonly (string Operation, string Changes, string Error)[] _invalid =
    [
        ("createStartup", """{"foundedOn":"2026-11-21"}""", "/foundedOn wrong-order"),
        ("createStartup", """{"foundedOn":"9999-12-31"}""", "/foundedOn wrong-order"),
        ("createStartup", """{"sectors":["evtol","drones","evtol"]}""", "/sectors/2 duplicate"),
        ("createFinancingRequest", """{"startupId":"@unknown"}""", "/startupId unknown-reference"),
        ("createFinancingRequest", """{"startupId":"@fund"}""", "/startupId unknown-reference"),
        ("createFinancingRequest", """{"minTicketCny":30000000.01}""", "/minTicketCny wrong-order"),
        ("createFinancingRequest", """{"useOfProceeds":[{"purpose":"x","amountCny":29999999.99}]}""", "/useOfProceeds sum-mismatch"),
        ("createFinancingRequest", """{"useOfProceeds":[{"purpose":"x","amountCny":30000000.01}]}""", "/useOfProceeds sum-mismatch"),
        ("createFinancingRequest", """{"useOfProceeds":[{"purpose":"x","amountCny":0}]}""", "/useOfProceeds sum-mismatch"),
        ("createFinancingRequest", """{"useOfProceeds":[{"purpose":"x","amountCny":30000000},{"purpose":"y","amountCny":90000000000000}]}""", "/useOfProceeds sum-mismatch"),
        ("replaceFinancingRequest", """{"startupId":"@unknown"}""", "/startupId unknown-reference"),
        ("patchFinancingRequest", """{"amountCny":0.01}""", "/minTicketCny wrong-order"),
        ("createFund", """{"ticketMinCny":20000000.01}""", "/ticketMinCny wrong-order"),
        ("createFund", """{"ticketMaxCny":4999999.99}""", "/ticketMinCny wrong-order"),
        ("patchFund", """{"ticketMinCny":50000000.01}""", "/ticketMinCny wrong-order"),
        ("createPosition", """{"investedOn":"2026-11-21","valuedOn":null}""", "/investedOn wrong-order,/valuedOn wrong-order"),
        ("createPosition", """{"valuedOn":"2024-03-14"}""", "/valuedOn wrong-order"),
        ("createPosition", """{"valuedOn":"2026-11-21"}""", "/valuedOn wrong-order"),
        ("createPosition", """{"closedOn":"2024-03-14","fairValueCny":0}""", "/closedOn wrong-order"),
        ("createPosition", """{"closedOn":"2026-11-21","fairValueCny":0}""", "/closedOn wrong-order"),
        ("createPosition", """{"closedOn":"2026-11-20"}""", "/fairValueCny not-allowed"),
        ("createPosition", """{"startupId":"@unknown"}""", "/startupId unknown-reference"),
        ("createPosition", """{"startupId":"@fund"}""", "/startupId unknown-reference"),
        ("createPosition", """{"costCny":90000000000000}""", "/costCny invalid-amount"),
        ("replacePosition", """{"costCny":90000000000000,"startupId":"@unknown"}""", "/startupId unknown-reference"),
        ("patchPosition", """{"closedOn":"2025-05-19"}""", "/closedOn wrong-order,/valuedOn wrong-order"),
        ("patchSession", """{"status":"draft"}""", "/status not-allowed"),
        ("createRegistration", """{"party":{"type":"guest"},"financingRequestId":null}""", "/party/name required"),
        ("createRegistration", """{"party":{"type":"guest","name":" "},"financingRequestId":null}""", "/party/name required"),
        ("createRegistration", """{"party":{"type":"guest","name":"x","id":"@unknown"},"financingRequestId":null}""", "/party/id not-allowed"),
        ("createRegistration", """{"party":{"type":"guest","name":"x"}}""", "/financingRequestId not-allowed"),
        ("createRegistration", """{"party":{"type":"fund"},"financingRequestId":null}""", "/party/id required"),
        ("createRegistration", """{"party":{"type":"fund","id":"@unknown"},"financingRequestId":null}""", "/party/id unknown-reference"),
        ("createRegistration", """{"party":{"type":"fund","id":"@startup"},"financingRequestId":null}""", "/party/id unknown-reference"),
        ("createRegistration", """{"party":{"type":"fund","id":"@fund"}}""", "/financingRequestId not-allowed"),
        ("createRegistration", """{"financingRequestId":null}""", "/financingRequestId required"),
        ("createRegistration", """{"financingRequestId":"@unknown"}""", "/financingRequestId unknown-reference"),
        ("createRegistration", """{"financingRequestId":"@request"}""", "/financingRequestId unknown-reference"),
        ("createRegistration", """{"party":{"type":"startup","id":"@unknown"}}""", "/party/id unknown-reference"),
        ("createRegistration", """{"minMeetings":4}""", "/minMeetings out-of-range"),
        ("createRegistration", """{"maxMeetings":4}""", "/maxMeetings out-of-range"),
        ("createRegistration", """{"minMeetings":2,"maxMeetings":1}""", "/minMeetings wrong-order"),
        ("createRegistration", """{"availableRounds":[0]}""", "/availableRounds/0 out-of-range"),
        ("createRegistration", """{"availableRounds":[1,4]}""", "/availableRounds/1 out-of-range"),
        ("createRegistration", """{"availableRounds":[1,-2147483648,2147483647]}""", "/availableRounds/1 out-of-range,/availableRounds/2 out-of-range"),
        ("patchRegistration", """{"party":{"id":"@otherStartup"}}""", "/party not-allowed"),
        ("patchRegistration", """{"party":{"name":"x"}}""", "/party not-allowed"),
        ("patchRegistration", """{"party":null}""", "/party required"),
        ("createWebhook", """{"url":"http://receiver.example/hooks"}""", "/url invalid-url"),
        ("createWebhook", """{"url":"ftp://receiver.example/hooks"}""", "/url invalid-url"),
        ("createWebhook", """{"url":"receiver.example/hooks"}""", "/url invalid-url"),
        ("createWebhook", """{"url":"/hooks"}""", "/url invalid-url"),
        ("createWebhook", """{"url":"https:///hooks"}""", "/url invalid-url"),
        ("createWebhook", """{"url":"https://me:secret@receiver.example/hooks"}""", "/url invalid-url"),
        ("createWebhook", """{"url":"https://@receiver.example/hooks"}""", "/url invalid-url"),
        ("createWebhook", """{"url":"https://receiver.example/hooks#part"}""", "/url invalid-url"),
        ("createWebhook", """{"url":"https://receiver.example/a b"}""", "/url invalid-url"),
        ("createWebhook", """{"url":"https://接收.example/hooks"}""", "/url invalid-url"),
        ("createWebhook", """{"url":"https://127.0.0.1/hooks"}""", "/url target-not-allowed"),
        ("createWebhook", """{"url":"https://10.0.0.1/hooks"}""", "/url target-not-allowed"),
        ("createWebhook", """{"url":"https://2130706433/hooks"}""", "/url target-not-allowed"),
        ("createWebhook", """{"url":"https://0x7f.1/hooks"}""", "/url target-not-allowed"),
        ("createWebhook", """{"url":"https://[::1]:8443/hooks"}""", "/url target-not-allowed"),
        ("createWebhook", """{"url":"https://[::ffff:192.168.0.1]/hooks"}""", "/url target-not-allowed"),
        ("createWebhook", """{"events":["plan.published","plan.burnt"]}""", "/events/1 unknown-value"),
        ("createWebhook", """{"events":["key.*"]}""", "/events/0 unknown-value"),
        ("createWebhook", """{"status":"disabled"}""", "/status not-allowed"),
        ("patchWebhook", """{"status":"disabled"}""", "/status not-allowed"),
        ("createSavedSearch", """{"subject":{"type":"fund","id":"@unknown"}}""", "/subject/id unknown-reference"),
        ("createSavedSearch", """{"subject":{"type":"financing-request","id":"@fund"}}""", "/subject/id unknown-reference"),
        ("createSavedSearch", """{"sessionId":"@unknown"}""", "/sessionId unknown-reference"),
        ("createPreference", """{"from":"@unknown"}""", "/from unknown-reference"),
        ("createPreference", """{"from":"@guest"}""", "/to unknown-reference"),
        ("createPreference", """{"to":"@unknown"}""", "/to unknown-reference"),
        ("createPreference", """{"to":"@guest"}""", "/to unknown-reference"),
        ("createPreference", """{"to":"@fundRegistration"}""", "/to unknown-reference"),
        ("createPreference", """{"to":"@otherFundRegistration"}""", "/to unknown-reference"),
        ("recordOutcome", """{"occurredOn":"2026-11-21"}""", "/occurredOn wrong-order"),
        ("recordOutcome", """{"fundId":"@unknown"}""", "/fundId unknown-reference"),
        ("recordOutcome", """{"fundId":"@startup"}""", "/fundId unknown-reference"),
        ("recordOutcome", """{"financingRequestId":"@unknown"}""", "/financingRequestId unknown-reference"),
        ("createKey", """{"subjectId":null,"subjectIds":[]}""", "/subjectId required"),
        ("createKey", """{"subjectId":"@unknown"}""", "/subjectId unknown-reference"),
        ("createKey", """{"subjectId":"@startup"}""", "/subjectId unknown-reference"),
        ("createKey", """{"subjectIds":["@fund","@unknown"]}""", "/subjectIds/1 unknown-reference"),
        ("createKey", """{"role":"startup"}""", "/subjectId unknown-reference,/subjectIds/0 unknown-reference"),
        ("createKey", """{"role":"admin"}""", "/subjectId not-allowed,/subjectIds not-allowed"),
        ("createKey", """{"role":"auditor","subjectId":null,"subjectIds":["@fund"]}""", "/subjectIds not-allowed"),
        ("createKey", """{"expiresAt":"2026-11-20T02:00:00Z"}""", "/expiresAt wrong-order"),
        ("createKey", """{"expiresAt":"1900-01-01T00:00:00Z"}""", "/expiresAt wrong-order"),
        ("makePlan", """{"pins":[{"startupRegistrationId":"@unknown","fundRegistrationId":"@fundRegistration"}]}""", "/pins/0/startupRegistrationId unknown-reference"),
        ("makePlan", """{"pins":[{"startupRegistrationId":"@startupRegistration","fundRegistrationId":"@unknown"}]}""", "/pins/0/fundRegistrationId unknown-reference"),
        ("makePlan", """{"pins":[{"startupRegistrationId":"@startupRegistration","fundRegistrationId":"@fundRegistration","round":0}]}""", "/pins/0/round out-of-range"),
        ("makePlan", """{"pins":[{"startupRegistrationId":"@startupRegistration","fundRegistrationId":"@fundRegistration","round":4}]}""", "/pins/0/round out-of-range"),
        ("repairPlan", """{"fromRound":4}""", "/fromRound out-of-range"),
        ("repairPlan", """{"cancelled":["@otherFundRegistration","@unknown"]}""", "/cancelled/1 unknown-reference"),
        ("repairPlan", """{"late":["@unknown"]}""", "/late/0 unknown-reference"),
        ("repairPlan", """{"late":["@startupRegistration"],"cancelled":["@startupRegistration"]}""", "/late/0 not-allowed"),
        ("repairPlan", """{"availability":[{"registrationId":"@unknown","availableRounds":[4]}]}""", "/availability/0/registrationId unknown-reference,/availability/0/availableRounds/0 out-of-range"),
        ("repairPlan", """{"availability":[{"registrationId":"@startupRegistration","availableRounds":[1]},{"registrationId":"@startupRegistration","availableRounds":[2]}]}""", "/availability/1/registrationId duplicate"),
        ("repairPlan", """{"lostTables":[1,0]}""", "/lostTables/1 out-of-range"),
    ];

    private static readonly (string Operation, string Changes, int Status, string Code, string Errors)[] _refused =
    [
        ("makePlan", """{"layout":"round-tables","objective":"fair"}""", 422, "objective-not-for-layout", "/objective objective-not-for-layout"),
        ("createRegistration", """{"party":{"type":"fund","id":"@fund"},"financingRequestId":null}""", 409, "already-exists", "/party/id already-exists"),
    ];

    public static IEnumerable<BadRequest> Of(World world, ValidBodies bodies, ApiDescription api)
    {
        foreach (var (id, changes, errors) in _invalid)
            yield return Row(world, bodies, api, id, changes, 400, "validation-failed", errors);
        foreach (var (id, changes, status, code, errors) in _refused)
            yield return Row(world, bodies, api, id, changes, status, code, errors);
        foreach (var (path, what) in Used(world))
            yield return new BadRequest(what, HttpMethod.Delete, path, null, null, "*", 409, "in-use", []);
    }

    private static BadRequest Row(World world, ValidBodies bodies, ApiDescription api, string id, string changes, int status, string code, string errors)
    {
        var operation = api.Operations.Single(o => o.Id == id);
        var body = operation.IsMergePatch ? [] : bodies.Of(operation);
        foreach (var (name, value) in JsonNode.Parse(Named(world, changes))!.AsObject())
            body[name] = value?.DeepClone();
        return new BadRequest(
            "rule", operation.Method, operation.Fill(p => world.IdFor(operation.Path, p) ?? EndpointIds.Unknown), body.ToJsonString(), operation.Body!.MediaType, operation.NeedsIfMatch ? "*" : null, status, code, errors.Split(','));
    }

    private static string Named(World world, string changes)
    {
        (string Name, string Id)[] names =
        [
            ("unknown", EndpointIds.Unknown), ("fundRegistration", world.Fund.RegistrationId), ("otherFundRegistration", world.OtherFund.RegistrationId),
            ("startupRegistration", world.Startup.RegistrationId), ("guest", world.GuestRegistrationId), ("fund", world.Fund.FundId), ("startup", world.Startup.StartupId),
            ("otherStartup", world.OtherStartup.StartupId), ("request", world.Startup.RequestId),
        ];
        return names.Aggregate(changes, (text, n) => text.Replace($"\"@{n.Name}\"", $"\"{n.Id}\"", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Path, string What)> Used(World world) =>
    [
        ($"/startups/{world.Startup.StartupId}", "a startup with a request"),
        ($"/financing-requests/{world.Startup.RequestId}", "a registered request"),
        ($"/funds/{world.Fund.FundId}", "a fund with positions"),
        ($"/sessions/{world.SessionId}", "a session with registrations"),
        ($"/sessions/{world.SessionId}/registrations/{world.Fund.RegistrationId}", "a registration in a plan"),
    ];
}
