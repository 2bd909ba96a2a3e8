namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>The paper that a chart is printed on.</summary>
internal enum Paper
{
    A4,
    A3,
}
