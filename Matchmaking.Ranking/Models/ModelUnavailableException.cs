namespace Matchmaking.Ranking.Models;

/// <summary>A kept ranking names a model that is not at hand.</summary>
public sealed class ModelUnavailableException(string version) : Exception($"The ranking model '{version}' is not at hand.")
{
    public string Version { get; } = version;
}
