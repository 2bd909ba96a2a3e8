using Matchmaking.Api.Imports.Formats;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;

namespace Matchmaking.Api.Imports.Kinds;

/// <summary>The columns of a financing request, as its own sheet and the combined sheet of a session have them.</summary>
internal static class RequestColumns
{
    /// <param name="fields">Where to.</param>
    /// <param name="formats">How cells look.</param>
    /// <param name="prefix">In the combined sheet sectors, district and status have another owner too.</param>
    public static void AddFacts(FieldSet<FinancingRequestDetails> fields, CellFormats formats, Func<string, string> prefix)
    {
        fields.Add<string>("chain", formats.Chain, (d, v) => d with { Chain = v }, d => d.Chain, example: SheetExamples.Chain);
        fields.Add<string[]>(prefix("sectors"), formats.Sectors, (d, v) => d with { Sectors = v }, d => d.Sectors, property: "sectors");
        fields.Add<Stage>("stage", formats.Stage, (d, v) => d with { Stage = v }, d => d.Stage, example: Stage.A);
        fields.Add<Money>("amountCny", formats.Amount, (d, v) => d with { AmountCny = v }, d => d.AmountCny, isNeeded: true, example: SheetExamples.Amount);
        // The whole amount is what an absent smallest share means; written out, it would no longer follow a changed amount.
        fields.Add<Money>(
            "minTicketCny", formats.Amount, (d, v) => d with { MinTicketCny = v }, d => d.MinTicketCny == d.AmountCny ? null : d.MinTicketCny, example: Money.FromYuan(5_000_000));
        fields.Add<Instrument[]>("instruments", formats.Instruments, (d, v) => d with { Instruments = v }, d => d.Instruments, example: SheetExamples.Instruments);
        fields.Add<IReadOnlyList<UseOfProceeds>>("useOfProceeds", formats.Proceeds, (d, v) => d with { UseOfProceeds = v }, d => d.UseOfProceeds, example: SheetExamples.Proceeds);
        fields.Add<Money>("preMoneyValuationCny", formats.Amount, (d, v) => d with { PreMoneyValuationCny = v }, d => d.PreMoneyValuationCny);
        fields.Add<string>(prefix("district"), formats.District, (d, v) => d with { District = v }, d => d.District, property: "district");
        fields.Add<DateOnly>("validUntil", formats.Date, (d, v) => d with { ValidUntil = v }, d => d.ValidUntil, example: SheetExamples.ValidUntil);
        fields.Add<RequestStatus>(prefix("status"), CellFormats.Enum<RequestStatus>(), (d, v) => d with { Status = v }, d => d.Status, example: RequestStatus.Open, property: "status");
    }
}
