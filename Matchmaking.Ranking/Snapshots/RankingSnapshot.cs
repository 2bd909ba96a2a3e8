using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;
using Matchmaking.Ranking.Exposure;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Ranking.Snapshots;

/// <summary>The complete input of a session's freeze: enough to recompute every ranking of it later, and nothing else.</summary>
public sealed record RankingSnapshot
{
    /// <summary>
    /// Version of this layout: 2 has what the loss model needs (<see cref="FundBook.Loss"/>, <see cref="RequestFacts.Chain"/>), 3 is ranked in layout 2 of <see cref="RankingBody"/>,
    /// 4 has what came of funds and startups before (<see cref="FundBook.Meetings"/>) and what funds say (<see cref="Preferences"/>).
    /// </summary>
    public const int CurrentFormat = 4;

    /// <summary>The oldest layout that is still read. In it those facts are absent, so that its rankings are recomputed as they were.</summary>
    private const int OldestFormat = 1;

    [JsonRequired]
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>The layout of the rankings of this snapshot.</summary>
    internal int RankingFormat => FormatVersion < 3 ? 1 : 2;

    public required string ModelVersion { get; init; }

    public required DateOnly AsOf { get; init; }

    public required MarketBase Market { get; init; }

    public required IReadOnlyList<FundFacts> Funds { get; init; }

    public required IReadOnlyList<RequestFacts> Requests { get; init; }

    /// <summary>Vetoed pairs among these funds and requests.</summary>
    public IReadOnlyList<Veto> Vetoes { get; init; } = [];

    /// <summary>What these funds say themselves of these requests; null where they say nothing, and in earlier layouts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<StatedPreference>? Preferences { get; init; }

    /// <summary>Null where newcomers stand where their scores bring them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExposureFacts? Exposure { get; init; }

    /// <summary>Canonical UTF-8 JSON: the same inputs in any order give the same bytes.</summary>
    public byte[] ToBytes() => Canon.Bytes(this with
    {
        Funds = [.. Funds.Select(f => f.Canonical()).OrderBy(f => f.Mandate.Id)],
        Requests = [.. Requests.Select(r => r.Canonical()).OrderBy(r => r.Id)],
        Market = Market.Canonical(),
        Vetoes = new VetoSet(Vetoes).Pairs,
        Preferences = new PreferenceSet(Preferences ?? []).Stated is { Count: > 0 } stated ? stated : null,
        Exposure = Exposure?.Canonical(),
    });

    /// <exception cref="JsonException">Not a snapshot of a layout that this build knows.</exception>
    public static RankingSnapshot FromBytes(ReadOnlySpan<byte> bytes)
    {
        var snapshot = JsonSerializer.Deserialize<RankingSnapshot>(bytes, WireJson.Options) ?? throw new JsonException("A snapshot is not null.");
        return snapshot.FormatVersion is >= OldestFormat and <= CurrentFormat
            ? snapshot
            : throw new JsonException($"Snapshot layout {snapshot.FormatVersion} is not from {OldestFormat} to {CurrentFormat}.");
    }

    /// <summary>SHA-256 of a snapshot's bytes, lower-case hex: the input hash of the freeze.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
