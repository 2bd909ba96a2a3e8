namespace Matchmaking.Ranking.Histories;

/// <summary>An offer as numbers, to compare it with thousands of others.</summary>
internal readonly struct OfferCode
{
    /// <summary>Of a place, stage or rung that is not known.</summary>
    public const int Unknown = -1;

    /// <summary>Of a tag that no round in the index has.</summary>
    public const int Unseen = int.MaxValue;

    /// <summary>The first of its sectors in the index's list of sectors, and their number.</summary>
    public required int SectorStart { get; init; }

    public required int Sectors { get; init; }

    public required int Stage { get; init; }

    public required int Rung { get; init; }

    /// <summary>From coarse to fine.</summary>
    public required int Place1 { get; init; }

    public required int Place2 { get; init; }

    public required int Place3 { get; init; }

    /// <summary>NaN when unknown.</summary>
    public required double LogAmount { get; init; }
}
