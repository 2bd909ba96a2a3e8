using Matchmaking.Api.Auth;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Sessions;

namespace Matchmaking.Api.Resources;

/// <summary>Judges outcomes: those of a session between parties that are registered there, imported ones also without a session.</summary>
internal static class OutcomeBuilder
{
    /// <param name="db">The write that the outcome is part of.</param>
    /// <param name="caller">A fund speaks for itself only.</param>
    /// <param name="session">Where the pair met; null when nothing is known of it.</param>
    /// <param name="input">As entered.</param>
    /// <param name="now">Time and ids.</param>
    public static async Task<Result<Outcome>> Build(Db db, Caller caller, SessionId? session, OutcomeDetails input, Surroundings now)
    {
        if (!OutcomeRules.Validate(input, now.Today).TryGet(out var details, out var invalid))
            return invalid;
        if (!caller.SeesFund(details.FundId))
            return Unknown("/fundId", session is null ? "fund" : "fund of this session");
        if (await (session is { } id ? CheckRegistered(db, id, details) : CheckExist(db, details)) is { } unknown)
            return unknown;
        return new Outcome(details) { Id = now.Ids.Next<Outcome>(), SessionId = session, CreatedAt = now.Time };
    }

    private static async Task<DomainError?> CheckRegistered(Db db, SessionId session, OutcomeDetails details)
    {
        if (!await IsRegistered(db, session, "fund_id", details.FundId.ToString()))
            return Unknown("/fundId", "fund of this session");
        return await IsRegistered(db, session, "financing_request_id", details.FinancingRequestId.ToString())
            ? null
            : Unknown("/financingRequestId", "financing-request of this session");
    }

    private static async Task<bool> IsRegistered(Db db, SessionId session, string column, string id)
    {
        ListFilter[] filters = [new("session_id", session.ToString()), new(column, id)];
        return (await RegistrationStore.Entities.List(db, new ListQuery(filters, null, 1))).Items.Count > 0;
    }

    private static async Task<DomainError?> CheckExist(Db db, OutcomeDetails details)
    {
        if (await FundStore.Entities.Find(db, details.FundId.Value) is null)
            return Unknown("/fundId", "fund");
        return await FinancingRequestStore.Entities.Find(db, details.FinancingRequestId.Value) is null
            ? Unknown("/financingRequestId", "financing-request")
            : null;
    }

    private static DomainError Unknown(string pointer, string what) =>
        DomainError.Invalid(new FieldError(pointer, Codes.UnknownReference, ("what", what)));
}
