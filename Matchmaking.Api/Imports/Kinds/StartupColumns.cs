using Matchmaking.Api.Imports.Formats;
using Matchmaking.Core.Common;
using Matchmaking.Core.Startups;

namespace Matchmaking.Api.Imports.Kinds;

/// <summary>The columns of a startup's facts, as its own sheet and the combined sheet of a session have them.</summary>
internal static class StartupColumns
{
    public static void AddFacts(FieldSet<StartupDetails> fields, CellFormats formats)
    {
        fields.Add<string[]>("sectors", formats.Sectors, (d, v) => d with { Sectors = v }, d => d.Sectors, example: SheetExamples.Sectors);
        fields.Add<string>("district", formats.District, (d, v) => d with { District = v }, d => d.District, example: SheetExamples.District);
        fields.Add<string[]>("willLandIn", formats.Districts, (d, v) => d with { WillLandIn = v }, d => d.WillLandIn, example: SheetExamples.WillLandIn);
        fields.Add<DateOnly>("foundedOn", formats.Date, (d, v) => d with { FoundedOn = v }, d => d.FoundedOn, example: SheetExamples.FoundedOn);
        fields.Add<string[]>("recognitions", formats.Recognitions, (d, v) => d with { Recognitions = v }, d => d.Recognitions, example: SheetExamples.Recognitions);
        fields.Add<int>("teamSize", formats.Integer, (d, v) => d with { TeamSize = v }, d => d.TeamSize, example: 86);
        fields.Add<int>("patents", formats.Integer, (d, v) => d with { Patents = v }, d => d.Patents, example: 23);
        fields.Add<Money>("revenueCny", formats.Amount, (d, v) => d with { RevenueCny = v }, d => d.RevenueCny, example: Money.FromYuan(18_000_000));
        fields.Add<Money>("fundingToDateCny", formats.Amount, (d, v) => d with { FundingToDateCny = v }, d => d.FundingToDateCny, example: Money.FromYuan(25_000_000));
        fields.Add<string>("summary", formats.LongText, (d, v) => d with { Summary = v }, d => d.Summary, example: SheetExamples.Summary);
    }
}
