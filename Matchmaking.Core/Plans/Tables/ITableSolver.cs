namespace Matchmaking.Core.Plans.Tables;

/// <summary>Makes seatings. The same problem and effort give the same answer, whatever the machine and the number of its threads.</summary>
public interface ITableSolver
{
    /// <param name="problem">Whom to seat; its layout is the solver's.</param>
    /// <param name="effort">Steps of the search, at least 1: never seconds, so that a slow machine finds the same.</param>
    /// <param name="progress">Told of better seatings and bounds; null where nobody listens.</param>
    /// <param name="cancellation">Ends the search early: the answer is then the best seating and bound so far.</param>
    /// <exception cref="ArgumentException">The layout is another solver's.</exception>
    TablePlanResult Solve(TableProblem problem, long effort, IProgress<SolveProgress>? progress, CancellationToken cancellation);
}
