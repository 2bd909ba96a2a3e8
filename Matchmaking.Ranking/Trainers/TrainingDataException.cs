namespace Matchmaking.Ranking.Trainers;

/// <summary>Data that no ranking can be learned from.</summary>
/// <param name="code">Kebab-case and stable.</param>
/// <param name="message">What is wrong, with the numbers.</param>
public sealed class TrainingDataException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
