using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Contracts;

/// <summary>A freeze, on request with all its rankings and with the input that they were computed from, as stored.</summary>
internal sealed record FreezeView
{
    public required FreezeId Id { get; init; }

    public required SessionId SessionId { get; init; }

    public required int FormatVersion { get; init; }

    public required string ModelVersion { get; init; }

    public required DateOnly AsOf { get; init; }

    public required string InputHash { get; init; }

    public required string Sha256 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>With <c>include=rows</c>: the ranking of every request, then of every fund, excluded candidates with their reasons.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<JsonElement>? Rows { get; init; }

    /// <summary>With <c>include=snapshot</c>: the complete input.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Snapshot { get; init; }

    public static FreezeView Of(Freeze freeze) => new()
    {
        Id = freeze.Id,
        SessionId = freeze.SessionId,
        FormatVersion = freeze.FormatVersion,
        ModelVersion = freeze.ModelVersion,
        AsOf = freeze.AsOf,
        InputHash = freeze.InputHash,
        Sha256 = freeze.Sha256,
        CreatedAt = freeze.CreatedAt,
    };
}
