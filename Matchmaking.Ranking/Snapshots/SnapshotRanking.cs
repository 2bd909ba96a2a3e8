using System.Buffers.Binary;
using System.Security.Cryptography;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Exposure;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Ranking.Snapshots;

/// <summary>All rankings of a snapshot: what a freeze stores and what a replay recomputes.</summary>
public static class SnapshotRanking
{
    /// <summary>
    /// Every fund over all requests, then every request over all funds, each in the order of ids, excluded candidates listed, with rank intervals where the
    /// model gives them.
    /// </summary>
    /// <param name="snapshot">The stored input.</param>
    /// <param name="model">The snapshot's model; null where it is one of this build's own.</param>
    /// <exception cref="ModelUnavailableException">The model is another, or none was given and this build does not have it.</exception>
    /// <exception cref="System.Text.Json.JsonException">Not a snapshot of a layout that this build knows.</exception>
    public static IReadOnlyList<FrozenRanking> Recompute(ReadOnlySpan<byte> snapshot, IRankingModel? model = null) =>
        Compute(RankingSnapshot.FromBytes(snapshot), model);

    /// <inheritdoc cref="Recompute"/>
    public static IReadOnlyList<FrozenRanking> Compute(RankingSnapshot snapshot, IRankingModel? model = null)
    {
        model ??= RankingModels.Find(snapshot.ModelVersion);
        if (model?.Version != snapshot.ModelVersion)
            throw new ModelUnavailableException(snapshot.ModelVersion);
        var ranker = new Ranker(model);
        var profiles = new SnapshotProfiles(snapshot);
        IReadOnlyList<RankingBody> ofFunds =
            [.. profiles.Funds.Select(f => ranker.RankFund(f, profiles.Requests, profiles.Context, includeExcluded: true, includeIntervals: true))];
        if (snapshot.Exposure is { } exposure)
            ofFunds = NewcomerExposure.Apply(ofFunds, exposure);
        return
        [
            .. ofFunds.Select(Frozen),
            .. profiles.Requests.Select(r => Frozen(ranker.RankRequest(r, profiles.Mandates, profiles.Context, includeExcluded: true, includeIntervals: true))),
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
