using System.Text.Json;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Resources;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Events;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Operations;
using Matchmaking.Core.Storage.SavedSearches;
using Matchmaking.Core.Storage.Sessions;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Events;

/// <summary>
/// What of an event one caller is told: who may read a thing is told of it, and nobody else. A party must be able to read it now, and the state that the
/// event tells of must have been one that it may read. What is not said to be visible is not.
/// </summary>
/// <param name="db">The state of things now; what it answers is kept, so that one of these serves for one state.</param>
/// <param name="caller">Whose rights count.</param>
internal sealed class EventVisibility(Db db, Caller caller)
{
    private const string Open = "open";
    private const string Draft = "draft";

    /// <summary>What a startup is shown of a fund, as the audit log names it.</summary>
    private static readonly string[] _publicOfFunds = [.. typeof(PublicFundView).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))];

    private readonly Dictionary<SessionId, bool> _sessions = [];
    private readonly Dictionary<SessionId, bool> _takesPart = [];

    /// <returns>The event as this caller is told it; null: it is not.</returns>
    public async Task<ChangeEvent?> Show(ProjectedEvent projected)
    {
        var (told, change) = projected;
        if (told.Resource.Type == "webhook")
            return SeesWebhook(caller, KeyOf(change)) ? told : null;
        if (caller.IsStaff)
            return told;
        if (told.Type == EventTypes.SavedSearchMatched)
            return await Matched(told);
        return await SeesAsParty(told, change) ? told : null;
    }

    /// <summary>The key that it belongs to, and those who read everything.</summary>
    public static bool SeesWebhook(Caller caller, KeyId? owner) => caller.Role is Role.Admin or Role.Auditor || caller.KeyId == owner;

    /// <summary>Those of some candidates of a fund's or request's ranking that the caller may still see.</summary>
    public async Task<IReadOnlySet<Guid>> Candidates(RankingSubject subject, IEnumerable<Guid> ids)
    {
        if (subject != RankingSubject.Fund)
            return (await FundStore.Entities.Find(db, ids)).Keys.ToHashSet();
        var requests = await FinancingRequestStore.Entities.Find(db, ids);
        return requests.Values.Where(r => caller.IsStaff || r.Status == RequestStatus.Open).Select(r => r.Id.Value).ToHashSet();
    }

    private Task<bool> SeesAsParty(ChangeEvent told, AuditChange change) => told.Resource.Type switch
    {
        "startup" => SeesStartup(told),
        "financing-request" => SeesRequest(told),
        "fund" => SeesFund(told, change),
        "position" => Task.FromResult(OwnFund(told)),
        "session" => told.Status is null or Draft ? Task.FromResult(false) : SeesSession(told),
        "registration" => OwnParty(told) ? SeesSession(told) : Task.FromResult(false),
        "preference" => SeesPreference(told, change),
        "plan" => SeesPlan(told, change),
        "outcome" => OwnFund(told) ? SeesSessionOrNone(told) : Task.FromResult(false),
        "operation" => OwnOperation(change),
        "model" => Task.FromResult(caller.Role == Role.Fund),
        "saved-search" => OwnSearch(change),
        _ => Task.FromResult(false),
    };

    private async Task<bool> SeesStartup(ChangeEvent told) => caller.Role == Role.Startup
        ? caller.SpeaksForStartup(told.StartupId!.Value)
        : await StartupStore.Entities.Find(db, told.StartupId!.Value.Value) is not null;

    private async Task<bool> SeesRequest(ChangeEvent told)
    {
        if (caller.Role == Role.Startup)
            return told.StartupId is { } startup && caller.SpeaksForStartup(startup);
        return told.Status == Open
            && await FinancingRequestStore.Entities.Find(db, told.FinancingRequestId!.Value.Value) is { Status: RequestStatus.Open };
    }

    private async Task<bool> SeesFund(ChangeEvent told, AuditChange change)
    {
        if (caller.Role == Role.Fund)
            return OwnFund(told);
        // That something else of a fund changed would tell when it books, gains or loses.
        return change.Differs(_publicOfFunds) && await FundStore.Entities.Find(db, told.FundId!.Value.Value) is not null;
    }

    private async Task<bool> SeesPreference(ChangeEvent told, AuditChange change)
    {
        if (change.IsTrue("byOrganizer") || change.Id<Registration>("from") is not { } from)
            return false;
        return await RegistrationStore.Entities.Find(db, from.Value) is { } registration && RegistrationResource.IsOwn(caller, registration) && await SeesSession(told);
    }

    /// <summary>Published ones of sessions in which the caller takes part.</summary>
    private async Task<bool> SeesPlan(ChangeEvent told, AuditChange change)
    {
        if (told.Status != "published" || change.Action == AuditAction.Deleted)
            return false;
        var session = told.SessionId!.Value;
        if (!_takesPart.TryGetValue(session, out var takesPart))
            _takesPart[session] = takesPart = (await RegistrationStore.OfSession(db, session)).Any(r => RegistrationResource.IsOwn(caller, r));
        return takesPart && await SeesSession(told);
    }

    private async Task<bool> OwnOperation(AuditChange change) =>
        await OperationStore.Find(db, new(change.Row.ResourceId)) is { } operation && operation.Origin.KeyId == caller.KeyId;

    private async Task<bool> OwnSearch(AuditChange change)
    {
        if (await SavedSearchStore.Entities.Find(db, change.Row.ResourceId) is { } search)
            return SavedSearchResource.IsOwn(caller, search);
        // It is gone, with what says whose it was: the row itself names the subject, which for a fund is the owner.
        return !change.IsTrue("byOrganizer") && change.Text("subject", "type") == "fund" && Guid.TryParse(change.Text("subject", "id"), out var fund) && caller.SpeaksForFund(new(fund));
    }

    private async Task<ChangeEvent?> Matched(ChangeEvent told)
    {
        if (await SavedSearchStore.Entities.Find(db, Guid.Parse(told.Resource.Id)) is not { } search || !SavedSearchResource.IsOwn(caller, search))
            return null;
        var seen = await Candidates(search.Subject.Type, told.Matches ?? []);
        return seen.Count == 0 ? null : told with { Matches = [.. told.Matches!.Where(seen.Contains)] };
    }

    private bool OwnFund(ChangeEvent told) => told.FundId is { } fund && caller.SpeaksForFund(fund);

    private bool OwnParty(ChangeEvent told) => OwnFund(told) || (told.StartupId is { } startup && caller.SpeaksForStartup(startup));

    private Task<bool> SeesSessionOrNone(ChangeEvent told) => told.SessionId is null ? Task.FromResult(true) : SeesSession(told);

    private async Task<bool> SeesSession(ChangeEvent told)
    {
        if (told.SessionId is not { } id)
            return false;
        if (!_sessions.TryGetValue(id, out var isSeen))
            _sessions[id] = isSeen = await SessionStore.Entities.Find(db, id.Value) is { } session && session.Status != SessionStatus.Draft;
        return isSeen;
    }

    private static KeyId? KeyOf(AuditChange change) => change.Id<ApiKey>("keyId");
}
