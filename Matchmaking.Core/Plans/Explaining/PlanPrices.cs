using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Plans.Verification;

namespace Matchmaking.Core.Plans.Explaining;

/// <summary>
/// Finds what one table, one round, one meeting more, or a pin less would add to a plan. Exact where the plan and the plan after the change are both proved
/// optimal; otherwise the certificate's prices bound it. An optimal plan where everybody is there in all rounds is solved once or twice more in all, starting from the plan.
/// </summary>
public sealed class PlanPrices
{
    // Where rounds are restricted each answer is a search of its own; the dearest limits come first.
    private const int MostSearches = 40;

    private static readonly SearchEffort _effort = new(0, 0);

    private readonly MeetingProblem _problem;
    private readonly MeetingPlan _plan;
    private readonly ExchangeCosts? _costs;
    private readonly PlanWorth _worth;
    private readonly CancellationToken _cancellation;
    private readonly long _gap;
    private int _searches;

    private PlanPrices(MeetingProblem problem, MeetingPlan plan, CancellationToken cancellation)
    {
        _problem = problem;
        _plan = plan;
        _costs = ExchangeCosts.Of(problem, plan);
        _worth = PlanWorth.Of(problem, plan);
        _gap = plan.UpperBound - plan.Value;
        _cancellation = cancellation;
    }

    /// <param name="problem">What was planned.</param>
    /// <param name="plan">A plan that the verifier accepts.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static MarginalGains Of(MeetingProblem problem, MeetingPlan plan, CancellationToken cancellation) => new PlanPrices(problem, plan, cancellation).Find();

    private MarginalGains Find()
    {
        var table = _problem.Tables is null ? new MarginalGain(0, 0) : Changed(_problem.WithTable(), BoundOf(_problem.WithTable(), _plan.Certificate));
        var round = Changed(_problem.WithRound(), BoundWithRound());
        var pins = _problem.Pins.Select(p => p.Key).Distinct().Select(pair => (pair, Pin(pair))).ToList();
        return new(table, round, Meetings(), pins);
    }

    private MarginalGain Pin(PairKey pair)
    {
        var without = _problem.WithoutPin(pair);
        var most = BoundOf(without, _plan.Certificate);
        return _costs is null ? Changed(without, most) : new(_costs.WithoutPin(pair), most - _plan.Value);
    }

    private List<(MeetingSide Side, int Index, MarginalGain Gain)> Meetings()
    {
        var gains = _costs?.OneMoreMeeting();
        var (startups, funds) = (_plan.Meetings.CountBy(m => m.Startup).ToDictionary(), _plan.Meetings.CountBy(m => m.Fund).ToDictionary());
        var binding = Binding(MeetingSide.Startup, _problem.Startups, startups).Concat(Binding(MeetingSide.Fund, _problem.Funds, funds)).ToList();
        if (gains is { } exact)
            return [.. binding.Select(b => (b.Side, b.Index, new MarginalGain((b.Side == MeetingSide.Startup ? exact.Startups : exact.Funds)[b.Index], b.Most)))];

        var found = new Dictionary<(MeetingSide, int), MarginalGain>();
        foreach (var (side, index, most) in binding.OrderByDescending(b => b.Most))
            found[(side, index)] = Changed(_problem.WithMeeting(side, index), _plan.Value + most);
        return [.. binding.Select(b => (b.Side, b.Index, found[(b.Side, b.Index)]))];
    }

    private IEnumerable<(MeetingSide Side, int Index, long Most)> Binding(MeetingSide side, IReadOnlyList<MeetingParticipant> participants, Dictionary<int, int> count)
    {
        for (var i = 0; i < participants.Count; i++)
        {
            var v = participants[i];
            if (count.GetValueOrDefault(i) == v.Max && v.Max < (v.Available?.Count ?? _problem.Rounds))
                yield return (side, i, _gap + Rise(side, i, v));
        }
    }

    // How much the bound of the same prices rises with the maximum.
    private long Rise(MeetingSide side, int index, MeetingParticipant v)
    {
        var price = (side == MeetingSide.Startup ? _plan.Certificate.StartupPrices : _plan.Certificate.FundPrices)[index];
        if (side == MeetingSide.Fund || _plan.Certificate.FairScale == 0)
            return Math.Max(0, price);
        var (most, sum) = (long.MinValue, 0L);
        for (var k = 0; k <= v.Max; k++)
        {
            sum += k == 0 ? 0 : price + _worth.Reward(k);
            most = k >= v.Min ? Math.Max(most, sum) : most;
        }

        return Math.Max(0, sum + price + _worth.Reward(v.Max + 1) - most);
    }

    // The new round may cost anything: the bound holds for each price, so the lowest is told.
    private long BoundWithRound()
    {
        var longer = _problem.WithRound();
        if (_problem.Tables is null)
            return BoundOf(longer, _plan.Certificate);
        return _plan.Certificate.TablePrices.Append(0).Distinct()
            .Min(price => BoundOf(longer, _plan.Certificate with { TablePrices = [.. _plan.Certificate.TablePrices, price] }));
    }

    private long BoundOf(MeetingProblem problem, MeetingCertificate certificate) => (long)Int128.Min(
        long.MaxValue / 2,
        PlanVerifier.Verify(problem, _plan with { Certificate = certificate }).UpperBound ?? throw new InvalidOperationException("The certificate of a stored plan cannot be read."));

    private MarginalGain Changed(MeetingProblem problem, long bound)
    {
        var most = bound - _plan.Value;
        if (most == 0)
            return new(0, 0);
        if (!_plan.Optimal || (_costs is null && _searches++ >= MostSearches))
            return new(null, most);
        var result = _costs is null
            ? new MeetingSolver(_effort).Solve(problem, null, _cancellation)
            : ExactMeetingSolver.SolveFrom(problem, new MeetingStart([.. _plan.Meetings.Select(m => m.Key)], _plan.Certificate), null, _cancellation);
        return result is MeetingPlanResult.Planned { Plan: { Optimal: true } better }
            ? new(Math.Max(0, _worth.Value(better.Meetings) - _plan.Value), most)
            : new(null, most);
    }
}
