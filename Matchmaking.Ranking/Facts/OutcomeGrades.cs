using Matchmaking.Core.Outcomes;

namespace Matchmaking.Ranking.Facts;

/// <summary>How much an outcome says for a pair: passed 0, met 1, interested 2, due diligence 3, term sheet or invested 4.</summary>
internal static class OutcomeGrades
{
    public static int Grade(this OutcomeResult result) => result switch
    {
        OutcomeResult.Passed => 0,
        OutcomeResult.Met => 1,
        OutcomeResult.Interested => 2,
        OutcomeResult.DueDiligence => 3,
        OutcomeResult.TermSheet or OutcomeResult.Invested => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "An outcome without a grade."),
    };
}
