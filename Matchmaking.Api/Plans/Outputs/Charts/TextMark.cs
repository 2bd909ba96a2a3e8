namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>One line of text.</summary>
/// <param name="X">Where its anchor is.</param>
/// <param name="Y">The baseline.</param>
/// <param name="Text">As shown.</param>
/// <param name="Size">Of the font.</param>
internal sealed record TextMark(double X, double Y, string Text, double Size) : Mark
{
    // Chinese characters fill their square from this far above the baseline to this far below.
    private const double Ascent = 0.88;
    private const double Descent = 0.14;

    public string Fill { get; init; } = Ink.Text;

    public bool Bold { get; init; }

    public TextAnchor Anchor { get; init; }

    /// <summary>The whole text where it was shortened.</summary>
    public string? Full { get; init; }

    public double Width => TextMeasure.Width(Text, Size, Bold);

    /// <summary>What it covers.</summary>
    public Area Area => new(Anchor switch { TextAnchor.Start => X, TextAnchor.Middle => X - (Width / 2), _ => X - Width }, Y - (Ascent * Size), Width, (Ascent + Descent) * Size);

    /// <summary>The baseline of a text whose letters stand in the middle around <paramref name="y"/>.</summary>
    public static double BaselineAround(double y, double size) => y + (0.36 * size);

    /// <summary>A text shortened to a width.</summary>
    public static TextMark Within(double width, double x, double y, string text, double size, bool bold = false)
    {
        var shown = TextMeasure.Fit(text, size, width, bold);
        return new TextMark(x, y, shown, size) { Bold = bold, Full = shown == text ? null : text };
    }
}
