using Matchmaking.Api.Plans.Outputs;

namespace Matchmaking.Api.OpenApi;

/// <summary>The answer is a plan as a file.</summary>
internal sealed record PlanFileMetadata(PlanFileKind Kind);
