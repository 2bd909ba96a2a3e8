using Matchmaking.Core.Funds;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Demo;

/// <summary>The twenty-five funds: the seven public ones first.</summary>
internal static class DemoFunds
{
    public static IReadOnlyList<DemoFund> Make(DemoCalendar calendar, Taxonomy taxonomy)
    {
        var ids = new DemoIds("funds");
        var funds = new List<DemoFund>();
        foreach (var details in DemoPublicFunds.All)
            funds.Add(Entered(details, isPublic: true, BookShape.None, 0));
        foreach (var invented in DemoInventedFunds.All)
            funds.Add(Entered(invented.Details, isPublic: false, invented.Book, invented.Positions));
        return funds;

        DemoFund Entered(FundDetails details, bool isPublic, BookShape book, int positions)
        {
            var at = DemoCalendar.At(calendar.Start, 9, funds.Count);
            var fund = new Fund(details) { Id = new(ids.Next(at)), Version = 1, CreatedAt = at, UpdatedAt = at };
            return new DemoFund(fund, FundTaste.Draw(details, funds.Count, taxonomy), isPublic, book, positions);
        }
    }
}
