using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Contracts;

/// <summary>Why a position is void.</summary>
internal sealed record VoidInput
{
    /// <summary>In words; kept for good.</summary>
    [JsonRequired, StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string Reason { get; init; } = "";
}
