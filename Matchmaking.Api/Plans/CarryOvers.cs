using Matchmaking.Api.Contracts;
using Matchmaking.Api.Services;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Outcomes;
using Matchmaking.Core.Storage.Sessions;

namespace Matchmaking.Api.Plans;

/// <summary>Finds the startups that got fewer meetings than their minimum the last time they came, within twelve months: they are served first this time.</summary>
internal static class CarryOvers
{
    private const int Months = 12;

    public static async Task<IReadOnlyList<CarryOverView>> Load(Db db, SessionRoster roster)
    {
        // A startup comes once for each of its asks; its meetings count together.
        var open = roster.Startups.GroupBy(r => r.Party.Id!.Value).ToDictionary(g => g.Key, g => g.Select(r => r.Id).ToList());
        var found = new List<CarryOverView>();
        var month = roster.Session.Month;
        var earlier = await SessionStore.Between(db, month.AddMonths(-Months), month.AddMonths(-1));
        foreach (var session in earlier.Reverse())
        {
            var last = (await RegistrationStore.OfSession(db, session))
                .Where(r => r.Party.Type == PartyType.Startup && r.Status != RegistrationStatus.Cancelled && open.ContainsKey(r.Party.Id!.Value)).ToList();
            if (last.Count == 0)
                continue;
            var meetings = await Meetings(db, session);
            foreach (var startup in last.GroupBy(r => r.Party.Id!.Value))
            {
                open.Remove(startup.Key, out var now);
                if (meetings is null)
                    continue;
                var (had, minimum) = (startup.Sum(meetings), startup.Sum(r => r.MinMeetings));
                if (had < minimum)
                    found.AddRange(now!.Select(id => new CarryOverView(id, session, had, minimum)));
            }
        }

        return [.. found.OrderBy(c => c.RegistrationId)];
    }

    // What took place where that is known, and otherwise what was planned; null where neither is.
    private static async Task<Func<Registration, int>?> Meetings(Db db, SessionId session)
    {
        var outcomes = await OutcomeStore.OfSession(db, session);
        if (outcomes.Count > 0)
        {
            var met = outcomes.Where(o => o.Result != OutcomeResult.Passed).Select(o => (o.FinancingRequestId, o.FundId)).Distinct().CountBy(p => p.FinancingRequestId).ToDictionary();
            return r => met.GetValueOrDefault(r.FinancingRequestId!.Value);
        }

        if (await PlanStore.InForce(db, session) is not { } plan)
            return null;
        var planned = PlanTranslator.Read(plan).Meetings.CountBy(m => m.StartupRegistrationId).ToDictionary();
        return r => planned.GetValueOrDefault(r.Id);
    }
}
