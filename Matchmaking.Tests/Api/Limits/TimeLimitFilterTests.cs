using System.Diagnostics.Metrics;
using Matchmaking.Api.Errors;
using Matchmaking.Api.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Limits;

/// <summary>The time that a request may take: who is told what when it is over.</summary>
internal sealed class TimeLimitFilterTests
{
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(1);

    private ServiceProvider _services = null!;
    private TimeLimitFilter _filter = null!;

    [SetUp]
    public void SetUp()
    {
        _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _filter = new TimeLimitFilter(new LoadLimits(1, _short), TimeProvider.System, new LimitMetrics(_services.GetRequiredService<IMeterFactory>()));
    }

    [TearDown]
    public async Task TearDown() => await _services.DisposeAsync();

    [Test]
    public async Task Work_ThatCanBeCancelled_EndsAsTimedOut()
    {
        var http = new DefaultHttpContext();
        var before = http.RequestAborted;

        var answer = await Invoke(http, WaitForEver);

        Assert.That((answer as ProblemAnswer)?.Error.Code, Is.EqualTo("timed-out"));
        Assert.That(http.RequestAborted, Is.EqualTo(before), "the answer is written whatever the time");
    }

    [Test]
    public async Task Work_DoneInSpiteOfTheTime_IsAnsweredWithWhatItDid()
    {
        var http = new DefaultHttpContext();

        var answer = await Invoke(http, async h =>
        {
            await Assert.ThatAsync(() => WaitForEver(h), Throws.InstanceOf<OperationCanceledException>());
            return "committed";
        });

        Assert.That(answer, Is.EqualTo("committed"));
        Assert.That(http.RequestAborted.IsCancellationRequested, Is.False);
    }

    [Test]
    public async Task Caller_WhoLeft_IsNotToldOfTime()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        var http = new DefaultHttpContext { RequestAborted = caller.Token };

        await Assert.ThatAsync(async () => await Invoke(http, WaitForEver), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Endpoint_WithItsOwnTimeOrNone_IsNotEndedByTheUsualOne()
    {
        foreach (var metadata in (object[])[new TimeLimit(TimeSpan.FromMinutes(5)), new LimitExemption(RequestLimit.Time, "long by nature")])
        {
            var http = new DefaultHttpContext();
            http.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(metadata), "long"));
            using var beyond = new CancellationTokenSource(20 * _short);

            var answer = await Invoke(http, async h =>
            {
                // Another timer of the same clock, twenty times as long, ends first only if the usual one does not run.
                var ended = new TaskCompletionSource<string>();
                await using var usual = h.RequestAborted.Register(() => ended.TrySetResult("aborted"));
                await using var other = beyond.Token.Register(() => ended.TrySetResult("went on"));
                return await ended.Task;
            });

            Assert.That(answer, Is.EqualTo("went on"), metadata.ToString());
        }
    }

    private ValueTask<object?> Invoke(HttpContext http, Func<HttpContext, Task<object?>> work) =>
        _filter.InvokeAsync(EndpointFilterInvocationContext.Create(http), context => new(work(context.HttpContext)));

    private static async Task<object?> WaitForEver(HttpContext http)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
        return null;
    }
}
