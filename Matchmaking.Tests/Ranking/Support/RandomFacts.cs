using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Snapshots;

namespace Matchmaking.Tests.Ranking.Support;

/// <summary>Seeded facts in which every limit passes and fails often.</summary>
internal sealed class RandomFacts(int seed)
{
    private static readonly SectorPath[] _sectors = [Samples.Energy, Samples.Hydrogen, Samples.FuelCells, Samples.Storage, Samples.Health];
    private static readonly string[] _districts = ["hongshan", "jiangan", "ovc", "outside-wuhan"];
    private static readonly string[] _recognitions = ["hnte", "little-giant", "gazelle"];
    private static readonly string[] _chains = ["new-energy", "health"];
    private static readonly long[] _amounts = [1, 2, 5, 10, 20, 30, 50, 100];

    // CA5394: reproducible test data, no secrets.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    // Apart, so that what is drawn of one thing does not depend on the other.
    private readonly Random _meetings = new(seed);
    private readonly Random _said = new(seed);

    public RequestFacts Request(int number)
    {
        var amount = Amount();
        return new()
        {
            Id = Samples.Request(number),
            StartupId = Samples.Startup(_random.Next(1, 5)),
            Status = Chance(0.85) ? RequestStatus.Open : Pick(Enum.GetValues<RequestStatus>()),
            Sectors = Some(_sectors, 2),
            Chain = number % 3 == 0 ? null : _chains[number % _chains.Length],
            Stage = Chance(0.9) ? Pick(Enum.GetValues<Stage>()) : null,
            AmountCny = amount,
            MinTicketCny = Chance(0.5) ? amount : Money.FromFen(Math.Min(amount.Fen, Amount().Fen)),
            Instruments = Some(Enum.GetValues<Instrument>(), 2),
            District = Chance(0.85) ? Pick(_districts) : null,
            WillLandIn = Some(_districts, 1),
            Recognitions = Some(_recognitions, 2),
            FoundedOn = Chance(0.5) ? Samples.AsOf.AddDays(-_random.Next(50, 4_000)) : null,
            ValidUntil = Chance(0.3) ? Samples.AsOf.AddDays(_random.Next(-1, 2)) : null,
        };
    }

    public FundMandate Mandate(int number)
    {
        var (a, b) = (Amount(), Amount());
        return new()
        {
            Id = Samples.Fund(number),
            Status = Chance(0.9) ? FundStatus.Open : FundStatus.Closed,
            Sectors = Some(_sectors, 2),
            Stages = Some(Enum.GetValues<Stage>(), 4),
            TicketMinCny = Money.Min(a, b),
            TicketMaxCny = Chance(0.8) ? Money.MaxOf(a, b) : null,
            Districts = Some(_districts, 2),
            Instruments = Some(Enum.GetValues<Instrument>(), 3),
        };
    }

    public FundBook Book()
    {
        PositionFacts[] positions = [.. Enumerable.Range(1, _random.Next(0, 6)).Select(Position)];
        var invested = positions.Sum(p => p.CostCny.Fen);
        return new()
        {
            CommitmentCny = Chance(0.9) ? Samples.Yuan(_random.Next(1, 30) * 10_000_000L) : null,
            LossAllowance = Chance(0.7) ? Ratio.FromBasisPoints(_random.Next(0, 10_001)) : null,
            ConcentrationCap = Ratio.FromBasisPoints(_random.Next(500, 10_001)),
            InvestedFen = invested,
            RealisedLossFen = Chance(0.5) ? 0 : _random.NextInt64(invested + 1),
            Positions = positions,
            Meetings = Meetings(),
        };
    }

    public FundFacts Fund(int number) => new(Mandate(number), Book());

    /// <summary>Its live positions may lose what they cost, and tickets are judged by it.</summary>
    public FundFacts FundWithRisk(int number)
    {
        var fund = Fund(number);
        var live = fund.Book.Positions.Where(p => !p.IsClosed).Select(p => new LiveExposure(Chance(0.7) ? Pick(_chains) : null, p.Stage, p.CostCny));
        var loss = new LossFacts
        {
            Parameters = LossParameters.Default,
            BreachTolerance = Ratio.FromBasisPoints(_random.Next(0, 5_001)),
            RealisedFen = fund.Book.RealisedLossFen,
            Exposures = [.. live],
        };
        return fund with { Book = fund.Book with { Loss = loss } };
    }

    public RankingSnapshot Snapshot(int funds, int requests)
    {
        RequestFacts[] all = [.. Enumerable.Range(1, requests).Select(Request)];
        return new()
        {
            ModelVersion = RankingModels.Prior.Version,
            AsOf = Samples.AsOf,
            Market = MarketBase.Of(all),
            Funds = [.. Enumerable.Range(1, funds).Select(FundWithRisk)],
            Requests = all,
            Vetoes = [new(Samples.Fund(1), Samples.Request(1)), new(Samples.Fund(funds), Samples.Request(requests))],
            Preferences = [.. Enumerable.Range(1, funds).Select(f => Preference(f, requests))],
        };
    }

    public IReadOnlyList<T> Shuffled<T>(IEnumerable<T> items)
    {
        var copy = items.ToArray();
        _random.Shuffle(copy);
        return copy;
    }

    /// <summary>On the day of the ranking too, which must not count.</summary>
    private MeetingFacts[] Meetings() =>
    [
        .. Enumerable.Range(0, _meetings.Next(0, 5)).Select(_ => new MeetingFacts
        {
            StartupId = Samples.Startup(_meetings.Next(1, 5)),
            Result = (OutcomeResult)_meetings.Next(0, 6),
            OccurredOn = Samples.AsOf.AddDays(-_meetings.Next(0, 400)),
        }),
    ];

    private StatedPreference Preference(int fund, int requests) =>
        new(Samples.Fund(fund), Samples.Request(_said.Next(1, requests + 1)), (PreferenceValue)_said.Next(0, 3));

    private PositionFacts Position(int number) => new()
    {
        Id = Samples.Position(number),
        StartupId = Chance(0.6) ? Samples.Startup(_random.Next(1, 5)) : null,
        Stage = Pick(Enum.GetValues<Stage>()),
        Sectors = Some(_sectors, 2),
        District = Chance(0.7) ? Pick(_districts) : null,
        CostCny = Amount(),
        InvestedOn = Samples.AsOf.AddDays(-_random.Next(0, 900)),
        FoundedOn = Chance(0.5) ? Samples.AsOf.AddDays(-_random.Next(950, 4_000)) : null,
        IsClosed = Chance(0.4),
    };

    private Money Amount() => Samples.Yuan(Pick(_amounts) * 1_000_000);

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    private IReadOnlyList<T> Some<T>(T[] values, int most) => [.. Shuffled(values).Take(_random.Next(0, most + 1))];
#pragma warning restore CA5394
}
