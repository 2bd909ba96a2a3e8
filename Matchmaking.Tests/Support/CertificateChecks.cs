using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Matchmaking.Tests.Support;

/// <summary>
/// Rechecks a plan from its JSON alone, sharing nothing with the product. With everybody available in all rounds the bound is
/// sum over participants of price x max (x min where the price is negative) + tables x sum of table prices + sum over pairs of
/// g, where slack = weight - both prices - the smallest table price and g = max(0, slack), or the slack itself for a pin.
/// </summary>
internal static class CertificateChecks
{
    public static void AssertValid(JsonNode plan)
    {
        var certificate = plan["certificate"]!;
        var weights = certificate.List("weights").ToDictionary(Pair, w => w.Long("weight"));
        var pins = certificate.List("pins").Select(Pair).ToHashSet();
        var meetings = plan.List("meetings");
        var value = meetings.Sum(m => weights[Pair(m)]);
        var bound = Bound(certificate, weights, pins);

        Assert.That(plan.Number("value") * 10_000, Is.EqualTo(value), "value");
        Assert.That(plan.Number("upperBound") * 10_000, Is.EqualTo(bound), "upperBound");
        Assert.That(value, Is.LessThanOrEqualTo(bound));
        Assert.That(plan.Bool("optimal"), Is.EqualTo(value == bound));
        AssertLimits(certificate, meetings, pins);
    }

    private static long Bound(JsonNode certificate, Dictionary<(string, string), long> weights, HashSet<(string, string)> pins)
    {
        var tablePrices = certificate.List("tablePrices").Select(p => p.GetValue<long>()).ToList();
        var smallest = tablePrices.Count == 0 ? 0 : tablePrices.Min();
        var prices = certificate.List("prices").ToDictionary(p => p.Text("registrationId"), p => p.Long("price"));
        var bound = certificate.List("prices").Sum(p => p.Long("price") * (p.Long("price") > 0 ? p.Int("max") : p.Int("min")))
            + (certificate.Int("tables") * tablePrices.Sum());
        foreach (var (pair, weight) in weights)
        {
            var slack = weight - prices[pair.Item1] - prices[pair.Item2] - smallest;
            bound += pins.Contains(pair) ? slack : Math.Max(0, slack);
        }

        return bound;
    }

    private static void AssertLimits(JsonNode certificate, IReadOnlyList<JsonNode> meetings, HashSet<(string, string)> pins)
    {
        Assert.That(meetings.Select(Pair), Is.Unique, "a pair twice");
        Assert.That(pins, Is.SubsetOf(meetings.Select(Pair).ToList()), "a pin without its meeting");
        Assert.That(meetings.Select(m => m.Int("round")), Has.All.InRange(1, certificate.Int("rounds")));
        Assert.That(meetings.Select(m => m.Int("table")), Has.All.InRange(1, certificate.Int("tables")));
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
