using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;

namespace Matchmaking.Ranking.Facts;

/// <summary>What a fund declares to everybody. The ranking of a request sees nothing else of a fund.</summary>
public sealed record FundMandate
{
    public required FundId Id { get; init; }

    public FundStatus Status { get; init; } = FundStatus.Open;

    /// <summary>Empty: any. A sector takes the sectors below it.</summary>
    public IReadOnlyList<SectorPath> Sectors { get; init; } = [];

    public IReadOnlyList<Stage> Stages { get; init; } = [];

    public Money TicketMinCny { get; init; }

    /// <summary>Null: no bound of its own.</summary>
    public Money? TicketMaxCny { get; init; }

    public IReadOnlyList<string> Districts { get; init; } = [];

    public IReadOnlyList<Instrument> Instruments { get; init; } = [];

    /// <summary>The same facts with every list sorted and without repeats.</summary>
    public FundMandate Canonical() => this with
    {
        Sectors = Canon.List(Sectors),
        Stages = Canon.List(Stages),
        Districts = Canon.Texts(Districts),
        Instruments = Canon.List(Instruments),
    };
}
