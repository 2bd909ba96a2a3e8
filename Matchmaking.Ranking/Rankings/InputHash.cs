using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Ranking.Rankings;

/// <summary>
/// SHA-256 over everything that determines a ranking, from digests that the profiles already hold. A ranking from public
/// facts hashes public facts only.
/// </summary>
internal static class InputHash
{
    /// <param name="modelVersion">The model's.</param>
    /// <param name="direction">Who is ranked for whom.</param>
    /// <param name="context">Day, base rates, vetoes.</param>
    /// <param name="subject">Digests of the subject.</param>
    /// <param name="candidates">Digests of the candidates in the order of their ids, or the one of their set.</param>
    /// <param name="vetoes">Those that concern the subject.</param>
    /// <param name="preferences">Those that the subject states.</param>
    public static string Of(
        string modelVersion,
        RankingDirection direction,
        RankingContext context,
        ReadOnlySpan<ReadOnlyMemory<byte>> subject,
        IEnumerable<ReadOnlyMemory<byte>> candidates,
        IReadOnlyList<Veto> vetoes,
        IReadOnlyList<StatedPreference> preferences)
    {
        var set = context.HashesSet && direction == RankingDirection.FundToRequests;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"ranking {context.Format}{(set ? " of a set" : "")}\n{modelVersion}\n{direction}\n{context.AsOf:yyyy-MM-dd}\n{vetoes.Count}\n");
        hash.AppendData(Encoding.UTF8.GetBytes(head));
        foreach (var digest in subject)
            hash.AppendData(digest.Span);
        hash.AppendData(context.Market.Digest.Span);
        Span<byte> pair = stackalloc byte[32];
        foreach (var veto in vetoes)
        {
            veto.FundId.Value.TryWriteBytes(pair, bigEndian: true, out _);
            veto.FinancingRequestId.Value.TryWriteBytes(pair[16..], bigEndian: true, out _);
            hash.AppendData(pair);
        }

        // Only where there are any: the hashes of rankings without them, kept ones among these, stay what they were.
        if (preferences.Count > 0)
            hash.AppendData(Canon.Digest(preferences));
        foreach (var digest in candidates)
            hash.AppendData(digest.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
