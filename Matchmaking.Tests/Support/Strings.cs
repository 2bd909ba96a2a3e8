namespace Matchmaking.Tests.Support;

internal static class Strings
{
    /// <summary>A list of texts to compare with.</summary>
    public static string[] Of(params string[] values) => values;
}
