namespace Matchmaking.Core.Plans.Tables;

/// <summary>
/// Which seats of the long table are taken. Each of the two sides sits without a gap: the longer one from seat 1 on, the shorter one opposite
/// its middle (half a seat nearer to seat 1 where the difference is odd), so that both ends have the same company. Guests take the free seats
/// nearest to the middle of the longer side, of two equally near the lower number first, and then the side of the funds; what is left stays empty.
/// </summary>
public sealed class LongTableSeats
{
    private LongTableSeats(int firstFund, int funds, int firstStartup, int startups, IReadOnlyList<(TableSide Side, int Seat)> guests)
    {
        (FirstFund, Funds, FirstStartup, Startups, Guests) = (firstFund, funds, firstStartup, startups, guests);
    }

    /// <summary>The lowest seat of a fund, from 1.</summary>
    public int FirstFund { get; }

    /// <summary>Funds sit on this many seats in a row.</summary>
    public int Funds { get; }

    /// <summary>The lowest seat of a startup, from 1.</summary>
    public int FirstStartup { get; }

    /// <summary>Startups sit on this many seats in a row.</summary>
    public int Startups { get; }

    /// <summary>The seats of the guests.</summary>
    public IReadOnlyList<(TableSide Side, int Seat)> Guests { get; }

    /// <summary>The seats of a problem; null where there are too few.</summary>
    /// <exception cref="ArgumentException">The layout is not a long table.</exception>
    public static LongTableSeats? Of(TableProblem problem)
    {
        if (problem.Layout is not TableLayout.LongTable { SeatsPerSide: var seats })
            throw new ArgumentException("The layout is not that of a long table.", nameof(problem));
        var funds = problem.Participants.Count(p => p.Kind == TableParticipantKind.Fund);
        var startups = problem.Participants.Count(p => p.Kind == TableParticipantKind.Startup);
        var guests = problem.Participants.Count - funds - startups;
        if (funds > seats || startups > seats || problem.Participants.Count > 2 * seats)
            return null;
        var longer = Math.Max(funds, startups);
        var firstFund = 1 + ((longer - funds) / 2);
        var firstStartup = 1 + ((longer - startups) / 2);
        var free = Free(TableSide.Fund, firstFund, funds).Concat(Free(TableSide.Startup, firstStartup, startups))
            .OrderBy(f => Math.Abs((2 * f.Seat) - longer - 1)).ThenBy(f => f.Seat).ThenBy(f => f.Side == TableSide.Fund ? 0 : 1).Take(guests);
        return new(firstFund, funds, firstStartup, startups, [.. free]);

        IEnumerable<(TableSide Side, int Seat)> Free(TableSide side, int first, int count) =>
            Enumerable.Range(1, seats).Where(i => i < first || i >= first + count).Select(i => (side, i));
    }
}
