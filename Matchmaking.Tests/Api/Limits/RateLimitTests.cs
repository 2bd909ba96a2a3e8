using System.Diagnostics.Metrics;
using Matchmaking.Api.Limits;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Limits;

/// <summary>Requests a second of one key, and keys that fail at one address. The clock stands still unless it is moved.</summary>
internal sealed class RateLimitTests
{
    private const int FailuresBurst = 20;

    private TestServer _server = null!;

    [SetUp]
    public async Task StartServer() => _server = await TestServer.StartAsync(change: s => s with { RateLimits = RateLimits.TryParse("10,auditor=2,startup=0")! });

    [TearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [Test]
    public async Task Key_OverItsRate_429UntilRetryAfterHasPassed()
    {
        var auditor = await _server.As("auditor");
        for (var i = 0; i < 4; i++)
            (await auditor.GetAsync("/taxonomy")).Expect(200);

        var refused = (await auditor.GetAsync("/taxonomy")).Refused(429, "rate-limited");

        Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)), "the next token comes in half a second");
        Assert.That(refused.Json.Text("detail"), Does.Contain("More than 2 requests a second"));
        _server.Clock.Advance(refused.Headers.RetryAfter.Delta!.Value);
        (await auditor.GetAsync("/taxonomy")).Expect(200);
        (await auditor.GetAsync("/taxonomy")).Expect(200);
        (await auditor.GetAsync("/taxonomy")).Refused(429, "rate-limited");
    }

    [Test]
    public async Task Key_OverItsRate_OthersAreServedAndItsOtherSecretIsNot()
    {
        var created = await _server.CreateKey("auditor");
        var rotated = await _server.Admin.PostAsync($"/keys/{created.Id}/rotate", """{"overlapMinutes":5}""");
        var other = await _server.As("auditor");
        await Exhaust(_server.With(created.Json.Text("key")));

        (await _server.With(rotated.Expect(200).Json.Text("key")).GetAsync("/taxonomy")).Refused(429, "rate-limited");
        (await other.GetAsync("/taxonomy")).Expect(200);
        (await _server.Admin.GetAsync("/taxonomy")).Expect(200);
    }

    [Test]
    public async Task Key_OverItsRate_RefusedBeforeItsRoleIsAsked()
    {
        var auditor = await _server.As("auditor");
        for (var i = 0; i < 4; i++)
            (await auditor.PostAsync("/keys", "{}")).Refused(403, "forbidden");

        (await auditor.PostAsync("/keys", "{}")).Refused(429, "rate-limited");
        (await auditor.GetAsync("/nothing")).Refused(429, "rate-limited");
    }

    [Test]
    public async Task Key_OfARoleWithoutLimit_IsNeverRefused()
    {
        var startup = await _server.As("startup", (await _server.Admin.CreateStartup()).Id);

        for (var i = 0; i < 100; i++)
            (await startup.GetAsync("/taxonomy")).Expect(200);
    }

    [Test]
    public async Task Probes_KeyOverItsRate_AreAnswered()
    {
        var auditor = await _server.As("auditor");
        await Exhaust(auditor);

        (await auditor.GetAsync("//healthz")).Expect(200);
        (await auditor.GetAsync("//readyz")).Expect(200);
    }

    [Test]
    public async Task UnusableKeys_Many_429BeforeTheyAreLookedUp()
    {
        var late = await _server.CreateKey("auditor");
        for (var i = 0; i < FailuresBurst; i++)
            (await _server.With($"mmk_guess-{i}").GetAsync("/taxonomy")).Refused(401, "unauthenticated");

        var refused = (await _server.With("mmk_guess-again").GetAsync("/taxonomy")).Refused(429, "too-many-failures");

        Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(refused.Headers.WwwAuthenticate, Is.Empty);
        // A right key that this server has not seen yet waits too: otherwise the answer would tell a guess from a hit.
        (await _server.With(late.Json.Text("key")).GetAsync("/taxonomy")).Refused(429, "too-many-failures");
        (await _server.Nobody.GetAsync("/taxonomy")).Refused(401, "unauthenticated");
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _server.With(late.Json.Text("key")).GetAsync("/taxonomy")).Expect(200);
        (await _server.With("mmk_guess-again").GetAsync("/taxonomy")).Refused(401, "unauthenticated");
        (await _server.With("mmk_guess-again").GetAsync("/taxonomy")).Refused(429, "too-many-failures");
    }

    [Test]
    public async Task UnusableKeys_Many_KeysInUseAtThatAddressGoOnAndRevocationStillEndsThem()
    {
        var created = await _server.CreateKey("auditor");
        var inUse = _server.With(created.Json.Text("key"));
        (await inUse.GetAsync("/taxonomy")).Expect(200);
        await Guess(FailuresBurst);

        (await inUse.GetAsync("/taxonomy")).Expect(200);
        (await _server.Admin.DeleteAsync($"/keys/{created.Id}")).Expect(204);
        (await inUse.GetAsync("/taxonomy")).Refused(401, "unauthenticated");
        // From now on it is a key like any other that does not work.
        (await inUse.GetAsync("/taxonomy")).Refused(429, "too-many-failures");
    }

    [Test]
    public async Task Metrics_FailuresAndRefusals_AreCounted()
    {
        var counts = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, _server.Services.GetRequiredService<IMeterFactory>()) && instrument.Meter.Name == LimitMetrics.MeterName)
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var name = $"{instrument.Name} {tags[0].Value}";
            lock (counts)
                counts[name] = counts.GetValueOrDefault(name) + value;
        });
        listener.Start();
        var revoked = await _server.CreateKey("auditor");
        (await _server.Admin.DeleteAsync($"/keys/{revoked.Id}")).Expect(204);
        await _server.With(revoked.Json.Text("key")).GetAsync("/taxonomy");

        await Guess(FailuresBurst);

        Assert.That(counts, Is.EquivalentTo(new Dictionary<string, long>
        {
            [LimitMetrics.FailuresName + " revoked"] = 1,
            [LimitMetrics.FailuresName + " unknown"] = FailuresBurst - 1,
            [LimitMetrics.RefusedName + " too-many-failures"] = 1,
        }));
    }

    private async Task Guess(int times)
    {
        for (var i = 0; i < times; i++)
            await _server.With($"mmk_guess-{i}").GetAsync("/taxonomy");
    }

    private static async Task Exhaust(ApiClient client)
    {
        while ((await client.GetAsync("/taxonomy")).Status == 200)
        {
        }
    }
}
