using Matchmaking.Core.Storage;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Index;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Api.Services;

/// <summary>All financing requests as rankings see them, at one state of the database. Immutable.</summary>
internal sealed class Market
{
    private readonly MarketTally _tally;

    /// <param name="stamp">The state.</param>
    /// <param name="index">Whose state it is.</param>
    /// <param name="requests">All that there are.</param>
    /// <param name="tally">Counts them; not changed from now on.</param>
    public Market(ChangeStamp stamp, RankingIndex index, IndexSnapshot requests, MarketTally tally)
        : this(stamp, index, requests, tally, MarketProfile.Of(tally.ToBase()))
    {
    }

    private Market(ChangeStamp stamp, RankingIndex index, IndexSnapshot requests, MarketTally tally, MarketProfile profile) =>
        (Stamp, Index, Requests, _tally, Profile) = (stamp, index, requests, tally, profile);

    /// <summary>The state.</summary>
    public ChangeStamp Stamp { get; }

    /// <summary>What later states are made with.</summary>
    public RankingIndex Index { get; }

    public IndexSnapshot Requests { get; }

    /// <summary>The base rates.</summary>
    public MarketProfile Profile { get; }

    /// <summary>The same state in another arrangement.</summary>
    public Market With(IndexSnapshot requests) => new(Stamp, Index, requests, _tally, Profile);

    /// <summary>What a later state counts.</summary>
    /// <param name="changed">Requests that were made or changed since.</param>
    /// <param name="deleted">Requests that are no more.</param>
    /// <returns>Null where all have to be counted anew.</returns>
    public MarketTally? Count(IEnumerable<RequestFacts> changed, IEnumerable<FinancingRequestId> deleted)
    {
        var tally = _tally.Copy();
        foreach (var id in deleted)
            Forget(tally, id);
        foreach (var request in changed)
        {
            Forget(tally, request.Id);
            tally.Add(request);
        }

        return tally.RunsShort ? null : tally;
    }

    private void Forget(MarketTally tally, FinancingRequestId id)
    {
        if (Requests.Find(id) is { } known)
            tally.Remove(known.Facts);
    }
}
