using Matchmaking.Core.Plans.Solving;

namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// A bound that forgets the tables and keeps only how many partners everybody has: the best set of pairs with at most so many
/// a startup and a fund is a flow, and its prices are the certificate. Loose, but cheap at any size of table.
/// </summary>
internal static class PartnerPrices
{
    /// <param name="problem">Of either layout.</param>
    /// <param name="perStartup">Most partners of a startup.</param>
    /// <param name="perFund">Most partners of a fund.</param>
    /// <param name="cancellation">Ends it without an answer.</param>
    public static (long Bound, TableCertificate Certificate) Find(TableProblem problem, int perStartup, int perFund, CancellationToken cancellation)
    {
        var startups = Of(TableParticipantKind.Startup);
        var funds = Of(TableParticipantKind.Fund);
        var position = new int[problem.Participants.Count];
        for (var i = 0; i < startups.Length; i++)
            position[startups[i]] = i;
        for (var i = 0; i < funds.Length; i++)
            position[funds[i]] = i;
        var apart = problem.Apart.ToHashSet();
        var pairs = problem.Weights
            .Where(w => !apart.Contains(new(Math.Min(w.Startup, w.Fund), Math.Max(w.Startup, w.Fund))))
            .Select(w => new MeetingPair(position[w.Startup], position[w.Fund], (long)w.Weight * problem.UnitsPerWeight));
        var rounds = Math.Max(1, Math.Max(perStartup, perFund));
        var flow = MeetingProblem.Create(
            [.. startups.Select(i => new MeetingParticipant(problem.Participants[i].Id, 0, perStartup))],
            [.. funds.Select(i => new MeetingParticipant(problem.Participants[i].Id, 0, perFund))], rounds, tables: null, pairs);

        // No minimums and no pins: there always is a plan.
        var plan = ((MeetingPlanResult.Planned)new ExactMeetingSolver().Solve(flow, null, cancellation)).Plan;
        var prices = new long[problem.Participants.Count];
        for (var i = 0; i < startups.Length; i++)
            prices[startups[i]] = plan.Certificate.StartupPrices[i];
        for (var i = 0; i < funds.Length; i++)
            prices[funds[i]] = plan.Certificate.FundPrices[i];
        return (plan.UpperBound, new() { Kind = TableBoundKind.Partners, Scale = 1, Prices = prices, TablePrice = 0 });

        int[] Of(TableParticipantKind kind) => [.. Enumerable.Range(0, problem.Participants.Count).Where(i => problem.Participants[i].Kind == kind)];
    }
}
