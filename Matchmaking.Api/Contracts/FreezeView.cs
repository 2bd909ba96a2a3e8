using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Contracts;

/// <summary>A freeze, on request with all its rankings and with the input that they were computed from, as stored.</summary>
internal sealed record FreezeView : Freeze
{
    [SetsRequiredMembers]
    private FreezeView(Freeze freeze) : base(freeze)
    {
    }

    /// <summary>With <c>include=rows</c>: the ranking of every request, then of every fund, excluded candidates with their reasons.</summary>
    [JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<JsonElement>? Rows { get; init; }

    /// <summary>With <c>include=snapshot</c>: the complete input.</summary>
    [JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Snapshot { get; init; }

    public static FreezeView Of(Freeze freeze) => new(freeze);
}
