namespace Matchmaking.Ranking.Index;

/// <summary>Leaves that a row can reach, each set of a model's whole words (<see cref="MaskTrees.Words"/>).</summary>
internal ref struct RowLeaves
{
    public ReadOnlySpan<uint> Block { get; init; }

    public ReadOnlySpan<uint> Ticket { get; init; }

    public ReadOnlySpan<uint> District { get; init; }

    public ReadOnlySpan<uint> Strength { get; init; }

    public ReadOnlySpan<uint> Founded { get; init; }

    public ReadOnlySpan<uint> Scorecard { get; init; }

    public ReadOnlySpan<uint> ScorecardLeft { get; init; }

    public ReadOnlySpan<uint> PublicScorecard { get; init; }

    public ReadOnlySpan<uint> PublicScorecardLeft { get; init; }
}
