namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// Why a problem of round tables has no seating. Looks for proofs from cheap to dear: too few seats; pairs both apart and together; groups to be together that are too
/// large; more participants all apart from each other than tables; at last everything at once, where <see cref="FeasibilitySearch"/> can exhaust it.
/// Pairs without which the rest still conflicts are left out one after the other (the deletion filter of Chinneck and Dravnieks 1991).
/// </summary>
internal static class TableConflicts
{
    private const long SearchBudget = 20_000;

    /// <returns>Null where none of the cheap proofs applies.</returns>
    public static TableInfeasibility? Find(SeatingModel model) => TooFewSeats(model) ?? Contradiction(model) ?? TooLargeGroup(model) ?? TooManyApart(model);

    /// <summary>The conflict of a problem of which exhaustive search has proved that it has no seating.</summary>
    public static TableInfeasibility Narrow(SeatingModel model)
    {
        List<TablePair> apart = [.. model.Apart], together = [.. model.Together];
        Filter(apart);
        Filter(together);
        return Report(model, apart, together, seats: true, kinds: true, tables: true, []);

        void Filter(List<TablePair> pairs)
        {
            for (var i = pairs.Count - 1; i >= 0; i--)
            {
                var pair = pairs[i];
                pairs.RemoveAt(i);
                if (FeasibilitySearch.Run(model, apart, together, SearchBudget, out _) != false)
                    pairs.Insert(i, pair);
            }
        }
    }

    private static TableInfeasibility? TooFewSeats(SeatingModel model)
    {
        var (n, k) = (model.Tables, model.Seats);
        if (model.Count > n * k)
            return new([new(TableLimit.Participants, model.Count), new(TableLimit.Tables, n), new(TableLimit.Seats, k)], Adding(model.Count, k, TableRelaxationKind.AddSeats));
        if (model.Funds > n * model.MaxFunds)
        {
            return new([new(TableLimit.Funds, model.Funds), new(TableLimit.Tables, n), new(TableLimit.FundsPerTable, model.MaxFunds)],
                Adding(model.Funds, model.MaxFunds, TableRelaxationKind.RaiseFundsPerTable));
        }

        if (model.Startups > n * model.MaxStartups)
        {
            return new([new(TableLimit.Startups, model.Startups), new(TableLimit.Tables, n), new(TableLimit.StartupsPerTable, model.MaxStartups)],
                Adding(model.Startups, model.MaxStartups, TableRelaxationKind.RaiseStartupsPerTable));
        }

        // Funds spread evenly leave the most seats for startups; see FirstSeating.
        var places = Enumerable.Range(0, Math.Max(n, 0)).Sum(t => Math.Min(model.MaxStartups, k - ((model.Funds + t) / n)));
        if (model.Startups <= places)
            return null;
        return new([new(TableLimit.Funds, model.Funds), new(TableLimit.Startups, model.Startups), new(TableLimit.Tables, n), new(TableLimit.Seats, k), new(TableLimit.StartupsPerTable, model.MaxStartups)],
            [new(TableRelaxationKind.AddTables, model.Startups - places), new(TableRelaxationKind.RaiseStartupsPerTable, k)]);

        List<TableRelaxation> Adding(int heads, int each, TableRelaxationKind raise)
        {
            List<TableRelaxation> ways = [];
            if (each > 0)
                ways.Add(new(TableRelaxationKind.AddTables, ((heads + each - 1) / each) - n));
            if (n > 0)
                ways.Add(new(raise, ((heads + n - 1) / n) - (raise == TableRelaxationKind.AddSeats ? each : 0)));
            return ways.Count > 0 ? ways : [new(TableRelaxationKind.AddTables, heads)];
        }
    }

    private static TableInfeasibility? Contradiction(SeatingModel model)
    {
        foreach (var pair in model.Apart)
        {
            if (Path(model.Together, pair) is { } pins)
                return Report(model, [pair], pins, seats: false, kinds: false, tables: false, []);
        }

        return null;
    }

    // The shortest chain of pairs to be together from one end to the other.
    private static List<TablePair>? Path(TablePair[] together, TablePair ends)
    {
        var came = new Dictionary<int, (int From, TablePair Pin)> { [ends.First] = default };
        var queue = new Queue<int>([ends.First]);
        while (queue.TryDequeue(out var v))
        {
            foreach (var pin in together)
            {
                var next = pin.First == v ? pin.Second : pin.Second == v ? pin.First : -1;
                if (next >= 0 && came.TryAdd(next, (v, pin)))
                    queue.Enqueue(next);
            }
        }

        if (!came.ContainsKey(ends.Second))
            return null;
        var path = new List<TablePair>();
        for (var v = ends.Second; v != ends.First; v = came[v].From)
            path.Add(came[v].Pin);
        return path;
    }

