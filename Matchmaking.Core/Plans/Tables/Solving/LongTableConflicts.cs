namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>Why a problem of the long table has no seating.</summary>
internal static class LongTableConflicts
{
    /// <returns>Null where there are seats for all.</returns>
    public static TableInfeasibility? TooFewSeats(TableProblem problem)
    {
        var seats = ((TableLayout.LongTable)problem.Layout).SeatsPerSide;
        return Of(TableParticipantKind.Fund) > seats ? Lacking(TableLimit.Funds, Of(TableParticipantKind.Fund), Of(TableParticipantKind.Fund) - seats)
            : Of(TableParticipantKind.Startup) > seats ? Lacking(TableLimit.Startups, Of(TableParticipantKind.Startup), Of(TableParticipantKind.Startup) - seats)
            : problem.Participants.Count > 2 * seats ? Lacking(TableLimit.Participants, problem.Participants.Count, ((problem.Participants.Count + 1) / 2) - seats)
            : null;

        int Of(TableParticipantKind kind) => problem.Participants.Count(p => p.Kind == kind);

        TableInfeasibility Lacking(TableLimit heads, int count, int more) =>
            new([new(heads, count), new(TableLimit.Seats, seats)], [new(TableRelaxationKind.AddSeats, more)]);
    }

    /// <summary>A pair that is both apart and together, or somebody with more pins than neighbours: three across, two beside.</summary>
    /// <returns>Null where there is neither.</returns>
    public static TableInfeasibility? Contradiction(LongTableModel model)
    {
        foreach (var pair in model.Apart.Intersect(model.Together))
            return Report(model, [pair], [pair]);
        for (var v = 0; v < model.Funds + model.Startups; v++)
        {
            var pins = model.Together.Where(p => p.First == v || p.Second == v).ToLookup(p => IsFund(p.First) == IsFund(p.Second));
            var beside = pins[true].Where(p => p.Second < model.Funds + model.Startups).ToList();
            var across = pins[false].Where(p => p.Second < model.Funds + model.Startups).ToList();
            if (across.Count > 3)
                return Report(model, [], across[..4]);
            if (beside.Count > 2)
                return Report(model, [], beside[..3]);
        }

        return null;

        bool IsFund(int v) => v < model.Funds;
    }

    /// <summary>The conflict of a short table that <see cref="LongTableExact"/> has proved to have no seating, by the deletion filter.</summary>
    public static TableInfeasibility Narrow(LongTableModel model)
    {
        List<TablePair> apart = [.. model.Apart], together = [.. model.Together];
        Filter(apart);
        Filter(together);
        var report = Report(model, apart, together);
        return report with { Conflicts = [new(TableLimit.Funds, model.Funds), new(TableLimit.Startups, model.Startups), .. report.Conflicts] };

        void Filter(List<TablePair> pairs)
        {
            for (var i = pairs.Count - 1; i >= 0; i--)
            {
                var pair = pairs[i];
                pairs.RemoveAt(i);
                if (LongTableExact.Find(model, apart, together) is not null)
                    pairs.Insert(i, pair);
            }
        }
    }

    private static TableInfeasibility Report(LongTableModel model, IReadOnlyList<TablePair> apart, IReadOnlyList<TablePair> together) => new(
        [.. apart.Select(p => new TableConflict(TableLimit.Apart, 1, Id(model, p.First), Id(model, p.Second))),
            .. together.Select(p => new TableConflict(TableLimit.Together, 1, Id(model, p.First), Id(model, p.Second)))],
        [.. apart.Select(p => new TableRelaxation(TableRelaxationKind.LiftApart, 1, Id(model, p.First), Id(model, p.Second))),
            .. together.Select(p => new TableRelaxation(TableRelaxationKind.DropTogether, 1, Id(model, p.First), Id(model, p.Second)))]);

    private static Guid Id(LongTableModel model, int place) => model.Problem.Participants[model.Participant[place]].Id;
}
