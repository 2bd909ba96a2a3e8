namespace Matchmaking.Core.Storage;

/// <summary>The id and the name of something.</summary>
public sealed record NamedRow
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";
}
