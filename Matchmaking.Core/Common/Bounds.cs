namespace Matchmaking.Core.Common;

/// <summary>How much a property may hold unless it says otherwise.</summary>
public static class Bounds
{
    /// <summary>Characters of a name or another text of one line.</summary>
    public const int TextMax = 200;

    /// <summary>Characters of a text of several lines.</summary>
    public const int LongTextMax = 10_000;

    /// <summary>Entries of a list.</summary>
    public const int ListMax = 100;
}
