using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Demo;

/// <summary>What parties of the open session say of each other; all set by the parties themselves.</summary>
internal sealed class DemoWishes(DemoPreference preference, DemoInvitations invitations)
{
    private readonly DemoIds _ids = new("preferences");
    private readonly List<Preference> _made = [];
    private readonly HashSet<(RegistrationId, RegistrationId)> _said = [];

    public IReadOnlyList<Preference> Make(
        Session session, IReadOnlyList<DemoAsk> asks, IReadOnlyList<DemoFund> funds, IReadOnlyList<Registration> registrations, DateTimeOffset at)
    {
        var places = registrations.ToDictionary(r => r.FinancingRequestId?.Value ?? r.Party.Id!.Value);
        var showcase = asks[0];
        var suitor = funds.Single(f => f.Fund.ExternalId == DemoInventedFunds.Suitor);

        // A pin: both say must.
        Say(Of(showcase), OfFund(suitor), PreferenceValue.Must);
        Say(OfFund(suitor), Of(showcase), PreferenceValue.Must);

        foreach (var ask in asks.Skip(1).Where((_, i) => i % 5 == 0))
        {
            var liked = funds.Where(f => invitations.IsOpen(f, ask)).OrderByDescending(f => preference.Utility(f, ask.Startup, ask.Request)).ToList();
            if (liked.Count == 0)
                continue;
            Say(Of(ask), OfFund(liked[0]), PreferenceValue.Want);
            if (liked.Count > 6)
                Say(Of(ask), OfFund(liked[^1]), PreferenceValue.Avoid);
        }

        foreach (var (fund, i) in funds.Where(f => !f.IsPublic && !f.IsBarred).Select((f, i) => (f, i)))
        {
            var liked = asks.Where(a => a != showcase && invitations.IsOpen(fund, a))
                .OrderByDescending(a => preference.Utility(fund, a.Startup, a.Request)).ToList();
            if (liked.Count < 5)
                continue;
            Say(OfFund(fund), Of(liked[0]), i % 4 == 1 ? PreferenceValue.Must : PreferenceValue.Want);
            if (i % 3 == 0)
                Say(OfFund(fund), Of(liked[^1]), PreferenceValue.Avoid);
            if (i % 5 == 2)
                Say(OfFund(fund), Of(liked[^2]), PreferenceValue.Veto);
            if (i % 5 == 4)
                Say(Of(liked[2]), OfFund(fund), PreferenceValue.Veto);
        }

        return _made;

        Registration Of(DemoAsk ask) => places[ask.Request.Id.Value];
        Registration OfFund(DemoFund fund) => places[fund.Fund.Id.Value];
        void Say(Registration from, Registration to, PreferenceValue value) => Enter(session, from, to, value, at);
    }

    /// <summary>Nobody says two things of the same party; the first stands.</summary>
    private void Enter(Session session, Registration from, Registration to, PreferenceValue value, DateTimeOffset at)
    {
        if (!_said.Add((from.Id, to.Id)))
            return;
        var time = at.AddMinutes(3 * _made.Count);
        _made.Add(new Preference
        {
            Id = new(_ids.Next(time)),
            SessionId = session.Id,
            OwnerId = from.Party.Id!.Value,
            From = from.Id,
            To = to.Id,
            Value = value,
            Version = 1,
            CreatedAt = time,
            UpdatedAt = time,
        });
    }
}
