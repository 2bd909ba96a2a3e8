using System.Globalization;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>How kinds of participants are told apart without colour: startups are rings, funds discs, guests diamonds; a dashed ring is not told.</summary>
internal static class SeatMark
{
    /// <summary>How much further a guest's mark reaches than the others, to look as large.</summary>
    public const double DiamondFactor = 1.2;

    /// <summary>The smallest marker, such as stands before a name or in the legend.</summary>
    public static Mark Bullet(PartyType? kind, double x, double y, double radius) => kind switch
    {
        PartyType.Fund => new DiscMark(x, y, radius, Ink.Strong),
        PartyType.Guest => new DiamondMark(x, y, radius * DiamondFactor, Ink.Faint, Ink.Text),
        PartyType.Startup => new DiscMark(x, y, radius, Ink.Paper, Ink.Strong, 1.1),
        _ => new DiscMark(x, y, radius, Ink.Paper, Ink.Line, 0.8, Dashed: true),
    };

    /// <summary>A seat with its number in it.</summary>
    public static IEnumerable<Mark> Numbered(PartyType? kind, double x, double y, double radius, int number, double font)
    {
        yield return Bullet(kind, x, y, radius);
        yield return new TextMark(x, TextMark.BaselineAround(y, font), number.ToString(CultureInfo.InvariantCulture), font)
        {
            Anchor = TextAnchor.Middle,
            Fill = kind == PartyType.Fund ? Ink.Paper : kind is null ? Ink.Muted : Ink.Text,
        };
    }

    /// <summary>A seat that holds its number.</summary>
    public static double RadiusFor(int largestNumber, double font) =>
        (TextMeasure.Width(largestNumber.ToString(CultureInfo.InvariantCulture), font) / 2) + (0.35 * font) + 1;
}
