using Matchmaking.Core.Common;
using Matchmaking.Core.Outcomes;

namespace Matchmaking.Api.Contracts;

/// <summary>One group of a report, such as a sector.</summary>
/// <param name="Key">Code of the group; of months, the month.</param>
/// <param name="Startups">Startups that took part.</param>
/// <param name="Funds">Funds that took part.</param>
/// <param name="MeetingsPlanned">Meetings of the published plan.</param>
/// <param name="MeetingsHeld">Pairs that met or better.</param>
/// <param name="Intents">Pairs that were interested or better.</param>
/// <param name="IntentAmountCny">What was offered and not invested.</param>
/// <param name="InvestedAmountCny">What was invested.</param>
internal sealed record ReportGroup(
    string Key, int Startups, int Funds, int MeetingsPlanned, int MeetingsHeld, int Intents, Money IntentAmountCny, Money InvestedAmountCny)
{
    public static ReportGroup Of(string key, ReportFigures figures) => new(
        key, figures.Startups, figures.Funds, figures.MeetingsPlanned, figures.MeetingsHeld, figures.Intents, figures.IntentAmountCny, figures.InvestedAmountCny);
}

/// <summary>The report of one session. Groups by sector and stage are those of the requests; a request counts under its first sector.</summary>
internal sealed record SessionReportView(
    SessionId SessionId,
    Month Month,
    string Chain,
    int Startups,
    int Funds,
    int MeetingsPlanned,
    int MeetingsHeld,
    int Intents,
    Money IntentAmountCny,
    Money InvestedAmountCny,
    IReadOnlyList<ReportGroup> BySector,
    IReadOnlyList<ReportGroup> ByStage,
    IReadOnlyList<ReportGroup> ByFundKind);

/// <summary>The report over months; figures are sums over sessions.</summary>
internal sealed record SeasonReportView(
    Month From,
    Month To,
    int Sessions,
    int Startups,
    int Funds,
    int MeetingsPlanned,
    int MeetingsHeld,
    int Intents,
    Money IntentAmountCny,
    Money InvestedAmountCny,
    IReadOnlyList<ReportGroup> ByMonth,
    IReadOnlyList<ReportGroup> ByChain);
