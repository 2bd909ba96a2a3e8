using System.Diagnostics.Metrics;
using System.Security.Claims;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Limits;
using Matchmaking.Core.Keys;
using Matchmaking.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Limits;

/// <summary>Streams that stay open: they take no place of requests, have a number of their own, and no end by time.</summary>
internal sealed class EventStreamLimitTests
{
    private static readonly Endpoint _stream = new(
        null, new EndpointMetadataCollection(new EventStream(), new LimitExemption(RequestLimit.InFlight | RequestLimit.Time, "stays open")), "stream");

    private ServiceProvider _services = null!;
    private LimitMetrics _metrics = null!;

    [SetUp]
    public void SetUp()
    {
        _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _metrics = new LimitMetrics(_services.GetRequiredService<IMeterFactory>());
    }

    [TearDown]
    public async Task TearDown() => await _services.DisposeAsync();

    [Test]
    public async Task Streams_OfOneKey_16AtOnceAndAgainAfterOneEnds()
    {
        var ends = new List<TaskCompletionSource>();
        using var limits = new KeyLimitsMiddleware(_ => Hold(ends), RateLimits.Off, new ManualClock(TestServer.Start), _metrics);
        var (key, other) = (Principal(1), Principal(2));
        var open = Enumerable.Range(0, LoadLimits.StreamsOfOneKey).Select(_ => limits.InvokeAsync(Request(key, _stream))).ToList();
        var refused = Request(key, _stream);

        await limits.InvokeAsync(refused);

        Assert.That((refused.Response.StatusCode, refused.Response.Headers.RetryAfter.ToString()), Is.EqualTo((429, "1")));
        open.Add(limits.InvokeAsync(Request(other, _stream)));
        Assert.That(ends, Has.Count.EqualTo(LoadLimits.StreamsOfOneKey + 1), "another key has places of its own");
        ends[0].SetResult();
        await open[0];
        open.Add(limits.InvokeAsync(Request(key, _stream)));
        Assert.That(ends, Has.Count.EqualTo(LoadLimits.StreamsOfOneKey + 2));
        foreach (var end in ends.Skip(1))
            end.SetResult();
        await Task.WhenAll(open);
    }

    [Test]
    public async Task Streams_OfAllKeys_AreBoundedToo()
    {
        var ends = new List<TaskCompletionSource>();
        using var limits = new KeyLimitsMiddleware(_ => Hold(ends), RateLimits.Off, new ManualClock(TestServer.Start), _metrics);
        var open = Enumerable.Range(0, LoadLimits.Streams).Select(n => limits.InvokeAsync(Request(Principal(n / LoadLimits.StreamsOfOneKey), _stream))).ToList();
        var refused = Request(Principal(9_999), _stream);

        await limits.InvokeAsync(refused);

        Assert.That(ends, Has.Count.EqualTo(LoadLimits.Streams));
        Assert.That(refused.Response.StatusCode, Is.EqualTo(503));
        ends.ForEach(e => e.SetResult());
        await Task.WhenAll(open);
    }

    [Test]
    public async Task Streams_Open_LeaveThePlacesOfRequestsFree()
    {
        var ends = new List<TaskCompletionSource>();
        using var overload = new OverloadMiddleware(
            http => http.GetEndpoint() == _stream ? Hold(ends) : Task.CompletedTask, new LoadLimits(1, TimeSpan.FromSeconds(30)), _metrics);
        var open = Enumerable.Range(0, 50).Select(_ => overload.InvokeAsync(Request(Principal(1), _stream))).ToList();
        var request = Request(Principal(1), null);

        await overload.InvokeAsync(request);

        Assert.That(ends, Has.Count.EqualTo(50));
        Assert.That(request.Response.StatusCode, Is.EqualTo(200));
        ends.ForEach(e => e.SetResult());
        await Task.WhenAll(open);
    }

    private static Task Hold(List<TaskCompletionSource> ends)
    {
        var end = new TaskCompletionSource();
        ends.Add(end);
        return end.Task;
    }

    private static ClaimsPrincipal Principal(int n) =>
        new Caller(KeyId.Parse($"01920000-0000-7000-8000-{n:d12}"), Role.Organizer, []).ToPrincipal(ApiKeyAuthentication.SchemeName);

    private static DefaultHttpContext Request(ClaimsPrincipal user, Endpoint? endpoint)
    {
        var http = new DefaultHttpContext { User = user };
        http.SetEndpoint(endpoint);
        return http;
    }
}
