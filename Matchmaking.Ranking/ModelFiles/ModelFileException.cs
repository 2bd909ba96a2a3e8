namespace Matchmaking.Ranking.ModelFiles;

/// <summary>Bytes that are no model file, or not one that this build can serve.</summary>
/// <param name="code"><c>not-a-model-file, format-unknown, truncated, checksum, damaged, features-differ</c>.</param>
/// <param name="message">What is wrong.</param>
/// <param name="inner">What was thrown below.</param>
public sealed class ModelFileException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}
