using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Outcomes;

namespace Matchmaking.Api.Demo;

/// <summary>What became of the asks of past sessions.</summary>
internal static class DemoClosing
{
    /// <summary>Of the asks of past sessions that nobody took up, one in so many was never closed and has run out.</summary>
    private const int ForgottenEvery = 19;

    public static IEnumerable<FinancingRequest> Close(IReadOnlyList<DemoRoster> rosters, IReadOnlyList<DemoEvent> events, DemoCalendar calendar)
    {
        var taken = events.Where(e => e.Details.Result == OutcomeResult.Invested)
            .GroupBy(e => e.Details.FinancingRequestId).ToDictionary(g => g.Key, g => g.Max(e => e.Details.OccurredOn));
        var count = 0;
        foreach (var roster in rosters)
        {
            var withdrawn = roster.Withdrawn.Select(a => a.Request.Id).ToHashSet();
            foreach (var request in roster.Asks.Select(a => a.Request))
            {
                count++;
                if (taken.TryGetValue(request.Id, out var day))
                    yield return Changed(request, RequestStatus.Matched, day);
                else if (withdrawn.Contains(request.Id))
                    yield return Changed(request, RequestStatus.Withdrawn, calendar.IntakeOf(roster.Number).AddDays(2));
                else if (count % ForgottenEvery == 0 && request.ValidUntil <= calendar.Known)
                    yield return request;
                else
                    yield return Changed(request, RequestStatus.Closed, request.ValidUntil!.Value < calendar.Known ? request.ValidUntil.Value : calendar.Known);
            }
        }
    }

    private static FinancingRequest Changed(FinancingRequest request, RequestStatus status, DateOnly on) =>
        request with { Status = status, Version = 2, UpdatedAt = DemoCalendar.At(on, 20) };
}
