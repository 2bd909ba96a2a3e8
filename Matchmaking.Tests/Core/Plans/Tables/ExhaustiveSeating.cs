using Matchmaking.Core.Plans.Tables;

namespace Matchmaking.Tests.Core.Plans.Tables;

/// <summary>The highest value of all seatings that keep every limit, by trying them all; null where there is none.</summary>
internal static class ExhaustiveSeating
{
    public static long? Best(TableProblem problem) => problem.Layout is TableLayout.LongTable ? Long(problem) : Round(problem, (TableLayout.RoundTables)problem.Layout);

    private static long? Round(TableProblem problem, TableLayout.RoundTables layout)
    {
        var open = Enumerable.Range(1, layout.Tables).Except(layout.ClosedTables).ToArray();
        var at = new int[problem.Participants.Count];
        long? best = null;
        Try(0);
        return best;

        void Try(int v)
        {
            if (v == at.Length)
            {
                if (Keeps())
                    best = Math.Max(best ?? long.MinValue, problem.Weights.Where(w => at[w.Startup] == at[w.Fund]).Sum(w => (long)w.Weight));
                return;
            }

            foreach (var table in open)
            {
                at[v] = table;
                Try(v + 1);
            }
        }

        bool Keeps() => problem.Apart.All(p => at[p.First] != at[p.Second]) && problem.Together.All(p => at[p.First] == at[p.Second])
            && open.All(t => Count(t, null) <= layout.SeatsPerTable && Count(t, TableParticipantKind.Fund) <= layout.FundsPerTable
                && Count(t, TableParticipantKind.Startup) <= layout.StartupsPerTable);

        int Count(int table, TableParticipantKind? kind) => Enumerable.Range(0, at.Length).Count(v => at[v] == table && (kind is null || problem.Participants[v].Kind == kind));
    }

    private static long? Long(TableProblem problem)
    {
        if (LongTableSeats.Of(problem) is not { } seats)
            return null;
        var places = new Dictionary<TableParticipantKind, List<(TableSide Side, int Seat)>>
        {
            [TableParticipantKind.Fund] = [.. Enumerable.Range(seats.FirstFund, seats.Funds).Select(i => (TableSide.Fund, i))],
            [TableParticipantKind.Startup] = [.. Enumerable.Range(seats.FirstStartup, seats.Startups).Select(i => (TableSide.Startup, i))],
            [TableParticipantKind.Guest] = [.. seats.Guests],
        };
        var at = new (TableSide Side, int Seat)[problem.Participants.Count];
        long? best = null;
        Try(0);
        return best;

        void Try(int v)
        {
            if (v == at.Length)
            {
                if (problem.Apart.All(p => !Near(p)) && problem.Together.All(Near))
                    best = Math.Max(best ?? long.MinValue, problem.Weights.Sum(w => w.Weight * Units(at[w.Startup], at[w.Fund])));
                return;
            }

            var free = places[problem.Participants[v].Kind];
            for (var i = 0; i < free.Count; i++)
            {
                at[v] = free[i];
                free.RemoveAt(i);
                Try(v + 1);
                free.Insert(i, at[v]);
            }
        }

        bool Near(TablePair pair) => at[pair.First].Side == at[pair.Second].Side
            ? Math.Abs(at[pair.First].Seat - at[pair.Second].Seat) == 1
            : Math.Abs(at[pair.First].Seat - at[pair.Second].Seat) <= 1;

        static long Units((TableSide Side, int Seat) a, (TableSide Side, int Seat) b) => a.Side == b.Side ? 0 : Math.Max(0, 2 - Math.Abs(a.Seat - b.Seat));
    }
}
