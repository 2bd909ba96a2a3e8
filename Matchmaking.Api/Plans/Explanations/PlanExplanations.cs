using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Explaining;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Plans.Explanations;

/// <summary>What the limits of a plan of meetings cost it, and who would rather meet somebody else; from the stored plan alone.</summary>
internal sealed class PlanExplanations(IDatabase database)
{
    public async Task<Result<PlanPricesView>> Prices(PlanId id, Caller caller, CancellationToken cancel)
    {
        if (!(await Read(id, caller, cancel)).TryGet(out var reading, out var refused))
            return refused;
        var (problem, plan) = reading;
        var gains = PlanPrices.Of(problem, plan, cancel);
        return new PlanPricesView(
            new(Units(gains.Table.Adds), PlanTranslator.Units(gains.Table.AtMost), gains.Table.Adds is not null),
            new(Units(gains.Round.Adds), PlanTranslator.Units(gains.Round.AtMost), gains.Round.Adds is not null),
            [.. gains.Meetings.OrderByDescending(m => m.Gain.Adds ?? m.Gain.AtMost).Select(m => Meeting(problem, m.Side, m.Index, m.Gain))],
            [.. gains.Pins.Select(p => new PinGainView(Startup(problem, p.Pair.Startup), Fund(problem, p.Pair.Fund), Units(p.Gain.Adds), PlanTranslator.Units(p.Gain.AtMost), p.Gain.Adds is not null))]);
    }

    public async Task<Result<PlanStabilityView>> Stability(PlanId id, int limit, Caller caller, CancellationToken cancel)
    {
        if (!(await Read(id, caller, cancel)).TryGet(out var reading, out var refused))
            return refused;
        var problem = reading.Problem;
        var pairs = PlanStability.Of(problem, reading.Plan);
        return new PlanStabilityView(
            pairs.Count,
            [
                .. pairs.Take(limit).Select(b => new BlockingPairView(
                    Startup(problem, b.Startup),
                    Fund(problem, b.Fund),
                    b.Round + reading.FirstRound - 1,
                    PlanTranslator.Units(b.Weight),
                    b.StartupGivesUp is { } fund ? Fund(problem, fund) : null,
                    b.FundGivesUp is { } startup ? Startup(problem, startup) : null,
                    PlanTranslator.Units(b.Gain))),
            ]);
    }

    private async Task<Result<MeetingReading>> Read(PlanId id, Caller caller, CancellationToken cancel)
    {
        if (!(await database.Read(db => VisiblePlan.Find(db, id, caller), cancel)).TryGet(out var visible, out var missing))
            return missing;
        return visible.Document.Layout == SessionLayout.Meetings
            ? PlanReader.Meetings(visible.Document)
            : new DomainError(ErrorKind.Unprocessable, Codes.ExplanationNotForLayout);
    }

    private static MeetingGainView Meeting(MeetingProblem problem, MeetingSide side, int index, MarginalGain gain) => new(
        side == MeetingSide.Startup ? Startup(problem, index) : Fund(problem, index),
        side == MeetingSide.Startup ? PartyType.Startup : PartyType.Fund,
        Units(gain.Adds),
        PlanTranslator.Units(gain.AtMost),
        gain.Adds is not null);

    private static RegistrationId Startup(MeetingProblem problem, int index) => new(problem.Startups[index].Id);

    private static RegistrationId Fund(MeetingProblem problem, int index) => new(problem.Funds[index].Id);

    private static decimal? Units(long? value) => value is { } units ? PlanTranslator.Units(units) : null;
}
