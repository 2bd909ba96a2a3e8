using Matchmaking.Api.Demo;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Taxonomies;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Demo;

internal sealed class DemoPreferenceTests
{
    private static readonly DemoSeason _season = DemoSeason.Generate(new(2026, 11, 20));

    [Test]
    public void Utility_OfEveryPairThatMet_IsAShare()
    {
        Assert.That(Pairs().Select(p => p.Utility), Is.All.InRange(0.0, 1.0));
    }

    [Test]
    public void Outcomes_OfPairsThatMet_FollowTheHiddenPreference()
    {
        var pairs = Pairs().Where(p => p.Fund.Ceiling == OutcomeResult.Invested).OrderBy(p => p.Utility).ToList();
        var fifth = pairs.Count / 5;

        var bottom = pairs.Take(fifth).Average(p => p.Label);
        var top = pairs.TakeLast(fifth).Average(p => p.Label);

        Assert.That(pairs, Has.Count.GreaterThan(500));
        Assert.That(top, Is.GreaterThan(bottom + 1.0));
    }

    // The declared mandate must not tell what the outcomes are, or there would be nothing to learn.
    [Test]
    public void Outcomes_OfPairsThatMet_FollowTheDeclaredFitMuchLess()
    {
        var requests = _season.Requests.ToDictionary(r => r.Id);
        var pairs = Pairs().Where(p => p.Fund.Ceiling == OutcomeResult.Invested).ToList();
        var fifth = pairs.Count / 5;

        double Gap(Func<Pair, double> by)
        {
            var ordered = pairs.OrderBy(by).ToList();
            return ordered.TakeLast(fifth).Average(p => p.Label) - ordered.Take(fifth).Average(p => p.Label);
        }

        Assert.That(Gap(p => DemoMandate.Fit(p.Fund, requests[p.Request])), Is.LessThan(0.5 * Gap(p => p.Utility)));
    }

    [Test]
    public void Outcomes_OfAPair_HappenInOrderWithinThreeMonths()
    {
        var sessions = _season.Sessions.ToDictionary(s => s.Id, s => DateOnly.FromDateTime(s.StartsAt!.Value.AddHours(8).DateTime));

        foreach (var pair in _season.Outcomes.GroupBy(o => (o.FundId, o.FinancingRequestId)))
        {
            var results = pair.Select(o => o.Result).ToList();
            var day = sessions[pair.First().SessionId!.Value];
            Assert.That(results[0], Is.EqualTo(OutcomeResult.Met));
            Assert.That(results, Is.Ordered.And.Unique);
            Assert.That(pair.First().OccurredOn, Is.EqualTo(day));
            Assert.That(pair.Select(o => o.OccurredOn), Is.All.InRange(day, day.AddDays(95)));
        }
    }

    [Test]
    public void Outcomes_ThatAreInvested_MakeThePositionOfTheSameAmount()
    {
        var requests = _season.Requests.ToDictionary(r => r.Id);
        var invested = _season.Outcomes.Where(o => o.Result == OutcomeResult.Invested)
            .Select(o => (o.FundId, requests[o.FinancingRequestId].StartupId, o.AmountCny!.Value.Fen, o.OccurredOn));

        var positions = _season.Positions.Where(p => p.StartupId is not null).Select(p => (p.FundId, p.StartupId!.Value, p.CostCny.Fen, p.InvestedOn));

        Assert.That(positions, Is.EquivalentTo(invested));
    }

    [Test]
    public void Requests_OfPastSessions_AreMatchedWhenSomebodyInvested()
    {
        var invested = _season.Outcomes.Where(o => o.Result == OutcomeResult.Invested).GroupBy(o => o.FinancingRequestId)
            .ToDictionary(g => g.Key, g => g.Sum(o => o.AmountCny!.Value.Fen));

        var matched = _season.Requests.Where(r => r.Status == RequestStatus.Matched).ToList();

        Assert.That(matched.Select(r => r.Id), Is.EquivalentTo(invested.Keys));
        Assert.That(matched.All(r => invested[r.Id] <= r.AmountCny.Fen), Is.True);
    }

    private static List<Pair> Pairs()
    {
        var preference = new DemoPreference(Taxonomy.Load());
        var funds = _season.Tastes.ToDictionary(f => f.Fund.Id);
        var requests = _season.Requests.ToDictionary(r => r.Id);
        var startups = _season.Startups.ToDictionary(s => s.Id);
        return
        [
            .. _season.Outcomes.GroupBy(o => (o.FundId, o.FinancingRequestId)).Select(g => new Pair(
                funds[g.Key.FundId],
                g.Key.FinancingRequestId,
                preference.Utility(funds[g.Key.FundId], startups[requests[g.Key.FinancingRequestId].StartupId], requests[g.Key.FinancingRequestId]),
                g.Max(o => Label(o.Result)))),
        ];
    }

    private static int Label(OutcomeResult result) => result switch
    {
        OutcomeResult.Passed => 0,
        OutcomeResult.Met => 1,
        OutcomeResult.Interested => 2,
        OutcomeResult.DueDiligence => 3,
        _ => 4,
    };

    private sealed record Pair(DemoFund Fund, FinancingRequestId Request, double Utility, int Label);
}
