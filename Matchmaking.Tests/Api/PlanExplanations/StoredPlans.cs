using System.Text.Json;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Plans;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Tables;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Tests.Api.PlanExplanations;

/// <summary>Plans of any problem as they are stored: written as JSON and read back.</summary>
internal static class StoredPlans
{
    public static PlanDocument Of(MeetingProblem problem, MeetingPlan plan)
    {
        var fair = problem.Terms.Objective == MeetingObjective.Fair;
        var withheld = problem.Vetoes.Select(v => new WithheldPair(new(problem.Startups[v.Startup].Id), new(problem.Funds[v.Fund].Id), WithheldReason.Vetoed));
        var scores = plan.Meetings.ToDictionary(m => (problem.Startups[m.Startup].Id, problem.Funds[m.Fund].Id), _ => 0.5);
        return Stored(PlanTranslator.Document(
            Origin([.. withheld], scores), problem, plan, new PlanInput { Objective = fair ? PlanObjective.Fair : PlanObjective.Total, Seed = problem.Terms.Seed }));
    }

    public static PlanDocument Of(TableProblem problem, TablePlan plan) => Stored(SeatingTranslator.Document(
        Origin([], new Dictionary<(Guid, Guid), double>()),
        problem,
        plan,
        new PlanInput { Layout = problem.Layout is TableLayout.LongTable ? SessionLayout.LongTable : SessionLayout.RoundTables, Seed = problem.Seed }));

    private static PlanDocument Stored(PlanDocument document) => JsonSerializer.Deserialize<PlanDocument>(JsonSerializer.Serialize(document, WireJson.Options), WireJson.Options)!;

    // What a document takes from a session's state beside the problem.
    private static PlanProblem Origin(IReadOnlyList<WithheldPair> withheld, IReadOnlyDictionary<(Guid, Guid), double> scores) => new()
    {
        Roster = null!,
        Freeze = new Freeze
        {
            Id = default,
            SessionId = default,
            FormatVersion = 1,
            ModelVersion = "prior-2",
            AsOf = default,
            InputHash = "",
            Sha256 = "",
            CreatedAt = default,
        },
        Pairs = [],
        Vetoes = [],
        Pins = [],
        Withheld = withheld,
        CarryOver = [],
        Scores = scores,
    };
}
