using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;
using Matchmaking.Tests.Core.Risk.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Risk.Model;

internal sealed class LossModelCacheTests
{
    [Test]
    public void Get_SamePortfolio_SameModel()
    {
        var cache = new LossModelCache();
        LiveExposure[] exposures = [new("a", Stage.A, Money.FromFen(100)), new("b", Stage.B, Money.FromFen(200))];

        var first = cache.Get(new(exposures, LossParameters.Default));

        Assert.That(cache.Get(new(exposures.Reverse(), LossParameters.Default)), Is.SameAs(first));
        Assert.That(cache.Count, Is.EqualTo(1));
    }

    [Test]
    public void Get_AnythingChanged_AnotherModel()
    {
        var cache = new LossModelCache();
        LiveExposure[] exposures = [new("a", Stage.A, Money.FromFen(100))];
        var other = LossParameters.Default with { Correlation = LossParameters.Default.Correlation with { Within = Ratio.FromBasisPoints(2_500) } };
        LossPortfolio[] portfolios =
        [
            new(exposures, LossParameters.Default),
            new([exposures[0] with { AtRisk = Money.FromFen(101) }], LossParameters.Default),
            new([exposures[0] with { Chain = "b" }], LossParameters.Default),
            new([exposures[0] with { Chain = null }], LossParameters.Default),
            new([exposures[0] with { Stage = Stage.B }], LossParameters.Default),
            new([exposures[0], exposures[0]], LossParameters.Default),
            new(exposures, other),
            new(exposures, LossParameters.Default with { Version = "another" }),
        ];

        var models = portfolios.Select(cache.Get).ToList();

        Assert.That(models.Distinct().Count(), Is.EqualTo(portfolios.Length));
    }

    [Test]
    public void Get_ManyAtOnce_BuiltOnce()
    {
        var cache = new LossModelCache();
        var exposures = new RandomPortfolios(3).Exposures(80);

        var models = new LossModel[16];
        Parallel.For(0, models.Length, i => models[i] = cache.Get(new(exposures, LossParameters.Default)));
        var tables = new CandidateTable[16];
        Parallel.For(0, tables.Length, i => tables[i] = models[0].Candidates("a"));

        Assert.That(models.Distinct().Count(), Is.EqualTo(1));
        Assert.That(tables.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Get_MoreThanFit_LeastRecentlyUsedGoes()
    {
        var cache = new LossModelCache(mostModels: 2);
        LossPortfolio Of(long fen) => new([new("a", Stage.A, Money.FromFen(fen))], LossParameters.Default);
        var (one, two) = (cache.Get(Of(1)), cache.Get(Of(2)));
        cache.Get(Of(1));

        cache.Get(Of(3));

        Assert.That((cache.Count, cache.Get(Of(1)) == one, cache.Get(Of(2)) == two), Is.EqualTo((2, true, false)));
    }

    /// <summary>Forty positions in five chains, as the figures ask for; and a thousand in forty chains, whose tables do not all fit.</summary>
    [TestCase(40, 5)]
    [TestCase(1_000, 40)]
    public void Candidates_EveryChain_TablesStayWithinTheirBound(int positions, int chains)
    {
        var exposures = Enumerable.Range(0, positions).Select(i => new LiveExposure($"c{i % chains}", (Stage)(i % 8), Money.FromFen(100_000_007L * (1 + i % 50))));
        var model = new LossModel(new(exposures, LossParameters.Default), 2);

        for (var chain = 0; chain < Math.Min(chains, 9); chain++)
            model.Candidates($"c{chain}");
        model.Candidates(null);

        Assert.That(model.TableBytes, Is.InRange(1, LossModel.MostTableBytes));
    }
}
