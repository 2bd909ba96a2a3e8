namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// Seats a long table. Up to eight a side dynamic programming finds the best seating, beyond that annealing looks for it; the bound is that of the best
/// walk up to 64 a side, and that of <see cref="PartnerPrices"/> beyond. Dynamic programming proves a seating the best, but leaves nothing that could be checked:
/// the seating is called optimal only where the bound says so too.
/// </summary>
public sealed class LongTableSolver : ITableSolver
{
    private const int MostColumns = 64;

    // The bound may cost so many elementary steps (of about a nanosecond) a step of the effort.
    private const double WorkPerStep = 60;

    private const int FewestRuns = 8;
    private const long FirstRun = 1L << 18;
    private const long LongestRun = 1L << 24;
    private const double Hot = 1.0;
    private const double Cold = 0.03;

    /// <inheritdoc/>
    public TablePlanResult Solve(TableProblem problem, long effort, IProgress<SolveProgress>? progress, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(effort, 1);
        var seats = LongTableSeats.Of(problem);
        cancellation.ThrowIfCancellationRequested();
        if (seats is null)
            return new TablePlanResult.Infeasible(LongTableConflicts.TooFewSeats(problem)!);
        var model = new LongTableModel(problem, seats);
        if (LongTableConflicts.Contradiction(model) is { } conflict)
            return new TablePlanResult.Infeasible(conflict);
        return new Run(model, effort, progress, cancellation).Solve();
    }

    private sealed class Run(LongTableModel model, long effort, IProgress<SolveProgress>? progress, CancellationToken cancellation)
    {
        private readonly double _mean = model.Weight.Where(w => w > 0).Select(w => (double)w).DefaultIfEmpty(1).Average();
        private readonly LongTableAnnealing _annealing = new(model, (ulong)model.Problem.Seed);
        private (long Bound, TableCertificate Certificate) _bound;
        private bool _exact;
        private long _done;
        private long _told = -1;

        public TablePlanResult Solve()
        {
            // Several short runs are better than one where pairs apart or together divide the seatings into islands.
            var length = Math.Clamp(effort / FewestRuns, 1, FirstRun);
            _bound = PartnerPrices.Find(model.Problem, 2, 2, CancellationToken.None);
            if (LongTableExact.Takes(model))
            {
                if (LongTableExact.Find(model, model.Apart, model.Together) is not { } at)
                    return new TablePlanResult.Infeasible(LongTableConflicts.Narrow(model));
                _annealing.Set(at);
                _exact = true;
            }
            else
            {
                Anneal(length);
            }

            if (Found() is not null)
                ImproveBound();
            while (!_exact && _done < effort && !Reached() && !cancellation.IsCancellationRequested)
            {
                length = Math.Clamp(Math.Min(2 * length, effort / FewestRuns), 1, LongestRun);
                Anneal(Math.Min(length, effort - _done));
            }

            if (Found() is null)
            {
                cancellation.ThrowIfCancellationRequested();
                return new TablePlanResult.NotFound(Broken());
            }

            Tell();
            return new TablePlanResult.Planned(Plan());
        }

        private TablePlan Plan()
        {
            var value = Found()!.Value;
            return new()
            {
                Seats = [.. _annealing.Best.Select((v, place) => new TableSeat(1, model.Seat[place].Seat, model.Seat[place].Side, model.Participant[v]))
                    .OrderBy(s => s.Side).ThenBy(s => s.Seat)],
                Value = value,
                UpperBound = _bound.Bound,
                Optimal = value == _bound.Bound,
                Certificate = _bound.Certificate,
            };
        }

        private void Anneal(long steps) => _annealing.Run(steps, Hot * _mean, Cold * _mean, level =>
        {
            _done += level;
            Tell();
            return !cancellation.IsCancellationRequested && !Reached();
        });

        private void ImproveBound()
        {
            var (work, budget) = (0.0, WorkPerStep * effort);
            if (model.Columns is 0 or > MostColumns)
                return;
            var prices = new WalkPrices(model);
            prices.Start(_annealing.Best);
            while (!prices.Finished && work < budget && !Reached() && !cancellation.IsCancellationRequested)
            {
                prices.Round(Found()!.Value);
                work += WalkPricing.Cost(model);
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
            var value = _annealing.BestWorth - ((long)_annealing.Penalty * model.Together.Length);
            return value >= 0 && value <= _bound.Bound && (model.Apart.Length + model.Together.Length == 0 || Broken().Count == 0) ? value : null;
        }

        private void Tell()
        {
            var news = _annealing.BestWorth ^ (_bound.Bound << 20);
            if (progress is null || news == _told)
                return;
            _told = news;
            progress.Report(new(Math.Min(_done, effort), effort, Found(), _bound.Bound));
        }

        private List<TableConflict> Broken()
        {
            var place = new int[model.Count];
            for (var i = 0; i < place.Length; i++)
                place[_annealing.Best[i]] = i;
            return
            [
                .. model.Apart.Where(Near).Select(p => new TableConflict(TableLimit.Apart, 1, Id(p.First), Id(p.Second))),
                .. model.Together.Where(p => !Near(p)).Select(p => new TableConflict(TableLimit.Together, 1, Id(p.First), Id(p.Second))),
            ];

            bool Near(TablePair p) => LongTableModel.Units(model.Seat[place[p.First]], model.Seat[place[p.Second]]) >= 0;
        }

        private Guid Id(int place) => model.Problem.Participants[model.Participant[place]].Id;
    }
}
