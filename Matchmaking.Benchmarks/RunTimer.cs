using System.Diagnostics;

namespace Matchmaking.Benchmarks;

/// <summary>Seconds of repeated runs. The first runs are not measured, so that compiling is not either; the garbage of a run is collected before the next.</summary>
internal sealed class RunTimer
{
    private const int FewestRuns = 3;
    private const double WarmUpSeconds = 0.7;
    private const double MeasuringSeconds = 1;

    private readonly List<double> _build = [];
    private readonly List<double> _solve = [];

    public int Runs => _build.Count;

    /// <summary>Medians of building and of solving, and the fastest sum of both.</summary>
    public (double Build, double Solve, double Fastest) Seconds =>
        (Math.Round(Medians.Of(_build), 6), Math.Round(Medians.Of(_solve), 6), Math.Round(_build.Zip(_solve, (b, s) => b + s).Min(), 6));

    /// <summary>Measures two steps that follow on each other.</summary>
    /// <param name="build">The first step.</param>
    /// <param name="warmUp">The second step of runs that are not measured.</param>
    /// <param name="solve">The second step; the clock started with the first one.</param>
    /// <param name="repeat">Measured runs; 0 for as many as a second holds, at least 3 of them where one takes less than that.</param>
    /// <returns>What the last run made.</returns>
    public (TBuilt Built, TSolved Solved) Measure<TBuilt, TSolved>(
        Func<TBuilt> build, Action<TBuilt> warmUp, Func<TBuilt, Stopwatch, TSolved> solve, int repeat)
    {
        var all = Stopwatch.StartNew();
        for (var warmed = 0; all.Elapsed.TotalSeconds < WarmUpSeconds || (warmed < FewestRuns && all.Elapsed.TotalSeconds < WarmUpSeconds + MeasuringSeconds); warmed++)
        {
            GC.Collect();
            warmUp(build());
        }

        all.Restart();
        while (true)
        {
            GC.Collect();
            var clock = Stopwatch.StartNew();
            var built = build();
            var seconds = clock.Elapsed.TotalSeconds;
            var solved = solve(built, clock);
            _solve.Add(clock.Elapsed.TotalSeconds - seconds);
            _build.Add(seconds);
            if (repeat > 0 ? Runs >= repeat : all.Elapsed.TotalSeconds > MeasuringSeconds && (Runs >= FewestRuns || all.Elapsed.TotalSeconds > FewestRuns * MeasuringSeconds))
                return (built, solved);
        }
    }
}
