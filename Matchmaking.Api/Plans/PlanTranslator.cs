using System.Text.Json;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Errors;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Plans.Outputs;
using Matchmaking.Api.Plans.Repairs;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans;

/// <summary>From indices and integers of a solver to registrations and numbers of the API.</summary>
internal static class PlanTranslator
{
    /// <summary>The plan, or why there is none in the words of the API.</summary>
    public static Result<MeetingPlan> Plan(MeetingPlanResult result) => result switch
    {
        MeetingPlanResult.Planned planned => planned.Plan,
        MeetingPlanResult.Infeasible infeasible => new DomainError(
            ErrorKind.Unprocessable,
            Codes.PlanInfeasible,
            (PlanRefusals.Conflicts, infeasible.Reason.Conflicts.Select(Limit).ToList()),
            (PlanRefusals.Relaxations, infeasible.Reason.Relaxations.Select(r => LimitArgument.Of(r.Kind, r.Amount, r.ParticipantId, r.PartnerId)).ToList())),
        MeetingPlanResult.NotFound notFound => new DomainError(
            ErrorKind.Unprocessable,
            Codes.PlanNotFound,
            (PlanRefusals.Conflicts, notFound.Shortfalls.Select(s => LimitArgument.Of(PlanLimit.MinMeetings, s.Minimum, s.ParticipantId, null)).ToList()),
            (PlanRefusals.Relaxations, notFound.Shortfalls.Select(s => LimitArgument.Of(PlanRelaxationKind.LowerMin, s.Found, s.ParticipantId, null)).ToList())),
        _ => throw new InvalidOperationException($"{result} is no answer."),
    };

    /// <summary>A limit of a conflict, to be told in words.</summary>
    public static LimitArgument Limit(PlanConflict conflict) => LimitArgument.Of(conflict.Limit, conflict.Amount, conflict.ParticipantId, conflict.PartnerId);

    public static PlanDocument Document(PlanProblem problem, MeetingProblem p, MeetingPlan plan, PlanInput input)
    {
        RegistrationId Startup(int index) => new(p.Startups[index].Id);
        RegistrationId Fund(int index) => new(p.Funds[index].Id);
        var vetoed = p.Vetoes.ToHashSet();
        return new PlanDocument
        {
            Layout = SessionLayout.Meetings,
            Objective = input.Objective,
            Seed = input.Seed,
            ModelVersion = problem.Freeze.ModelVersion,
            Value = Units(plan.Value),
            UpperBound = Units(plan.UpperBound),
            Optimal = plan.Optimal,
            Unassigned = [.. plan.Unassigned.Select(u => new UnassignedView(new(u.Id), u.Reason))],
            CarryOver = problem.CarryOver,
            Withheld = problem.Withheld,
            Meetings =
            [
                .. plan.Meetings.Select(m => new PlannedMeeting
                {
                    Round = m.Round,
                    Table = m.Table,
                    StartupRegistrationId = Startup(m.Startup),
                    FundRegistrationId = Fund(m.Fund),
                    Score = problem.Scores[(p.Startups[m.Startup].Id, p.Funds[m.Fund].Id)],
                }),
            ],
            Certificate = new CertificateView(
                [.. p.Pairs.Where(e => !vetoed.Contains(e.Key)).Select(e => new WeightView(Startup(e.Startup), Fund(e.Fund), e.Weight))],
                [.. Prices(p, plan.Certificate, MeetingSide.Startup), .. Prices(p, plan.Certificate, MeetingSide.Fund)],
                plan.Certificate.TablePrices,
                [.. p.Pins.Select(e => new PlanPin { StartupRegistrationId = Startup(e.Startup), FundRegistrationId = Fund(e.Fund), Round = e.Round })],
                p.Rounds,
                p.Tables!.Value)
            {
                FairScale = plan.Certificate.FairScale == 0 ? null : plan.Certificate.FairScale,
            },
        };
    }

    /// <summary>The plan of the rounds still to come, put behind the meetings of the rounds before.</summary>
    /// <param name="problem">Who takes part now.</param>
    /// <param name="repaired">What was left to plan.</param>
    /// <param name="remaining">The problem of the rounds still to come.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="before">The plan that is repaired.</param>
    public static PlanDocument Document(PlanProblem problem, RepairProblem repaired, MeetingProblem remaining, MeetingPlan plan, PlanDocument before)
    {
        var made = Document(problem, remaining, plan, new PlanInput { Layout = before.Layout, Objective = before.Objective, Seed = before.Seed });
        var first = repaired.Changes.FromRound;
        var held = repaired.Fixed();
        var idle = repaired.Held.SelectMany(m => new[] { m.StartupRegistrationId, m.FundRegistrationId }).ToHashSet();
        return made with
        {
            Changes = repaired.Changes,
            Value = made.Value + Units(held.Sum(w => w.Weight)),
            UpperBound = made.UpperBound + Units(held.Sum(w => w.Weight)),
            Unassigned = [.. made.Unassigned.Where(u => !idle.Contains(u.RegistrationId))],
            Meetings = [.. repaired.Held, .. made.Meetings.Select(m => m with { Round = m.Round + first - 1 })],
            Certificate = made.Certificate with
            {
                FirstRound = first == 1 ? null : first,
                Fixed = held.Count == 0 ? null : held,
                ClosedTables = remaining.Terms.ClosedTables.Count == 0 ? null : remaining.Terms.ClosedTables,
            },
        };
    }

