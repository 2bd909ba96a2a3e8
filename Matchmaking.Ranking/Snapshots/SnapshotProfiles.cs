using Matchmaking.Core.Risk.Model;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Ranking.Snapshots;

/// <summary>A snapshot made ready for ranking: everybody in the order of ids, and the context that all rankings of it share.</summary>
internal sealed class SnapshotProfiles
{
    // A fund's loss model and history are needed for its own ranking only; kept for all funds they would take as much memory as everything else.
    private readonly LossModelCache _models = new(mostModels: 1);
    private readonly FundFacts[] _funds;

    public SnapshotProfiles(RankingSnapshot snapshot)
    {
        Context = new(snapshot.AsOf, MarketProfile.Of(snapshot.Market), new VetoSet(snapshot.Vetoes))
        {
            Preferences = new(snapshot.Preferences ?? []),
            Format = snapshot.RankingFormat,
        };
        _funds = [.. snapshot.Funds.OrderBy(f => f.Mandate.Id)];
        Requests = [.. snapshot.Requests.OrderBy(r => r.Id).Select(RequestProfile.Of)];
        Mandates = [.. _funds.Select(f => MandateProfile.Of(f.Mandate))];
    }

    public RankingContext Context { get; }

    public IReadOnlyList<RequestProfile> Requests { get; }

    public IReadOnlyList<MandateProfile> Mandates { get; }

    /// <summary>Made one by one while they are read.</summary>
    public IEnumerable<FundProfile> Funds => _funds.Select(f => FundProfile.Of(f, _models));
}
