namespace Matchmaking.Core.Common;

/// <summary>Financing rounds, in the order in which a company passes through them.</summary>
public enum Stage
{
    Seed,
    Angel,
    PreA,
    A,
    B,
    C,
    DPlus,
    PreIpo,
}

/// <summary>How money comes in. <see cref="GrantToEquity"/> is 拨改投/拨转股: a grant that turns into shares.</summary>
public enum Instrument
{
    Equity,
    Convertible,
    GrantToEquity,
    Loan,
    Bond,
}
