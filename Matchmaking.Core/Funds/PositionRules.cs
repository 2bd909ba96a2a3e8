using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Core.Funds;

public static class PositionRules
{
    public static Result<PositionDetails> Validate(PositionDetails details, Taxonomy taxonomy, DateOnly today)
    {
        var check = new Validator();
        check.Known("/sectors", details.Sectors, taxonomy.IsSector, "sector");
        check.Require(details.InvestedOn <= today, "/investedOn", Codes.WrongOrder, ("relation", "after"), ("other", "today"));
        var closed = details.ClosedOn is not null;
        if (details.ClosedOn is { } closedOn)
        {
            check.Require(closedOn >= details.InvestedOn, "/closedOn", Codes.WrongOrder, ("relation", "before"), ("other", "investedOn"));
            check.Require(closedOn <= today, "/closedOn", Codes.WrongOrder, ("relation", "after"), ("other", "today"));
            check.Require(details.FairValueCny is null || details.FairValueCny == Money.Zero, "/fairValueCny", Codes.NotAllowed, ("why", "closed position"));
        }

        var valuedOn = details.ValuedOn ?? details.ClosedOn ?? details.InvestedOn;
        check.Require(valuedOn >= details.InvestedOn, "/valuedOn", Codes.WrongOrder, ("relation", "before"), ("other", "investedOn"));
        check.Require(valuedOn <= today, "/valuedOn", Codes.WrongOrder, ("relation", "after"), ("other", "today"));
        return check.Result(details with
        {
            FairValueCny = details.FairValueCny ?? (closed ? Money.Zero : details.CostCny),
            ValuedOn = valuedOn,
        });
    }

    /// <summary>
    /// A position that is new, or costs more than before, must fit into what its fund has not yet called. One that becomes no
    /// dearer stays possible: a fund whose books were overdrawn before this was judged must still be able to value them.
    /// </summary>
    /// <param name="commitment">The size of the fund; null: not known, nothing limits what it invests.</param>
    /// <param name="calledByOthers">What its other positions in force cost.</param>
    /// <param name="cost">What this one costs.</param>
    /// <param name="before">What it cost before; null for a new one.</param>
    /// <returns><c>commitment-exhausted</c>, or null.</returns>
    public static DomainError? CheckCommitment(Money? commitment, Money calledByOthers, Money cost, Money? before)
    {
        if (commitment is not { } size || cost <= (before ?? Money.Zero) || calledByOthers + cost <= size)
            return null;
        var uncalled = calledByOthers >= size ? Money.Zero : Money.FromFen((size - calledByOthers).Fen);
        return DomainError.ConflictAt("/costCny", Codes.CommitmentExhausted, ("actual", cost), ("limit", uncalled));
    }

    /// <summary>
    /// Fills what a change leaves out: new figures hold as of the day of closing, else today, so that they do not overwrite an
    /// earlier valuation; a position that is closed now is worth nothing any more.
    /// </summary>
    public static PositionDetails Complete(PositionDetails details, PositionDetails before, DateOnly today)
    {
        var closes = details.ClosedOn is not null && before.ClosedOn is null;
        if (closes && details.FairValueCny == before.FairValueCny)
            details = details with { FairValueCny = null };
        if (details.ValuedOn is not null)
            return details;
        var revalued = closes || details.FairValueCny != before.FairValueCny || details.ProceedsCny != before.ProceedsCny;
        return details with { ValuedOn = revalued ? details.ClosedOn ?? today : before.ValuedOn };
    }

    /// <summary>Adds the valuation in the details to those before it; one of the same day is replaced.</summary>
    public static IReadOnlyList<Valuation> Valuations(PositionDetails details, IReadOnlyList<Valuation> before)
    {
        var valuation = new Valuation(details.ValuedOn!.Value, details.FairValueCny!.Value, details.ProceedsCny);
        return [.. before.Where(v => v.ValuedOn != valuation.ValuedOn).Append(valuation).OrderBy(v => v.ValuedOn)];
    }
}
