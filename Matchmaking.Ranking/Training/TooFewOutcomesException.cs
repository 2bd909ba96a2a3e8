namespace Matchmaking.Ranking.Training;

/// <summary>There is not yet enough to learn from.</summary>
/// <param name="what">What there are too few of: <c>sessions</c> or <c>outcomes</c>.</param>
/// <param name="needed">How many it takes.</param>
/// <param name="found">How many there are.</param>
public sealed class TooFewOutcomesException(string what, int needed, int found) : Exception($"Training takes {needed} {what}; there are {found}.")
{
    public string What { get; } = what;

    public int Needed { get; } = needed;

    public int Found { get; } = found;
}
