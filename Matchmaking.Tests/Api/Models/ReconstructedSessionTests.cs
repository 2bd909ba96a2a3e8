using Matchmaking.Api.Models;
using Matchmaking.Core.Outcomes;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Facts;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Models;

/// <summary>A session that was never frozen is learned from as it stood on the day before.</summary>
internal sealed class ReconstructedSessionTests
{
    [Test]
    public async Task Read_SessionsWithoutFreezes_MeetingsAndPreferencesFromBeforeTheirDay()
    {
        await using var server = await TestServer.StartAsync();
        var admin = server.Admin;
        var first = (await admin.CreateSession(Bodies.Session("2026-10"))).Id;
        var second = (await admin.CreateSession()).Id;
        var fund = await admin.CreateInvestor("Fund", second);
        var (known, fresh, late) = (await admin.CreateSeeker("Known", second), await admin.CreateSeeker("New", second), await admin.CreateSeeker("Late", second));
        await admin.Register(first, Bodies.FundRegistration(fund.FundId));
        await admin.Register(first, Bodies.StartupRegistration(known.StartupId, known.RequestId));
        await admin.Record(first, Bodies.Outcome(fund.FundId, known.RequestId, "interested", "2026-10-08"));
        var key = await server.As("fund", fund.FundId);
        await key.Prefer(second, fund.RegistrationId, fresh.RegistrationId, "want");
        server.Clock.Advance(TimeSpan.FromDays(3));
        await key.Prefer(second, fund.RegistrationId, late.RegistrationId, "must");
        await admin.Record(second, Bodies.Outcome(fund.FundId, known.RequestId, "invested", "2026-11-23"));

        var sessions = await server.Services.GetRequiredService<TrainingSessions>().Read(new(2026, 11, 23), _ => Task.CompletedTask, CancellationToken.None);

        Assert.That(sessions.Select(s => s.Snapshot.AsOf), Is.EqualTo(new DateOnly[] { new(2026, 10, 7), new(2026, 11, 22) }));
        Assert.That(sessions[0].Snapshot.Funds.Single().Book.Meetings, Is.Null, "what came of the session itself is not known before it");
        Assert.That(
            sessions[1].Snapshot.Funds.Single().Book.Meetings,
            Is.EqualTo(new[] { new MeetingFacts { StartupId = StartupId.Parse(known.StartupId), Result = OutcomeResult.Interested, OccurredOn = new(2026, 10, 8) } }));
        Assert.That(
            sessions[1].Snapshot.Preferences,
            Is.EqualTo(new[] { new StatedPreference(FundId.Parse(fund.FundId), FinancingRequestId.Parse(fresh.RequestId), PreferenceValue.Want) }),
            "what was said on the day itself is not");
    }
}
