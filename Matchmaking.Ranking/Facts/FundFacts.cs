namespace Matchmaking.Ranking.Facts;

/// <summary>All that a ranking knows of a fund: what it declares and what its books say on the day of the ranking.</summary>
public sealed record FundFacts(FundMandate Mandate, FundBook Book)
{
    public FundFacts Canonical() => new(Mandate.Canonical(), Book.Canonical());
}
