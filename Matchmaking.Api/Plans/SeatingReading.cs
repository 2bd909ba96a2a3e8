using Matchmaking.Core.Plans.Tables;

namespace Matchmaking.Api.Plans;

/// <summary>A stored seating as the solvers and the verifier know it.</summary>
/// <param name="Problem">Who was seated.</param>
/// <param name="Plan">The seating.</param>
internal sealed record SeatingReading(TableProblem Problem, TablePlan Plan);
