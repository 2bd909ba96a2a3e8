namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>One sheet: what is drawn on it, in order.</summary>
internal sealed record ChartPage(IReadOnlyList<Mark> Marks);
