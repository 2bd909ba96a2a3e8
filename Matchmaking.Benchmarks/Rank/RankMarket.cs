using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Numerics;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Benchmarks.Rank;

/// <summary>Made-up startups and requests of a large city: few sectors and districts have most of them, amounts grow with the stage and are round numbers.</summary>
/// <param name="seed">The same market for the same seed.</param>
internal sealed class RankMarket(int seed)
{
    /// <summary>Every so manieth startup asks twice.</summary>
    public const int SecondRequests = 5;

    public static readonly DateOnly Day = new(2026, 3, 15);

    private static readonly SectorEntry[] _sectors = [.. Taxonomy.Load().Sectors.Where(s => s.Parent is not null)];
    private static readonly string[] _districts = [.. Taxonomy.Load().Districts.Select(d => d.Code)];
    private static readonly string[] _recognitions = [.. Taxonomy.Load().Recognitions.Select(r => r.Code)];

    // ln yuan of the middle amount by stage, from seed to pre-IPO.
    private static readonly double[] _middles = [15.4, 15.9, 16.5, 17.1, 17.8, 18.4, 19.0, 19.4];

    public static Guid StartupId(int number) => Guid.ParseExact($"0197a000-0000-7000-8000-{number:x12}", "D");

    public static Guid RequestId(int number) => Guid.ParseExact($"0197b000-0000-7000-8000-{number:x12}", "D");

    /// <summary>The number of the startup that makes a request.</summary>
    public static int StartupOf(int request) => request / (SecondRequests + 1) * SecondRequests + Math.Min(request % (SecondRequests + 1), SecondRequests - 1);

    public Startup Startup(int number)
    {
        var random = Random(number, 1);
        return new()
        {
            Id = new(StartupId(number)),
            Version = 1,
            Name = $"武汉第{number}号科技有限公司",
            Sectors = Sectors(ref random),
            District = random.Below(50) == 0 ? null : District(ref random),
            WillLandIn = random.Below(8) == 0 ? [District(ref random)] : [],
            FoundedOn = random.Below(20) == 0 ? null : Day.AddDays(-100 - Squared(ref random, 6_000)),
            Recognitions = [.. Enumerable.Range(0, Squared(ref random, 4)).Select(_ => _recognitions[Squared(ref random, _recognitions.Length)]).Distinct()],
        };
    }

    public FinancingRequest Request(int number)
    {
        var random = Random(number, 2);
        var stage = Math.Min(random.Below(8), random.Below(8));
        var amount = Amount(ref random, stage);
        var parts = random.Below(2) == 0 ? 1 : 2 + random.Below(4);
        return new()
        {
            Id = new(RequestId(number)),
            Version = 1,
            StartupId = new(StartupId(StartupOf(number))),
            Title = $"第{number}号项目",
            Stage = (Stage)stage,
            AmountCny = amount,
            MinTicketCny = Money.FromFen(amount.Fen / parts),
            Instruments = Instruments(random.Below(10)),
            ValidUntil = random.Below(4) == 0 ? Day.AddDays(random.Below(180)) : null,
            Status = RequestStatus.Open,
        };
    }

    /// <summary>One or more sectors of one branch; the first ones are the most popular.</summary>
    private static string[] Sectors(ref SplitMix64 random)
    {
        var first = Squared(ref random, _sectors.Length);
        return random.Below(3) switch
        {
            0 => [.. new[] { _sectors[first].Code, _sectors[Math.Min(first + 1 + random.Below(3), _sectors.Length - 1)].Code }.Distinct()],
            _ => [_sectors[first].Code],
        };
    }

    private static string District(ref SplitMix64 random) => _districts[Squared(ref random, _districts.Length)];

    private static Instrument[] Instruments(int draw) => draw switch
    {
        < 6 => [Instrument.Equity],
        < 8 => [Instrument.Equity, Instrument.Convertible],
        8 => [Instrument.GrantToEquity, Instrument.Equity],
        _ => [],
    };

    /// <summary>Log-normal, to two leading digits.</summary>
    private static Money Amount(ref SplitMix64 random, int stage)
    {
        var normal = 0.0;
        for (var i = 0; i < 12; i++)
            normal += random.Below(1_000_000) / 1_000_000.0;
        var yuan = PortableMath.Exp(_middles[stage] + 0.8 * (normal - 6));
        var unit = 1.0;
        while (yuan / unit >= 100)
            unit *= 10;
        return Money.FromYuan((long)(Math.Round(yuan / unit) * unit));
    }

    /// <summary>Small numbers are more likely than large ones.</summary>
    private static int Squared(ref SplitMix64 random, int bound) => Math.Min(random.Below(bound), random.Below(bound));

    private SplitMix64 Random(int number, int kind) => new(SplitMix64.Mix(((ulong)(uint)seed << 34) + ((ulong)kind << 32) + (uint)number));
}
