namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>The colours of a chart. They differ in lightness, so that they are told apart on a black-and-white printer.</summary>
internal static class Ink
{
    public const string Text = "#17242f";
    public const string Muted = "#51606d";
    public const string Strong = "#1f4e6b";
    public const string Line = "#aebac4";
    public const string Faint = "#d5dce2";
    public const string Tint = "#e9eff3";
    public const string Alarm = "#8c1d18";
    public const string Paper = "#ffffff";
}
