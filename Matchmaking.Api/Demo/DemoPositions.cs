using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;

namespace Matchmaking.Api.Demo;

/// <summary>Turns drafts of positions into stored ones, in the order in which they were entered.</summary>
internal static class DemoPositions
{
    public static IReadOnlyList<Position> Enter(IEnumerable<(FundId Fund, PositionDetails Details)> drafts, DemoCalendar calendar)
    {
        var ids = new DemoIds("positions");
        var start = DemoCalendar.At(calendar.Start, 10);
        return
        [
            .. drafts.Select(d => (d.Fund, d.Details, At: Later(start, DemoCalendar.At(d.Details.InvestedOn, 17)))).OrderBy(d => d.At)
                .Select(d => new Position(d.Details)
                {
                    Id = new(ids.Next(d.At)),
                    FundId = d.Fund,
                    Valuations = PositionRules.Valuations(d.Details, Earlier(d.Details)),
                    Version = 1,
                    CreatedAt = d.At,
                    UpdatedAt = d.At,
                }),
        ];
    }

    /// <summary>What was known on the first day: the cost.</summary>
    private static IReadOnlyList<Valuation> Earlier(PositionDetails details) => [new(details.InvestedOn, details.CostCny, Money.Zero)];

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
