using Matchmaking.Benchmarks.Load;

namespace Matchmaking.Benchmarks.Page;

/// <summary>What is measured.</summary>
internal sealed record PagePlan(int Requests, int Callers, TimeSpan Turn, int Rounds, int Seed, string Program)
{
    /// <exception cref="UsageException">The command line is wrong.</exception>
    public static PagePlan Of(Arguments arguments) => new(
        arguments.Integer("requests", 40_000, minimum: 1_000), arguments.Integer("callers", 32, minimum: 1), TimeSpan.FromSeconds(arguments.Integer("seconds", 5, minimum: 1)),
        arguments.Integer("rounds", 5, minimum: 1), arguments.Integer("seed", 1), LoadServer.Program(arguments));
}

/// <param name="PerSecond">Answers.</param>
/// <param name="CpuMicros">Time of the processor for each, of the server and, where it uses PostgreSQL, of that.</param>
internal sealed record PageRate(double PerSecond, double CpuMicros);

/// <summary>One after the other, so that what else the machine does meets all three.</summary>
internal sealed record PageTurn(PageRate Bare, PageRate Page, PageRate Unchanged);

/// <param name="Requests">Open ones.</param>
/// <param name="Callers">At once.</param>
/// <param name="Bare">Answers a second of the bare endpoint.</param>
/// <param name="Page">Of the page.</param>
/// <param name="Unchanged">Of the page that the caller has already, 304.</param>
/// <param name="PageToBare">The middle of the rounds' ratios.</param>
/// <param name="UnchangedToBare">Likewise.</param>
/// <param name="BareCpuMicros">Of one answer.</param>
/// <param name="PageCpuMicros">Of one answer.</param>
/// <param name="UnchangedCpuMicros">Of one answer.</param>
/// <param name="BareHalfRate">Milliseconds from the moment at which a request of the bare endpoint was due to its answer, at half of the rate of the page.</param>
/// <param name="HalfRate">Of the page at the same rate.</param>
/// <param name="Failed">Of these, answers that were none.</param>
internal sealed record PageReport(
    int Requests, int Callers, double Bare, double Page, double Unchanged, double PageToBare, double UnchangedToBare, double BareCpuMicros, double PageCpuMicros, double UnchangedCpuMicros,
    LatencyView BareHalfRate, LatencyView HalfRate, long Failed);
