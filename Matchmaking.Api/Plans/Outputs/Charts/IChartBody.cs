namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>What stands between the head and the foot of a chart.</summary>
internal interface IChartBody
{
    /// <summary>The ways in which it can be put on a sheet; at least one for each sheet.</summary>
    IEnumerable<ChartLayout> Layouts(Area body, PageSize size);

    /// <summary>The marks of each page.</summary>
    IReadOnlyList<IReadOnlyList<Mark>> Draw(ChartLayout layout);
}
