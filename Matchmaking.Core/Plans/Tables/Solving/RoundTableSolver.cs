using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// Seats people at round tables: annealing for the seating, column generation for the bound where the sets of funds of a table can be enumerated, else the
/// bound of <see cref="PartnerPrices"/>. Annealings of doubling length follow each other until the effort is spent or the bound is reached. About 15 to 30 million steps a second.
/// </summary>
public sealed class RoundTableSolver : ITableSolver
{
    // Sets of funds x startups of one pricing; a verifier has to go through them too, in a second or so.
    private const double MostEnumerations = 1e8;

    // The bound may cost so many elementary steps (of about half a nanosecond) a step of the effort.
    private const double WorkPerStep = 60;

    private const int FewestRuns = 6;
    private const long FirstRun = 1L << 20;
    private const long LongestRun = 1L << 26;

    // Temperatures as shares of the mean weight: the first melts any order, at the last one hardly a swap is made.
    private const double Hot = 0.6;
    private const double Cold = 0.03;

    private const long SearchBudget = 200_000;

    /// <inheritdoc/>
    public TablePlanResult Solve(TableProblem problem, long effort, IProgress<SolveProgress>? progress, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(effort, 1);
        if (problem.Layout is not TableLayout.RoundTables)
            throw new ArgumentException("The layout is not that of round tables.", nameof(problem));
        cancellation.ThrowIfCancellationRequested();
        var model = new SeatingModel(problem);
        if (TableConflicts.Find(model) is { } conflict)
            return new TablePlanResult.Infeasible(conflict);
        return model.Count == 0 ? new TablePlanResult.Planned(Plan(model, [], PartnerBound(model, cancellation))) : new Run(model, effort, progress, cancellation).Solve();
    }

    private static (long Bound, TableCertificate Certificate) PartnerBound(SeatingModel model, CancellationToken cancellation)
    {
        var (funds, startups) = (Math.Min(model.MaxFunds, model.Seats), Math.Min(model.MaxStartups, model.Seats));
        return PartnerPrices.Find(model.Problem, funds, startups, cancellation);
    }

    private static TablePlan Plan(SeatingModel model, ReadOnlySpan<int> table, (long Bound, TableCertificate Certificate) bound)
    {
        var seats = new List<TableSeat>();
        var next = new int[model.Tables];
        var value = Value(model, table);

        // Seats of a table are taken in the order of the line: funds, startups, guests.
        for (var v = 0; v < model.Count; v++)
            seats.Add(new(model.OpenTables[table[v]], ++next[table[v]], null, model.Participant[v]));
        return new()
        {
            Seats = [.. seats.OrderBy(s => s.Table).ThenBy(s => s.Seat)],
            Value = value,
            UpperBound = bound.Bound,
            Optimal = value == bound.Bound,
            Certificate = bound.Certificate,
        };
    }

    private static long Value(SeatingModel model, ReadOnlySpan<int> table)
    {
        long value = 0;
        for (var f = 0; f < model.Funds; f++)
        {
            for (var s = 0; s < model.Startups; s++)
            {
                if (table[f] == table[model.Funds + s])
                    value += model.Weight[(f * model.Startups) + s];
            }
        }

        return value;
    }

    private sealed class Run(SeatingModel model, long effort, IProgress<SolveProgress>? progress, CancellationToken cancellation)
    {
        private readonly double _mean = model.Weight.Where(w => w > 0).Select(w => (double)w).DefaultIfEmpty(1).Average();
        private (long Bound, TableCertificate Certificate) _bound;
        private SplitMix64 _random = new((ulong)model.Problem.Seed);
        private Annealing _annealing = null!;
        private Seating _seating = null!;
        private long _done;
        private long _told = -1;

        public TablePlanResult Solve()
        {
            var length = Math.Clamp(effort / FewestRuns, 1, FirstRun);
            _bound = PartnerBound(model, CancellationToken.None);
            _seating = new(model);
            _seating.Set(FirstSeating.Deal(model, ref _random)!);
            _annealing = new(model, _seating, _random.Next());
            Anneal(length);
            if (!Feasible(_annealing.Best) && Repair() is { } refused)
                return refused;
            ImproveBound();
            for (var run = 1; _done < effort && !Reached() && !cancellation.IsCancellationRequested; run++)
            {
                length = Math.Clamp(Math.Min(2 * length, effort / FewestRuns), 1, LongestRun);
                AnnealAnew(run, Math.Min(length, effort - _done));
            }

            Tell();
            return new TablePlanResult.Planned(Plan(model, _annealing.Best, _bound));
        }

