namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>Something drawn on a page, in points from its upper left corner. Later ones cover earlier ones.</summary>
internal abstract record Mark;
