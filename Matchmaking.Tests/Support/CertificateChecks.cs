using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Matchmaking.Tests.Support;

/// <summary>
/// Rechecks a plan from its JSON alone, sharing nothing with the product. The bound is sum over participants of price x max (x min where
/// the price is negative) + round prices + tables x sum of table prices + sum over pairs of g, where slack = weight - both prices - what their
/// cheapest common round costs (a pin's own round) and g = max(0, slack), or the slack itself for a pin.
/// </summary>
internal static class CertificateChecks
{
    // For a repaired plan: of the rounds planned again, to which what the earlier meetings were worth is added.
    public static void AssertValid(JsonNode plan)
    {
        var certificate = plan["certificate"]!;
        var first = certificate.Has("firstRound") ? certificate.Int("firstRound") : 1;
        var @fixed = certificate.Has("fixed") ? certificate.List("fixed") : [];
        var weights = certificate.List("weights").ToDictionary(Pair, w => w.Long("weight"));
        var pins = certificate.List("pins").Select(Pair).ToHashSet();
        var meetings = plan.List("meetings").Where(m => m.Int("round") >= first).ToList();
        var earlier = @fixed.Sum(w => w.Long("weight"));
        var value = earlier + meetings.Sum(m => weights[Pair(m)]);
        var bound = earlier + Bound(certificate, weights, pins);

        Assert.That(plan.Number("value") * 10_000, Is.EqualTo(value), "value");
        Assert.That(plan.Number("upperBound") * 10_000, Is.EqualTo(bound), "upperBound");
        Assert.That(value, Is.LessThanOrEqualTo(bound));
        Assert.That(plan.Bool("optimal"), Is.EqualTo(value == bound));
        Assert.That(plan.List("meetings").Where(m => m.Int("round") < first).Select(Pair), Is.EquivalentTo(@fixed.Select(Pair)), "fixed");
        Assert.That(@fixed.Select(Pair), Has.None.Matches<(string, string)>(weights.ContainsKey), "a pair fixed and to be planned");
        AssertLimits(certificate, first, meetings, pins);
    }

    private static long Bound(JsonNode certificate, Dictionary<(string, string), long> weights, HashSet<(string, string)> pins)
    {
        var (rounds, tables) = (certificate.Int("rounds"), certificate.List("tablePrices").Select(p => p.GetValue<long>()).ToList());
        var prices = certificate.List("prices").ToDictionary(p => p.Text("registrationId"));
        var bound = prices.Values.Sum(p => (p.Long("price") * (p.Long("price") > 0 ? p.Int("max") : p.Int("min"))) + Enumerable.Range(1, rounds).Sum(r => RoundPrice(p, r) ?? 0))
            + ((certificate.Int("tables") - Closed(certificate).Count) * tables.Sum());
        foreach (var (pair, weight) in weights)
        {
            var (startup, fund) = (prices[pair.Item1], prices[pair.Item2]);
            var costs = PinnedRounds(certificate, pair, rounds).Select(r => RoundPrice(startup, r) + RoundPrice(fund, r) + tables[r - 1]).Where(c => c is not null).ToList();
            if (costs.Count == 0)
                continue;
            var slack = weight - startup.Long("price") - fund.Long("price") - costs.Min()!.Value;
            bound += pins.Contains(pair) ? slack : Math.Max(0, slack);
        }

        return bound;
    }

    // Null where the participant is not there.
    private static long? RoundPrice(JsonNode participant, int round)
    {
        if (participant.Has("availableRounds") && !participant.List("availableRounds").Any(r => r.GetValue<int>() == round))
            return null;
        return participant.Has("roundPrices") ? participant.List("roundPrices")[round - 1].GetValue<long>() : 0;
    }

    private static IEnumerable<int> PinnedRounds(JsonNode certificate, (string, string) pair, int rounds)
    {
        var pin = certificate.List("pins").FirstOrDefault(p => Pair(p) == pair && p.Has("round") && p["round"] is not null);
        return pin is null ? Enumerable.Range(1, rounds) : [pin.Int("round")];
    }

    private static List<int> Closed(JsonNode certificate) =>
        certificate.Has("closedTables") ? [.. certificate.List("closedTables").Select(t => t.GetValue<int>())] : [];

    private static void AssertLimits(JsonNode certificate, int first, IReadOnlyList<JsonNode> meetings, HashSet<(string, string)> pins)
    {
        Assert.That(meetings.Select(Pair), Is.Unique, "a pair twice");
        Assert.That(pins, Is.SubsetOf(meetings.Select(Pair).ToList()), "a pin without its meeting");
        Assert.That(meetings.Select(m => m.Int("round")), Has.All.InRange(first, first + certificate.Int("rounds") - 1));
        Assert.That(meetings.Select(m => m.Int("table")), Has.All.InRange(1, certificate.Int("tables")));
        Assert.That(meetings.Select(m => m.Int("table")), Has.None.Matches<int>(Closed(certificate).Contains), "a closed table");
        Assert.That(meetings.Select(m => (m.Int("round"), m.Int("table"))), Is.Unique, "two meetings at a table");
        Assert.That(meetings.SelectMany(m => Strings.Of(Pair(m).Startup, Pair(m).Fund).Select(who => (m.Int("round"), who))), Is.Unique, "two meetings of one in a round");
        foreach (var limits in certificate.List("prices"))
        {
            var count = meetings.Count(m => Pair(m).Startup == limits.Text("registrationId") || Pair(m).Fund == limits.Text("registrationId"));
            Assert.That(count, Is.InRange(limits.Int("min"), limits.Int("max")), "minMeetings and maxMeetings");
        }
    }

    private static (string Startup, string Fund) Pair(JsonNode node) => (node.Text("startupRegistrationId"), node.Text("fundRegistrationId"));
}