        private void Anneal(long steps) => _annealing.Run(steps, Hot * _mean, Cold * _mean, level =>
        {
            _done += level;
            Tell();
            return !cancellation.IsCancellationRequested && !Reached();
        });

        // Heat melts weights, not the penalties of pairs: where there are any, every other run starts from a new deal.
        private void AnnealAnew(int run, long steps)
        {
            if (model.Apart.Length + model.Together.Length > 0 && run % 2 == 0)
                _seating.Set(FirstSeating.Deal(model, ref _random)!);
            Anneal(steps);
        }

        // The first run left pairs broken. Exhaustive search may find a seating to go on from, or prove that there is none; else further runs may.
        private TablePlanResult? Repair()
        {
            switch (FeasibilitySearch.Run(model, model.Apart, model.Together, SearchBudget, out var found))
            {
                case false:
                    return new TablePlanResult.Infeasible(TableConflicts.Narrow(model));
                case true:
                    _seating.Set(WithNobodies(found));
                    _annealing = new(model, _seating, (ulong)model.Problem.Seed + 1);
                    return null;
            }

            for (var run = 0; _done < effort && !Feasible(_annealing.Best) && !cancellation.IsCancellationRequested; run++)
                AnnealAnew(run, Math.Min(FirstRun, effort - _done));
            if (Feasible(_annealing.Best))
                return null;
            cancellation.ThrowIfCancellationRequested();
            return new TablePlanResult.NotFound(Broken(_annealing.Best));
        }

        private int[] WithNobodies(int[] seated)
        {
            var table = new int[model.Tables * model.Seats];
            var taken = new int[model.Tables];
            seated.CopyTo(table, 0);
            foreach (var t in seated)
                taken[t]++;
            var next = 0;
            for (var v = seated.Length; v < table.Length; v++)
            {
                while (taken[next] == model.Seats)
                    next++;
                table[v] = next;
                taken[next]++;
            }

            return table;
        }

        private void ImproveBound()
        {
            var budget = WorkPerStep * effort;
            if (model.Tables == 0 || TablePricing.Cost(model) > Math.Min(MostEnumerations, budget / 4))
                return;
            var prices = new TablePrices(model);
            prices.Start(_annealing.Best);
            while (!prices.Finished && prices.Work < budget && !Reached() && !cancellation.IsCancellationRequested)
            {
                prices.Round(cancellation);
                if (prices.Bound >= _bound.Bound)
                    continue;
                _bound = (prices.Bound, prices.Certificate());
                Tell();
            }
        }

        private bool Reached() => Found() == _bound.Bound;

        // The value of the best seating; null while it breaks a pair.
        private long? Found()
        {
            var value = _annealing.BestWorth - ((long)_seating.Penalty * model.Together.Length);
            return value >= 0 && value <= _bound.Bound && (model.Apart.Length + model.Together.Length == 0 || Feasible(_annealing.Best)) ? value : null;
        }

        private void Tell()
        {
            var news = _annealing.BestWorth ^ (_bound.Bound << 20);
            if (progress is null || news == _told)
                return;
            _told = news;
            progress.Report(new(Math.Min(_done, effort), effort, Found(), _bound.Bound));
        }

        private bool Feasible(int[] table) =>
            Array.TrueForAll(model.Apart, p => table[p.First] != table[p.Second]) && Array.TrueForAll(model.Together, p => table[p.First] == table[p.Second]);

        private IReadOnlyList<TableConflict> Broken(int[] table) =>
        [
            .. model.Apart.Where(p => table[p.First] == table[p.Second]).Select(p => new TableConflict(TableLimit.Apart, 1, Id(p.First), Id(p.Second))),
            .. model.Together.Where(p => table[p.First] != table[p.Second]).Select(p => new TableConflict(TableLimit.Together, 1, Id(p.First), Id(p.Second))),
        ];

        private Guid Id(int place) => model.Problem.Participants[model.Participant[place]].Id;
    }
}