    public static PlanDocument Read(SessionPlan plan) => JsonSerializer.Deserialize<PlanDocument>(plan.Document, WireJson.Options)!;

    /// <summary>Everything, for organizers.</summary>
    public static PlanView View(SessionPlan plan, PlanDocument document) => new()
    {
        Id = plan.Id,
        SessionId = plan.SessionId,
        FreezeId = plan.FreezeId,
        Version = plan.Number,
        Sha256 = PlanHash.Of(plan),
        Status = plan.Status,
        SupersededBy = plan.SupersededBy,
        PublishedAt = plan.PublishedAt,
        CreatedAt = plan.CreatedAt,
        Layout = document.Layout,
        Objective = document.Objective,
        ModelVersion = document.ModelVersion,
        RepairOf = document.RepairOf,
        Changes = document.Changes,
        AppendedFreezeIds = document.AppendedFreezeIds,
        Value = document.Value,
        UpperBound = document.UpperBound,
        Gap = document.UpperBound == 0 ? 0 : decimal.Round((document.UpperBound - document.Value) / document.UpperBound, 6),
        Optimal = document.Optimal,
        Unassigned = document.Unassigned,
        Fairness = document.Fairness,
        CarryOver = document.CarryOver,
        Meetings = document.Meetings,
        Tables = document.Tables,
        Certificate = document.Certificate,
    };

    /// <summary>
    /// The rows of one party. Value, bound and certificate would tell it about others; the score of a meeting depends on
    /// the fund's books, so a startup does not see it either.
    /// </summary>
    public static PlanView ViewOf(SessionPlan plan, PlanDocument document, IReadOnlySet<RegistrationId> own, Caller caller) => View(plan, document) with
    {
        Value = null,
        UpperBound = null,
        Gap = null,
        Optimal = null,
        Certificate = null,
        Changes = null,
        Fairness = null,
        CarryOver = [.. document.CarryOver.Where(c => own.Contains(c.RegistrationId))],
        Tables = document.Tables is null ? null : [.. document.Tables.Where(t => t.Seats.Any(s => own.Contains(s.RegistrationId))).Select(t => OwnSeats(t, document, own, caller))],
        Unassigned = [.. document.Unassigned.Where(u => own.Contains(u.RegistrationId))],
        Meetings =
        [
            .. document.Meetings.Where(m => own.Contains(m.StartupRegistrationId) || own.Contains(m.FundRegistrationId))
                .Select(m => caller.Role == Role.Startup ? m with { Score = null } : m),
        ],
    };

    // Who is of a party's own kind, or a guest, is not told: for the party these do not exist.
    private static SeatedTable OwnSeats(SeatedTable table, PlanDocument document, IReadOnlySet<RegistrationId> own, Caller caller)
    {
        var others = document.Certificate.Prices.Where(p => p.Party == (caller.Role == Role.Startup ? PartyType.Fund : PartyType.Startup)).Select(p => p.RegistrationId).ToHashSet();
        return table with { Seats = [.. table.Seats.Where(s => own.Contains(s.RegistrationId) || others.Contains(s.RegistrationId))] };
    }

    private static IEnumerable<PriceView> Prices(MeetingProblem problem, MeetingCertificate certificate, MeetingSide side)
    {
        var (participants, prices, party) = side == MeetingSide.Startup
            ? (problem.Startups, certificate.StartupPrices, PartyType.Startup)
            : (problem.Funds, certificate.FundPrices, PartyType.Fund);
        var ofRounds = certificate.RoundPrices.Where(u => u.Side == side).ToLookup(u => u.Index);
        return participants.Select((v, i) => new PriceView(new(v.Id), prices[i], v.Min, Math.Min(v.Max, v.Available?.Count ?? problem.Rounds))
        {
            Party = party,
            AvailableRounds = v.Available,
            RoundPrices = ofRounds.Contains(i) ? RoundPrices(ofRounds[i], problem.Rounds) : null,
        });
    }

    private static long[] RoundPrices(IEnumerable<RoundPrice> prices, int rounds)
    {
        var row = new long[rounds];
        foreach (var price in prices)
            row[price.Round - 1] = price.Price;
        return row;
    }

    /// <summary>A weight as the number that it is 10,000 times of.</summary>
    public static decimal Units(long weight) => (decimal)weight / PlanProblem.WeightScale;
}
