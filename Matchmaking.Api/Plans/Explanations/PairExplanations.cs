using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Explaining;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Ranking.Limits;

namespace Matchmaking.Api.Plans.Explanations;

/// <summary>Says why a pair meets or does not, from the stored plan and its freeze.</summary>
internal sealed class PairExplanations(IDatabase database, ReasonText reasons)
{
    /// <param name="id">The plan.</param>
    /// <param name="asked">A startup's registration and a fund's, or what is wrong with the question; that is told once the plan is known to be the caller's to see.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="language">Of the messages.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>404 for a plan that the caller may not see, somebody who takes no part in it, and for parties a pair of others.</returns>
    public async Task<Result<PlanPairView>> Explain(
        PlanId id, Result<(RegistrationId Startup, RegistrationId Fund)> asked, Caller caller, Language language, CancellationToken cancel)
    {
        var loaded = await database.Read(db => Load(db, id, asked, caller), cancel);
        if (!loaded.TryGet(out var known, out var refused))
            return refused;
        var (document, ids, frozen) = known;
        var view = document.Layout == SessionLayout.Meetings
            ? Meeting(document, ids, frozen, caller.Role, language, cancel)
            : Seated(document, ids, frozen, caller.Role, language);

        // What a pair would displace is about others, and so are the limits that it would break.
        return caller.IsStaff ? view : view with { DisplacementCost = null, DisplacementExact = null, DisplacementAtMost = null };
    }

    private static async Task<Result<(PlanDocument Document, (RegistrationId, RegistrationId) Ids, FrozenPair Frozen)>> Load(
        Db db, PlanId id, Result<(RegistrationId, RegistrationId)> asked, Caller caller)
    {
        if (!(await VisiblePlan.Find(db, id, caller)).TryGet(out var visible, out var missing))
            return missing;
        if (!asked.TryGet(out var ids, out var invalid))
            return invalid;
        var (startup, fund) = ids;
        var parties = PlanParties.Of(visible.Document.Certificate);
        // Who met in the rounds before a repair and has gone since is not in what was planned again.
        var isKnown = (parties.Startups.Any(p => p.RegistrationId == startup) && parties.Funds.Any(p => p.RegistrationId == fund))
            || visible.Document.Meetings.Any(m => (m.StartupRegistrationId, m.FundRegistrationId) == (startup, fund));
        if (!isKnown || !(caller.IsStaff || visible.Own.Contains(startup) || visible.Own.Contains(fund)))
            return DomainError.NotFound("registration");
        var frozen = await FrozenPair.Load(db, visible, startup, fund);

        // A request that was not open does not exist for a fund, here as in its ranking.
        return caller.Role == Role.Fund && frozen.OfFund.Any(r => r.Code == Codes.RequestNotOpen) ? DomainError.NotFound("registration") : (visible.Document, ids, frozen);
    }

    private PlanPairView Meeting(
        PlanDocument document, (RegistrationId Startup, RegistrationId Fund) ids, FrozenPair frozen, Role role, Language language, CancellationToken cancel)
    {
        if (document.Meetings.FirstOrDefault(m => (m.StartupRegistrationId, m.FundRegistrationId) == ids) is { } met)
            return Met(ids, met.Round, met.Table, met.Score, role);
        var (problem, plan) = PlanReader.Meetings(document);
        var pair = new PairKey(At(problem.Startups, ids.Startup), At(problem.Funds, ids.Fund));
        var verdict = PairVerdict.Of(Withheld(document, ids), IsEligible(document, ids), problem.CommonRounds(pair.Startup, pair.Fund).Count > 0, frozen, role);
        var view = NotMet(ids, verdict, frozen.Score, role, language);
        if (verdict.Reason != PairReason.NotWorthIt || role is Role.Startup or Role.Fund)
            return view;
        var forced = PairForcing.Of(problem, plan, pair, cancel);
        return view with
        {
            Limits = [.. forced.Conflicts.Where(c => !IsPinOf(c, ids)).Select(c => View(PlanTranslator.Limit(c), language))],
            DisplacementCost = Units(forced.Cost),
            DisplacementExact = forced.IsExact,
            DisplacementAtMost = Units(forced.AtMost),
        };
    }

