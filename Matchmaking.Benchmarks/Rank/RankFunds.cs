using Matchmaking.Core.Common;
using Matchmaking.Core.Numerics;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;
using Matchmaking.Ranking.Facts;

namespace Matchmaking.Benchmarks.Rank;

/// <summary>
/// Made-up funds. Each has a taste (a chain, a stage, an amount, a district), after which forty positions were chosen; positions of startups of the market among them.
/// </summary>
/// <param name="facts">A sample of the market.</param>
/// <param name="seed">The same funds for the same seed.</param>
internal sealed class RankFunds(RequestFacts[] facts, int seed)
{
    private const int Positions = 40;

    /// <summary>Requests of the sample by which the share of a mandate is told.</summary>
    private const int Judged = 4_000;

    /// <summary>How many of the sample each position is the most tasteful of.</summary>
    private const int Choices = 30;

    /// <summary>A fund of which no limit keeps anything away.</summary>
    public FundFacts Everything(int number) => new(new FundMandate { Id = IdOf(number) }, Book(number));

    /// <summary>The same fund with a mandate that takes about a share of the market.</summary>
    public FundFacts Narrow(int number, double share)
    {
        var taste = Taste(number);
        var random = Random(number, 2);
        var best = Everything(number);
        var distance = double.MaxValue;
        for (var attempt = 0; attempt < 100 && distance > share / 20; attempt++)
        {
            var stage = (int)taste.Stage!.Value;
            var mandate = best.Mandate with
            {
                Sectors = [.. Enumerable.Range(0, 3 + random.Below(20)).Select(_ => facts[random.Below(facts.Length)].Sectors).Append(taste.Sectors).Select(s => s[0])],
                Stages = [.. Enum.GetValues<Stage>().Where(s => Math.Abs((int)s - stage) <= 1)],
                TicketMinCny = Money.FromFen(taste.AmountCny.Fen / 10),
                TicketMaxCny = Money.FromFen(taste.AmountCny.Fen * 3),
                Instruments = [Instrument.Equity, Instrument.Convertible],
            };
            var (canonical, taken) = (mandate.Canonical(), 0.0);
            for (var i = 0; i < Judged; i++)
                taken += Takes(canonical, facts[(int)((long)i * facts.Length / Judged)]) ? 1.0 / Judged : 0;
            if (Math.Abs(taken - share) < distance)
                (best, distance) = (best with { Mandate = mandate }, Math.Abs(taken - share));
        }

        return best;
    }

    /// <summary>How much a fund likes a request, in units of the noise of its decisions.</summary>
    public double Liking(int number, RequestFacts request)
    {
        var taste = Taste(number);
        var sector = request.Sectors.Any(s => taste.Sectors.Any(t => t.DistanceTo(s) <= 1)) ? 1.5 : request.Chain is not null && request.Chain == taste.Chain ? 0.7 : 0;
        var stage = -0.5 * Math.Abs((int)request.Stage!.Value - (int)taste.Stage!.Value);
        var amount = PortableMath.Log(request.AmountCny.Fen) - PortableMath.Log(taste.AmountCny.Fen);
        var age = request.FoundedOn is { } founded ? (RankMarket.Day.DayNumber - founded.DayNumber) / 3_650.0 : 0.5;
        return sector + stage - 0.4 * amount * amount + (request.District == taste.District ? 0.6 : 0) + 0.3 * request.Recognitions.Count - 0.4 * age;
    }

    private RequestFacts Taste(int number)
    {
        var random = Random(number, 1);
        return facts[random.Below(facts.Length)];
    }

    private FundBook Book(int number)
    {
        var random = Random(number, 3);
        var positions = new PositionFacts[Positions];
        for (var p = 0; p < Positions; p++)
        {
            var choice = facts[random.Below(facts.Length)];
            for (var i = 1; i < Choices; i++)
            {
                var other = facts[random.Below(facts.Length)];
                choice = Liking(number, other) > Liking(number, choice) ? other : choice;
            }

            positions[p] = new()
            {
                Id = new(Guid.ParseExact($"0197c000-0000-7000-8000-{number:x6}{p:x6}", "D")),
                StartupId = random.Below(4) == 0 ? choice.StartupId : null,
                Stage = choice.Stage!.Value,
                Sectors = choice.Sectors,
                District = choice.District,
                // In units that keep the grid of the loss model exact, as sums of real tickets do.
                CostCny = Money.FromYuan(1_000_000 * (1 + Math.Min(49, choice.AmountCny.Fen / 400_000_000))),
                InvestedOn = RankMarket.Day.AddDays(-30 - random.Below(1_500)),
                FoundedOn = choice.FoundedOn,
                IsClosed = random.Below(10) == 0,
            };
        }

        return new()
        {
            CommitmentCny = Money.Max,
            ConcentrationCap = Ratio.One,
            LossAllowance = Ratio.FromBasisPoints(6_000),
            InvestedFen = positions.Sum(p => p.CostCny.Fen),
            Positions = positions,
            Loss = new()
            {
                Parameters = LossParameters.Default,
                BreachTolerance = Ratio.One,
                RealisedFen = 0,
                Exposures = [.. positions.Where(p => !p.IsClosed).Select(p => new LiveExposure(ChainOf(p.Sectors), p.Stage, p.CostCny))],
            },
        };
    }

    private string? ChainOf(IReadOnlyList<SectorPath> sectors) => Array.Find(facts, f => f.Sectors.SequenceEqual(sectors))?.Chain;

    private static bool Takes(FundMandate mandate, RequestFacts request) =>
        mandate.Stages.Contains(request.Stage!.Value)
        && mandate.Sectors.Any(m => request.Sectors.Any(s => s.IsWithin(m.Code)))
        && (request.Instruments.Count == 0 || request.Instruments.Any(mandate.Instruments.Contains))
        && request.AmountCny >= mandate.TicketMinCny
        && request.MinTicketCny <= mandate.TicketMaxCny;

    private static FundId IdOf(int number) => new(Guid.ParseExact($"0197d000-0000-7000-8000-{number:x12}", "D"));

    private SplitMix64 Random(int number, int kind) => new(SplitMix64.Mix(((ulong)(uint)seed << 40) + ((ulong)(kind + 8) << 32) + (uint)number));
}
