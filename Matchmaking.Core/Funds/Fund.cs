using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Parameters;

namespace Matchmaking.Core.Funds;

/// <summary>Who stands behind a fund.</summary>
public enum FundKind
{
    GovernmentIndustry,

    /// <summary>Financial asset investment company of a bank (金融资产投资公司).</summary>
    Aic,
    Vc,
    Cvc,
    Bank,
    Other,
}

/// <summary>What a fund invests in; new funds take their loss allowance from it.</summary>
public enum FundCategory
{
    Seed,
    Angel,
    Venture,
    Growth,
    Industry,
    Bond,
    Loan,
}

/// <summary>Whether gains offset losses when the loss allowance is judged.</summary>
public enum LossBasis
{
    Gross,
    Net,
}

/// <summary>Whether a fund still invests.</summary>
public enum FundStatus
{
    Open,
    Closed,
}

/// <summary>A fund's mandate and its loss allowance. An empty list means any.</summary>
public record FundDetails
{
    [JsonRequired, StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string Name { get; init; } = "";

    [Guarded, JsonRequired]
    public FundKind Kind { get; init; }

    [Guarded, JsonRequired]
    public FundCategory Category { get; init; }

    [Distinct]
    public IReadOnlyList<string> Sectors { get; init; } = [];

    [Distinct]
    public IReadOnlyList<Stage> Stages { get; init; } = [];

    /// <summary>The smallest ticket that the fund invests.</summary>
    public Money TicketMinCny { get; init; }

    /// <summary>Absent: no upper bound of its own.</summary>
    [Positive]
    public Money? TicketMaxCny { get; init; }

    [Distinct]
    public IReadOnlyList<string> Districts { get; init; } = [];

    [Distinct]
    public IReadOnlyList<Instrument> Instruments { get; init; } = [];

    /// <summary>All that the fund may invest; null: not known.</summary>
    [Guarded]
    public Money? CommitmentCny { get; init; }

    /// <summary>Highest loss the fund may make, as a share of all it ever invested. Null: not judged. 0: no loss allowed.</summary>
    [Guarded]
    public Ratio? LossAllowance { get; init; }

    [Guarded]
    public LossBasis LossBasis { get; init; } = LossBasis.Gross;

    /// <summary>Highest loss of a single project, as a share of its cost.</summary>
    [Guarded]
    public Ratio ProjectLossAllowance { get; init; } = Ratio.One;

    /// <summary>Highest accepted probability of breaching the allowance in the end, after investing.</summary>
    [Guarded]
    public Ratio BreachTolerance { get; init; } = Ratio.FromBasisPoints(5_000);

    /// <summary>Largest exposure to one startup, as a share of the commitment.</summary>
    [Guarded]
    public Ratio ConcentrationCap { get; init; } = Ratio.FromBasisPoints(2_000);

    /// <summary>The fund's own parameters of the loss model; null: the default set, United States evidence and judgement.</summary>
    [Guarded]
    public OwnLossParameters? LossParameters { get; init; }

    /// <summary>What the fund must place locally, as a multiple of its local money.</summary>
    public Multiple? LocalReinvestmentMultiple { get; init; }

    public FundStatus Status { get; init; } = FundStatus.Open;

    [StringLength(Bounds.TextMax, MinimumLength = 1)]
    public string? ExternalId { get; init; }

    /// <summary>What a new fund of this category may lose when nothing is said: seed 80%, angel 60%, others not judged.</summary>
    public static Ratio? DefaultLossAllowance(FundCategory category) => category switch
    {
        FundCategory.Seed => Ratio.FromBasisPoints(8_000),
        FundCategory.Angel => Ratio.FromBasisPoints(6_000),
        _ => null,
    };
}

public sealed record Fund : FundDetails, IEntity
{
    public Fund()
    {
    }

    public Fund(FundDetails details) : base(details)
    {
    }

    [JsonPropertyOrder(-1)]
    public FundId Id { get; init; }

    [JsonIgnore]
    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    [JsonIgnore]
    public Guid Key => Id.Value;
}
