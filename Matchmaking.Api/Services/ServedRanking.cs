using Matchmaking.Ranking.Index;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Api.Services;

/// <summary>A ranking of which pages are served. Immutable: its pages are those of one list whenever they are read.</summary>
/// <param name="Freeze">The freeze that it comes from; null when it was computed.</param>
internal abstract record ServedRanking(FreezeId? Freeze)
{
    public abstract Subject Subject { get; }

    public abstract string InputHash { get; }

    /// <summary>Whether its items have rank intervals.</summary>
    public abstract bool HasIntervals { get; }

    /// <summary>The list with some of its items.</summary>
    public abstract RankingBody Page(int offset, int limit);
}

/// <summary>One that was computed whole.</summary>
internal sealed record WholeRanking(RankingBody Body, FreezeId? Freeze) : ServedRanking(Freeze)
{
    public override Subject Subject => Body.Subject;

    public override string InputHash => Body.InputHash;

    public override bool HasIntervals => Body.Items is [{ RankInterval: not null }, ..];

    public override RankingBody Page(int offset, int limit) => Body with { Items = [.. Body.Items.Skip(offset).Take(limit)] };
}

/// <summary>One whose pages the index finds as they are asked for.</summary>
internal sealed record IndexedRanking(Subject Of, IndexRanking Ranking) : ServedRanking((FreezeId?)null)
{
    public override Subject Subject => Of;

    public override string InputHash => Ranking.InputHash;

    public override bool HasIntervals => false;

    public override RankingBody Page(int offset, int limit) => Ranking.Page(offset, limit);
}
