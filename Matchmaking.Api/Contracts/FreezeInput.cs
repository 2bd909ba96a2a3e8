namespace Matchmaking.Api.Contracts;

/// <summary>How to freeze; everything has a default.</summary>
internal sealed record FreezeInput
{
    /// <summary>Absent: the serving model.</summary>
    public string? ModelVersion { get; init; }
}