    private PlanPairView Seated(PlanDocument document, (RegistrationId Startup, RegistrationId Fund) ids, FrozenPair frozen, Role role, Language language)
    {
        var seats = (document.Tables ?? []).SelectMany(t => t.Seats.Select(s => (t.Table, Seat: s))).ToDictionary(s => s.Seat.RegistrationId);
        var (startup, fund) = (seats[ids.Startup], seats[ids.Fund]);
        var isNear = startup.Table == fund.Table && (document.Layout == SessionLayout.RoundTables || Math.Abs(startup.Seat.Seat - fund.Seat.Seat) <= 1);
        if (isNear)
            return Met(ids, null, startup.Table, frozen.Score, role);
        return NotMet(ids, PairVerdict.Of(Withheld(document, ids), IsEligible(document, ids), hasRound: true, frozen, role), frozen.Score, role, language);
    }

    private static PlanPairView Met((RegistrationId Startup, RegistrationId Fund) ids, int? round, int table, double? score, Role role) => new()
    {
        StartupRegistrationId = ids.Startup,
        FundRegistrationId = ids.Fund,
        Met = true,
        Round = round,
        Table = table,
        Score = role == Role.Startup ? null : score,
        Reason = PairReason.Met,
        Limits = [],
        DisplacementCost = null,
        DisplacementExact = null,
        DisplacementAtMost = null,
    };

    private PlanPairView NotMet((RegistrationId Startup, RegistrationId Fund) ids, PairVerdict verdict, double? score, Role role, Language language) => new()
    {
        StartupRegistrationId = ids.Startup,
        FundRegistrationId = ids.Fund,
        Met = false,
        Round = null,
        Table = null,
        Score = role == Role.Startup ? null : score,
        Reason = verdict.Reason,
        Limits = verdict.MetBefore
            ? [new PairLimitView(Codes.MetBefore, MessageCatalogue.Text(Codes.MetBefore, language, []))]
            : [.. verdict.Limits.Select(r => View(r, language))],
        DisplacementCost = null,
        DisplacementExact = null,
        DisplacementAtMost = null,
    };

    private PairLimitView View(LimitReason reason, Language language) => new(reason.Code, reasons.Of(reason, language)) { Actual = reason.Actual, Limit = reason.Limit };

    private static PairLimitView View(LimitArgument limit, Language language) =>
        new(limit.Name, LimitText.Of(limit, language)) { RegistrationId = limit.RegistrationId, PartnerRegistrationId = limit.PartnerId };

    private static WithheldReason? Withheld(PlanDocument document, (RegistrationId, RegistrationId) ids) =>
        document.Withheld.FirstOrDefault(w => (w.StartupRegistrationId, w.FundRegistrationId) == ids)?.Reason;

    private static bool IsEligible(PlanDocument document, (RegistrationId, RegistrationId) ids) =>
        document.Certificate.Weights.Any(w => (w.StartupRegistrationId, w.FundRegistrationId) == ids);

    // What forces the pair is the question itself.
    private static bool IsPinOf(PlanConflict conflict, (RegistrationId Startup, RegistrationId Fund) ids) =>
        conflict.Limit == PlanLimit.Pin && conflict.ParticipantId == ids.Startup.Value && conflict.PartnerId == ids.Fund.Value;

    private static int At(IReadOnlyList<MeetingParticipant> participants, RegistrationId id)
    {
        for (var i = 0; i < participants.Count; i++)
        {
            if (participants[i].Id == id.Value)
                return i;
        }

        throw new InvalidOperationException($"Registration {id} takes no part.");
    }

    private static decimal? Units(long? value) => value is { } units ? PlanTranslator.Units(units) : null;
}
