namespace Matchmaking.Ranking.Models;

/// <summary>A kept ranking names a model that this build does not have.</summary>
public sealed class ModelUnavailableException(string version) : Exception($"There is no ranking model '{version}' in this build.")
{
    public string Version { get; } = version;
}
