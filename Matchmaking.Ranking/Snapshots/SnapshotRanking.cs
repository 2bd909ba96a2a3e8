using System.Buffers.Binary;
using System.Security.Cryptography;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Ranking.Snapshots;

/// <summary>All rankings of a snapshot: what a freeze stores and what a replay recomputes.</summary>
public static class SnapshotRanking
{
    /// <summary>
    /// Every fund over all requests, then every request over all funds, each in the order of ids, excluded candidates listed.
    /// </summary>
    /// <exception cref="ModelUnavailableException">This build does not have the snapshot's model.</exception>
    /// <exception cref="System.Text.Json.JsonException">Not a snapshot of a layout that this build knows.</exception>
    public static IReadOnlyList<FrozenRanking> Recompute(ReadOnlySpan<byte> snapshot) => Compute(RankingSnapshot.FromBytes(snapshot));

    /// <inheritdoc cref="Recompute"/>
    public static IReadOnlyList<FrozenRanking> Compute(RankingSnapshot snapshot)
    {
        var model = RankingModels.Find(snapshot.ModelVersion) ?? throw new ModelUnavailableException(snapshot.ModelVersion);
        var ranker = new Ranker(model);
        var context = new RankingContext(snapshot.AsOf, MarketProfile.Of(snapshot.Market), new VetoSet(snapshot.Vetoes));
        // A fund's loss model is needed for its own ranking only; kept for all funds they would take as much memory as everything else.
        var models = new LossModelCache(mostModels: 1);
        FundFacts[] funds = [.. snapshot.Funds.OrderBy(f => f.Mandate.Id)];
        RequestProfile[] requests = [.. snapshot.Requests.OrderBy(r => r.Id).Select(RequestProfile.Of)];
        MandateProfile[] mandates = [.. funds.Select(f => MandateProfile.Of(f.Mandate))];
        return
        [
            .. funds.Select(f => Frozen(ranker.RankFund(FundProfile.Of(f, models), requests, context, includeExcluded: true))),
            .. requests.Select(r => Frozen(ranker.RankRequest(r, mandates, context, includeExcluded: true))),
        ];
    }

    /// <summary>
    /// SHA-256 over rankings in their order, lower-case hex: for each one its subject's kind (one byte), id (16 bytes, as in
    /// its text), length (8 bytes, big-endian) and bytes.
    /// </summary>
    public static string Hash(IEnumerable<FrozenRanking> rankings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[25];
        foreach (var ranking in rankings)
        {
            head[0] = (byte)ranking.Subject;
            ranking.SubjectId.TryWriteBytes(head[1..], bigEndian: true, out _);
            BinaryPrimitives.WriteInt64BigEndian(head[17..], ranking.Body.Length);
            hash.AppendData(head);
            hash.AppendData(ranking.Body);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static FrozenRanking Frozen(RankingBody body) => new(body.Subject.Type, body.Subject.Id, RankingBodyCodec.Write(body));
}
