using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Demo;

/// <summary>
/// The positions that the invented funds held before the season: drawn from their taste, ended or marked according to the
/// state that their books are to show. None of them is in a company of this system.
/// </summary>
internal static class DemoBooks
{
    private const int OldestDays = 5 * 365;
    private const int NewestDays = 420;

    /// <summary>What is left to call of an exhausted commitment: less than any ticket of the fund.</summary>
    private static readonly Money _exhaustedRest = DemoMoney.Wan(50);

    public static IEnumerable<(FundId Fund, PositionDetails Details)> Make(DemoFund fund, int number, DemoCalendar calendar, Taxonomy taxonomy)
    {
        if (fund.Positions == 0)
            return [];
        var random = DemoRandom.For("book", number);
        var ages = Enumerable.Range(0, fund.Positions).Select(_ => random.Between(NewestDays, OldestDays)).OrderDescending().ToList();
        var costs = Costs(fund, random);
        var positions = ages.Select((age, i) => Invested(fund, i, costs[i], calendar.Known.AddDays(-age), random, taxonomy)).ToList();
        return (fund.Book switch
        {
            // 1.5 percent below the allowance, 4 percent above it.
            BookShape.NearAllowance => Lost(positions, fund.Fund.LossAllowance!.Value.BasisPoints - 150, calendar, random),
            BookShape.Breached => Lost(positions, fund.Fund.LossAllowance!.Value.BasisPoints + 400, calendar, random),
            _ => positions.Select(p => Fated(p, calendar, random)),
        }).Select(p => (fund.Fund.Id, p));
    }

    /// <summary>Around the favourite ticket, then scaled to the share of the commitment that the fund has called.</summary>
    private static List<Money> Costs(DemoFund fund, DemoRandom random)
    {
        var commitment = fund.Fund.CommitmentCny!.Value;
        var called = fund.Book switch
        {
            BookShape.Exhausted => DemoMoney.Wan(DemoMoney.Wan(commitment) - DemoMoney.Wan(_exhaustedRest)),
            _ when fund.Fund.Status == FundStatus.Closed => DemoMoney.Times(commitment, 0.92),
            _ => DemoMoney.Times(commitment, random.Between(0.40, 0.55)),
        };
        var weights = Enumerable.Range(0, fund.Positions).Select(_ => random.Between(0.5, 1.6)).ToList();
        var sum = weights.Sum();
        var costs = weights.Select(w => DemoMoney.Times(called, w / sum)).ToList();
        costs[^1] = DemoMoney.Wan(DemoMoney.Wan(called) - costs.Take(costs.Count - 1).Sum(DemoMoney.Wan));
        return costs;
    }

    private static PositionDetails Invested(DemoFund fund, int index, Money cost, DateOnly on, DemoRandom random, Taxonomy taxonomy)
    {
        var leaves = fund.Taste.Sectors.Keys.Order(StringComparer.Ordinal)
            .Where(s => fund.Fund.Sectors.Count == 0 || fund.Fund.Sectors.Any(f => taxonomy.IsAncestorOrSelf(f, s))).ToList();
        var stages = fund.Fund.Stages.Count > 0 ? fund.Fund.Stages : Enum.GetValues<Stage>()[..5];
        return new()
        {
            Name = FormattableString.Invariant($"{DemoNames.Prefix}{fund.Fund.Name[DemoNames.Prefix.Length..]}项目{index + 1:00}"),
            Stage = random.Pick(stages, s => 1.2 - Math.Min(1, Math.Abs((int)s - (int)fund.Taste.Stage) / 3.0)),
            Sectors = [random.Pick(leaves, s => fund.Taste.Sectors[s] * fund.Taste.Sectors[s])],
            CostCny = cost,
            FairValueCny = cost,
            ValuedOn = on,
            InvestedOn = on,
        };
    }

    /// <summary>Two in five of the older ones have ended, more than half of these with a loss; the others are marked up or down.</summary>
    private static PositionDetails Fated(PositionDetails position, DemoCalendar calendar, DemoRandom random)
    {
        var age = calendar.Known.DayNumber - position.InvestedOn.DayNumber;
        if (age > 700 && random.Chance(0.4))
        {
            var share = random.Chance(0.55) ? random.Between(0.0, 0.6) : random.Between(1.1, 2.6);
            return Ended(position, DemoMoney.Times(position.CostCny, share), random.Between(365, age - 30));
        }

        var mark = random.Unit() switch
        {
            < 0.25 => random.Between(0.35, 0.85),
            < 0.6 => random.Between(1.1, 1.9),
            _ => 1.0,
        };
        return Marked(position, mark, calendar);
    }

    /// <summary>The oldest ones are written off until the realised loss is this share of all that was invested.</summary>
    private static List<PositionDetails> Lost(List<PositionDetails> positions, int basisPoints, DemoCalendar calendar, DemoRandom random)
    {
        var invested = positions.Sum(p => DemoMoney.Wan(p.CostCny));
        var left = invested * basisPoints / 10_000;
        var result = new List<PositionDetails>();
        foreach (var position in positions)
        {
            var age = calendar.Known.DayNumber - position.InvestedOn.DayNumber;
            if (left == 0)
            {
                result.Add(Marked(position, random.Between(0.7, 1.2), calendar));
                continue;
            }

            var lost = Math.Min(left, DemoMoney.Wan(DemoMoney.Times(position.CostCny, random.Between(0.9, 1.0))));
            left -= lost;
            result.Add(Ended(position, DemoMoney.Wan(DemoMoney.Wan(position.CostCny) - lost), random.Between(300, age - 20)));
        }

        return result;
    }

    private static PositionDetails Ended(PositionDetails position, Money proceeds, int afterDays) => position with
    {
        FairValueCny = Money.Zero,
        ProceedsCny = proceeds,
        ClosedOn = position.InvestedOn.AddDays(afterDays),
        ValuedOn = position.InvestedOn.AddDays(afterDays),
    };

    /// <summary>Valued at the end of the last quarter but for the newest months.</summary>
    private static PositionDetails Marked(PositionDetails position, double mark, DemoCalendar calendar) =>
        position with { FairValueCny = DemoMoney.Times(position.CostCny, mark), ValuedOn = calendar.Known.AddDays(-60) };
}
