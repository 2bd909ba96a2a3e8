using System.Text.Json;
using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Rankings;

/// <summary>Rankings as canonical UTF-8 JSON: the same ranking always gives the same bytes, doubles in their shortest exact form.</summary>
public static class RankingBodyCodec
{
    public static byte[] Write(RankingBody body) => JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Options);

    /// <exception cref="JsonException">Not a ranking of a layout that this build knows.</exception>
    public static RankingBody Read(ReadOnlySpan<byte> bytes)
    {
        var body = JsonSerializer.Deserialize<RankingBody>(bytes, WireJson.Options) ?? throw new JsonException("A ranking is not null.");
        return body.FormatVersion is >= RankingBody.OldestFormat and <= RankingBody.CurrentFormat
            ? body
            : throw new JsonException($"Ranking layout {body.FormatVersion} is not from {RankingBody.OldestFormat} to {RankingBody.CurrentFormat}.");
    }
}
