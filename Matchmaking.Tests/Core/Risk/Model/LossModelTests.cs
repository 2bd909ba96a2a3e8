using Matchmaking.Core.Common;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;
using Matchmaking.Tests.Core.Risk.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Risk.Model;

/// <summary>The loss model against plain enumeration, against simulation, and what must hold for every portfolio.</summary>
internal sealed class LossModelTests
{
    private const double Level = FundRisk.TailLevel;

    [Test]
    public void Model_TenThousandSmallPortfolios_AsEnumerated()
    {
        var (worst, where) = (0.0, -1);
        var gate = new Lock();
        Parallel.For(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var random = new RandomPortfolios(seed);
            // Few of eight: each costs 27 times one of five.
            var portfolio = random.Portfolio(seed % 50 == 0 ? 8 : random.Next(0, 5));
            var plain = new PlainLosses(portfolio.Exposures, portfolio.Parameters);
            var model = new LossModel(portfolio);

            var error = Compare(plain, model);

            lock (gate)
                (worst, where) = error > worst ? (error, seed) : (worst, where);
        });

        TestContext.Out.WriteLine($"largest difference {worst:E1}");
        Assert.That(worst, Is.LessThan(1e-9), $"seed {where}");
    }

    /// <summary>Candidates of held chains and elsewhere: the look-ups give what the portfolio with the candidate gives.</summary>
    [Test]
    public void Candidates_OneMorePosition_AsEnumeratedWithIt()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new RandomPortfolios(seed);
            var portfolio = random.Portfolio(random.Next(0, 5));
            var candidate = random.Exposure();
            var plain = new PlainLosses([.. portfolio.Exposures, candidate], portfolio.Parameters);

            var table = new LossModel(portfolio).Candidates(candidate.Chain);

            var amount = candidate.AtRisk.Fen;
            for (var threshold = -3; threshold < 60; threshold += 4)
            {
                Assert.That(
                    table.Above(candidate.Stage, threshold - 2 * amount, threshold - amount, threshold),
                    Is.EqualTo(plain.Above(threshold)).Within(1e-9),
                    $"seed {seed}, threshold {threshold}");
            }
        }
    }

    [Test]
    public void Contributions_EveryPosition_AsEnumeratedAndSumToCvar()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var portfolio = new RandomPortfolios(seed).Portfolio(5);
            var expected = new PlainLosses(portfolio.Exposures, portfolio.Parameters).Tail(Level);
            var fund = Fund(new(portfolio), realisedFen: 7);

            var (allocation, tail) = (fund.Contributions(), fund.Tail());

            // Exposures that are alike have the same part, whichever of them it is.
            Assert.That(tail.CvarFen, Is.EqualTo(expected.Cvar / 2 + 7).Within(1e-9), $"seed {seed}");
            Assert.That(allocation.PositionsFen, Is.EqualTo(expected.Contributions.Select(c => c / 2)).Within(1e-9), $"seed {seed}");
            Assert.That(allocation.PositionsFen.Sum() + 7, Is.EqualTo(tail.CvarFen).Within(1e-9), $"seed {seed}");
            Assert.That(allocation.Positions.Sum(p => p.Fen) + allocation.Realised.Fen, Is.EqualTo(tail.Cvar.Fen), $"seed {seed}");
        }
    }

    [Test]
    public void Model_TwoHundredPortfolios_WithinStandardErrorsOfASimulation()
    {
        const int draws = 4_000;
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new RandomPortfolios(seed);
            var portfolio = random.Portfolio(random.Next(5, 40));
            var model = new LossModel(portfolio);
            var threshold = model.Portfolio.AtRisk.Fen * random.Next(2, 14) / 10;

            var (share, mean, deviation) = Simulation.Run(portfolio, random, draws, threshold);

            var expected = model.Distribution.Above(threshold);
            var error = Math.Sqrt(Math.Max(expected * (1 - expected), 1e-4) / draws);
            Assert.That(share, Is.EqualTo(expected).Within(4.5 * error), $"seed {seed}, P");
            Assert.That(mean, Is.EqualTo(2.0 * (double)ExactMean(portfolio)).Within(4.5 * deviation / Math.Sqrt(draws) + 1e-9), $"seed {seed}, mean");
        }
    }

    [Test]
    public void Model_ExposuresPermuted_SameBits()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new RandomPortfolios(seed);
            var (exposures, parameters) = (random.Exposures(30), random.Parameters());

            var (one, other) = (new LossModel(new(exposures, parameters)), new LossModel(new(random.Shuffled(exposures), parameters)));

            AssertSameBits(one, other);
            Assert.That(other.Portfolio.Key, Is.EqualTo(one.Portfolio.Key));
        }
    }

    [TestCase(2)]
    [TestCase(7)]
    public void Model_SeveralThreads_SameBits(int threads)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var portfolio = new RandomPortfolios(seed).Portfolio(60);

            AssertSameBits(new(portfolio), new(portfolio, threads));
        }
    }

    [Test]
    public void Model_AmountsOffTheGrid_WithinItsBracketAndNearTheTruth()
    {
        // Primes beside each other: the greatest common divisor is one fen, the total 4,000 times too large for whole cells.
        long[] primes = [1_000_003, 1_000_033, 1_000_037, 1_000_039, 1_000_081];
        var exposures = primes.Select((p, i) => new LiveExposure("a", (Stage)(i % 3), Money.FromFen(p))).ToList();
        var portfolio = new LossPortfolio(exposures, LossParameters.Default);
        var plain = new PlainLosses(portfolio.Exposures, portfolio.Parameters);
        var model = new LossModel(portfolio);
        var (lower, upper) = model.Bracket;

        Assert.That(model.Distribution.Grid.IsExact, Is.False);
        for (var share = 0.05; share < 1; share += 0.1)
        {
            var threshold = (long)(share * 2 * portfolio.AtRisk.Fen);
            var truth = plain.Above(threshold);
            Assert.That(truth, Is.InRange(lower.Above(threshold) - 1e-12, upper.Above(threshold) + 1e-12), $"{share}");
            Assert.That(model.Distribution.Above(threshold), Is.InRange(lower.Above(threshold) - 1e-12, upper.Above(threshold) + 1e-12), $"{share}");
        }

        Assert.That(Mean(model) / 2, Is.EqualTo((double)ExactMean(portfolio)).Within(1e-3), "splitting keeps the mean");
    }

    [Test]
    public void Model_ThousandPositions_GridBoundedAndMeanExact()
    {
        var exposures = Enumerable.Range(0, 1_000).Select(i => new LiveExposure("c" + i % 5, (Stage)(i % 8), Money.FromFen(1_000_003L * (1 + i % 97)))).ToList();
        var model = new LossModel(new(exposures, LossParameters.Default), 2);
        var (lower, upper) = model.Bracket;
        var threshold = 2 * model.Portfolio.AtRisk.Fen * 3 / 10;

        Assert.That(model.Distribution.Grid.Cells, Is.InRange(4_000, 4_096 + 1_000 + 1));
        Assert.That(model.Distribution.QuadratureError, Is.LessThan(1e-10));
        Assert.That(model.Distribution.Above(threshold), Is.InRange(lower.Above(threshold), upper.Above(threshold)));
        Assert.That(Mean(model) / 2 / (double)ExactMean(model.Portfolio), Is.EqualTo(1).Within(1e-9));
    }

    [Test]
    public void Model_Empty_NothingIsLost()
    {
        var model = new LossModel(new([new("a", Stage.A, Money.Zero)], LossParameters.Default));

        Assert.That(model.Distribution.Probabilities, Is.EqualTo((double[])[1]).Within(1e-15));
        Assert.That((model.Distribution.Above(0), model.Distribution.Above(-1)), Is.EqualTo((0.0, 1.0)).Within(1e-15));
        Assert.That(model.Candidates("a").Above(Stage.Seed, -2, -1, 0), Is.EqualTo(0.7).Within(1e-12), "half or all of one seed ticket");
    }

    [Test]
    public void Model_AmountsNearTheLimit_NoOverflow()
    {
        var half = Money.FromFen(Money.Max.Fen / 2);
        var model = new LossModel(new([new("a", Stage.Seed, half), new("b", Stage.Seed, half)], LossParameters.Default));
        var fund = new FundRisk(new(Money.Max, SignedMoney.FromFen(0), Ratio.FromBasisPoints(9_999), Ratio.One), model);

        Assert.That(fund.Tail().Var, Is.EqualTo(Money.FromFen(2 * half.Fen)));
        Assert.That(fund.ExpectedLoss.Fen, Is.EqualTo((long)((Int128)Money.Max.Fen * 6 / 10)).Within(1));
        Assert.That(fund.In("a").BreachProbability(Stage.Seed, Money.Max), Is.GreaterThan(0).And.LessThan(fund.BreachProbability!.Value));
    }

    private static double Compare(PlainLosses plain, LossModel model)
    {
        var (distribution, worst) = (model.Distribution, 0.0);
        var cells = new double[distribution.Grid.Cells];
        for (var i = 0; i < plain.Ends.Length; i++)
            cells[plain.Loss(plain.Ends[i]) / distribution.Grid.Unit] += plain.Probabilities[i];
        for (var cell = 0; cell < cells.Length; cell++)
        {
            worst = Math.Max(worst, Math.Abs(cells[cell] - distribution.Probabilities[cell]));
            worst = Math.Max(worst, Math.Abs(plain.Above(cell * distribution.Grid.Unit) - distribution.Above(cell * distribution.Grid.Unit)));
            if (cells.Length > 40)
                cell += cells.Length / 40;
        }

        var tail = plain.Tail(Level);
        var actual = Fund(model, realisedFen: 0).Tail();
        return Math.Max(worst, Math.Max(Math.Abs(tail.Cvar / 2 - actual.CvarFen), Math.Abs((tail.Var + 1) / 2 - actual.Var.Fen)));
    }

    private static FundRisk Fund(LossModel model, long realisedFen) =>
        new(new(model.Portfolio.AtRisk + Money.FromFen(realisedFen), SignedMoney.FromFen(realisedFen), Ratio.FromBasisPoints(6_000), Ratio.One), model);

    private static void AssertSameBits(LossModel one, LossModel other)
    {
        Assert.That(other.Distribution.Probabilities, Is.EqualTo(one.Distribution.Probabilities));
        foreach (var chain in (string?[])[null, "a"])
        {
            var (left, right) = (one.Candidates(chain), other.Candidates(chain));
            for (var threshold = 0L; threshold < 2 * one.Portfolio.AtRisk.Fen; threshold += 17)
                Assert.That(right.Above(Stage.B, threshold - 20, threshold - 10, threshold), Is.EqualTo(left.Above(Stage.B, threshold - 20, threshold - 10, threshold)));
        }

        Assert.That(Fund(other, 3).Contributions().PositionsFen, Is.EqualTo(Fund(one, 3).Contributions().PositionsFen));
    }

    private static double Mean(LossModel model) => model.Distribution.Probabilities.Select((p, cell) => p * cell * model.Distribution.Grid.Unit).Sum();

    private static decimal ExactMean(LossPortfolio portfolio) => portfolio.Exposures.Sum(e =>
        e.AtRisk.Fen * (portfolio.Parameters.Of(e.Stage).TotalLoss.Value + portfolio.Parameters.Of(e.Stage).HalfLoss.Value / 2));
}