    private static TableInfeasibility? TooLargeGroup(SeatingModel model)
    {
        var group = Groups(model.Count, model.Together);
        if (Broken(model, group) is not { } limit)
            return null;
        List<TablePair> pins = [.. model.Together];
        for (var i = pins.Count - 1; i >= 0; i--)
        {
            var pin = pins[i];
            pins.RemoveAt(i);
            if (Broken(model, Groups(model.Count, pins)) is { } still)
                limit = still;
            else
                pins.Insert(i, pin);
        }

        // Dropping one pin of an irreducible group resolves it, and so does one seat more.
        TableRelaxation more = limit.Limit switch
        {
            TableLimit.FundsPerTable => new(TableRelaxationKind.RaiseFundsPerTable, limit.Amount + 1),
            TableLimit.StartupsPerTable => new(TableRelaxationKind.RaiseStartupsPerTable, limit.Amount + 1),
            _ => new(TableRelaxationKind.AddSeats, 1),
        };
        var report = Report(model, [], pins, seats: false, kinds: false, tables: false, [more]);
        return report with { Conflicts = [limit, .. report.Conflicts] };
    }

    private static TableConflict? Broken(SeatingModel model, int[] group)
    {
        var (all, funds, startups) = (new int[model.Count], new int[model.Count], new int[model.Count]);
        for (var v = 0; v < model.Count; v++)
        {
            all[group[v]]++;
            if (v < model.Funds)
                funds[group[v]]++;
            else if (v < model.Funds + model.Startups)
                startups[group[v]]++;
        }

        return funds.Any(n => n > model.MaxFunds) ? new(TableLimit.FundsPerTable, model.MaxFunds)
            : startups.Any(n => n > model.MaxStartups) ? new(TableLimit.StartupsPerTable, model.MaxStartups)
            : all.Any(n => n > model.Seats) ? new(TableLimit.Seats, model.Seats)
            : null;
    }

    /// <returns>For everybody the smallest of those it has to be together with.</returns>
    private static int[] Groups(int count, IReadOnlyList<TablePair> together)
    {
        var group = Enumerable.Range(0, count).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var (a, b) in together)
            {
                var least = Math.Min(group[a], group[b]);
                changed |= group[a] != least || group[b] != least;
                (group[a], group[b]) = (least, least);
            }
        }

        return group;
    }

    private static TableInfeasibility? TooManyApart(SeatingModel model)
    {
        var group = Groups(model.Count, model.Together);
        var why = new Dictionary<(int, int), TablePair>();
        foreach (var pair in model.Apart)
        {
            var (a, b) = (group[pair.First], group[pair.Second]);
            why.TryAdd((Math.Min(a, b), Math.Max(a, b)), pair);
        }

        if (CliqueSearch.Find(model.Count, [.. why.Keys], model.Tables + 1) is not { } clique)
            return null;
        List<TablePair> apart = [];
        HashSet<TablePair> pins = [];
        for (var i = 0; i < clique.Count; i++)
        {
            for (var j = 0; j < i; j++)
                apart.Add(why[(Math.Min(clique[i], clique[j]), Math.Max(clique[i], clique[j]))]);
        }

        // Pairs of groups rather than of heads: the pins that tie the named heads of a group belong to the conflict.
        foreach (var heads in apart.SelectMany(p => new[] { p.First, p.Second }).Distinct().GroupBy(v => group[v]))
        {
            foreach (var head in heads.Skip(1))
                pins.UnionWith(Path(model.Together, new(heads.First(), head))!);
        }

        return Report(model, apart, [.. pins], seats: false, kinds: false, tables: true, [new(TableRelaxationKind.AddTables, 1)]);
    }

    private static TableInfeasibility Report(
        SeatingModel model, IEnumerable<TablePair> apart, IEnumerable<TablePair> together, bool seats, bool kinds, bool tables, IEnumerable<TableRelaxation> more)
    {
        List<TableConflict> conflicts = [];
        List<TableRelaxation> relaxations = [.. more];
        if (tables)
            conflicts.Add(new(TableLimit.Tables, model.Tables));
        if (seats)
            conflicts.Add(new(TableLimit.Seats, model.Seats));
        if (kinds)
            conflicts.AddRange([new(TableLimit.FundsPerTable, model.MaxFunds), new(TableLimit.StartupsPerTable, model.MaxStartups)]);
        foreach (var pair in apart.Order())
        {
            conflicts.Add(new(TableLimit.Apart, 1, Id(pair.First), Id(pair.Second)));
            relaxations.Add(new(TableRelaxationKind.LiftApart, 1, Id(pair.First), Id(pair.Second)));
        }

        foreach (var pair in together.Order())
        {
            conflicts.Add(new(TableLimit.Together, 1, Id(pair.First), Id(pair.Second)));
            relaxations.Add(new(TableRelaxationKind.DropTogether, 1, Id(pair.First), Id(pair.Second)));
        }

        return new(conflicts, relaxations);

        Guid Id(int place) => model.Problem.Participants[model.Participant[place]].Id;
    }
}
