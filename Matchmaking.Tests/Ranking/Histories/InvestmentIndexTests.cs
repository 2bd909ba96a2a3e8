using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Histories;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Histories;

internal sealed class InvestmentIndexTests
{
    private static readonly FeatureSet _features = FeatureSet.All;

    private static readonly string[] _home = ["north", "north-1"];

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public void Rows_RandomRounds_EqualThePlainDefinitions(int seed)
    {
        var rounds = RandomRounds.Make(seed, 70);
        var random = new Random(seed);
        var index = new InvestmentIndex();
        var added = 0;
        foreach (var upTo in new[] { 0, 5, 30, 70 })
        {
            for (; added < upTo; added++)
                index.Add(rounds[added]);
            var day = (added == 0 ? rounds[0].Day : rounds[added - 1].Day).AddDays(1 + random.Next(30));
            var plain = new PlainHistory(rounds[..added], day);
            for (var i = 0; i < 9; i++)
            {
                var offer = RandomRounds.Offered(random, rounds[random.Next(70)].Offer);
                var row = Row(index.Before(day), $"i{i}", i % 2 == 0 ? _home : [], offer);
                foreach (var (name, expected) in plain.Features($"i{i}", i % 2 == 0 ? _home : [], offer))
                    Assert.That(row[name], Is.EqualTo((float)expected).Within(1e-4).Or.EqualTo((float)expected), $"{name} of i{i} after {added} rounds");
            }
        }
    }

    [Test]
    public void Before_WhatWasKnownOnThatDay_DoesNotDependOnWhatCameLater()
    {
        var rounds = RandomRounds.Make(7, 80);
        var cut = rounds[40].Day;
        var random = new Random(7);
        var offers = Enumerable.Range(0, 20).Select(_ => RandomRounds.Offered(random, rounds[random.Next(80)].Offer)).ToArray();
        var index = new InvestmentIndex();
        foreach (var round in rounds.Where(r => r.Day < cut))
            index.Add(round);
        var before = Rows(index.Before(cut), offers);

        // Another future: nobody joins, and everybody joins.
        foreach (var round in rounds.Where(r => r.Day >= cut))
            index.Add(round with { Investors = ["i0", "i1", "i2"] });

        Assert.That(() => index.Before(cut), Throws.ArgumentException);
        var again = new InvestmentIndex();
        foreach (var round in rounds.TakeWhile(r => r.Day < cut))
            again.Add(round);
        Assert.That(Rows(again.Before(cut), offers), Is.EqualTo(before));
    }

    [Test]
    public void Rows_InvestorsOfARoundInAnyOrder_SameBits()
    {
        var rounds = RandomRounds.Make(11, 80);
        var random = new Random(11);
        var offers = Enumerable.Range(0, 20).Select(_ => RandomRounds.Offered(random, rounds[random.Next(80)].Offer)).ToArray();
        var (index, reversed) = (new InvestmentIndex(), new InvestmentIndex());
        foreach (var round in rounds)
        {
            index.Add(round);
            reversed.Add(round with { Investors = [.. round.Investors.Reverse()] });
        }

        var day = rounds[^1].Day.AddDays(1);
        Assert.That(Rows(reversed.Before(day), offers), Is.EqualTo(Rows(index.Before(day), offers)));
    }

    [Test]
    public void Knowledge_AfterAnotherRound_RefusesToAnswer()
    {
        var rounds = RandomRounds.Make(3, 10);
        var index = new InvestmentIndex();
        index.Add(rounds[0]);
        var knowledge = index.Before(rounds[0].Day.AddDays(1));
        index.Add(rounds[1]);

        Assert.That(() => knowledge.Candidate(rounds[2].Offer), Throws.InvalidOperationException);
        Assert.That(() => knowledge.Investor("i0", []), Throws.InvalidOperationException);
    }

    [Test]
    public void Add_EarlierDay_Refused()
    {
        var rounds = RandomRounds.Make(3, 2);
        var index = new InvestmentIndex();
        index.Add(rounds[1]);

        Assert.That(() => index.Add(rounds[0] with { Day = rounds[1].Day.AddDays(-1) }), Throws.ArgumentException);
        Assert.That(() => index.Add(rounds[1] with { Investors = ["i1", "i1"] }), Throws.ArgumentException);
        Assert.That(index.LastDay, Is.EqualTo(rounds[1].Day), "nothing of what was refused is kept");
    }

    [Test]
    public void Of_InvestorAndCandidateOfDifferentDays_Refused()
    {
        var rounds = RandomRounds.Make(3, 2);
        var index = new InvestmentIndex();
        index.Add(rounds[0]);
        var (today, tomorrow) = (index.Before(rounds[0].Day.AddDays(1)), index.Before(rounds[0].Day.AddDays(2)));

        Assert.That(() => FeaturePair.Of(today.Investor("i0", []), tomorrow.Candidate(rounds[1].Offer)), Throws.ArgumentException);
    }

    private static float[][] Rows(Knowledge knowledge, IEnumerable<Offer> offers) =>
        [.. offers.SelectMany(o => Enumerable.Range(0, 9).Select(i => Row(knowledge, $"i{i}", _home, o).Values.ToArray()))];

    private static Dictionary<string, float> Row(Knowledge knowledge, string investor, IReadOnlyList<string> home, Offer offer)
    {
        var row = new float[_features.Count];
        _features.Fill(FeaturePair.Of(knowledge.Investor(investor, home), knowledge.Candidate(offer)), row);
        return _features.Infos.Select((info, f) => (info.Name, row[f])).ToDictionary(v => v.Name, v => v.Item2);
    }
}
