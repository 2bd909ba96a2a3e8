namespace Matchmaking.Api.Plans.Outputs;

/// <summary>A meeting of a plan with the names of both sides.</summary>
internal sealed record OutputMeeting(int Round, int Table, OutputParty Startup, OutputParty Fund, double? Score);
