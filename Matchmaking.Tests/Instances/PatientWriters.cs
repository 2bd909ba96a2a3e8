using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Matchmaking.Tests.Instances;

/// <summary>
/// Clients as they should be: each write has an idempotency key and is sent, to one instance after another, until it is
/// answered; what was written is then read at the next instance. They note every answer that a client could not live with.
/// </summary>
internal sealed class PatientWriters(Fleet fleet)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    private volatile bool _stopping;
    private readonly List<Task> _writers = [];
    private long _lastSuccess = Stopwatch.GetTimestamp();
    private long _longestSilence;

    /// <summary>Ids that were answered, by name.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers that no fault excuses.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    /// <summary>How often something was sent again.</summary>
    public int Retries => _retries;

    private int _retries;

    /// <summary>The longest time in which nothing was answered, since this was asked last.</summary>
    public TimeSpan TakeLongestSilence() => TimeSpan.FromTicks(Interlocked.Exchange(ref _longestSilence, 0));

    public void Start(int count)
    {
        for (var w = 0; w < count; w++)
        {
            var writer = $"w{w}";
            _writers.Add(Task.Run(() => Run(writer)));
        }
    }

    /// <summary>Lets each end the write that it is at.</summary>
    public async Task Stop()
    {
        _stopping = true;
        await Task.WhenAll(_writers);
    }

    /// <summary>Waits for a write that is answered from now on.</summary>
    public async Task<TimeSpan> UntilNextSuccess(TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        while (Interlocked.Read(ref _lastSuccess) < started)
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
                throw new TimeoutException($"Nothing was answered for {patience}.");
            await Task.Delay(5);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private async Task Run(string writer)
    {
        for (var n = 0; !_stopping; n++)
        {
            var name = $"{writer}-{n}";
            var id = await Write(name);
            Note();
            if (!Acknowledged.TryAdd(name, id))
                Wrong.Enqueue($"{name} twice");
            await Read(name, id);
        }
    }

    private async Task<string> Write(string name)
    {
        while (true)
        {
            if (await Send(() =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, "/v1/startups") { Content = new StringContent(new JsonObject { ["name"] = name }.ToJsonString(), Encoding.UTF8, "application/json") };
                request.Headers.Add("Idempotency-Key", name);
                return request;
            }) is { Status: HttpStatusCode.Created } created)
                return (string)JsonNode.Parse(created.Body)!["id"]!;
        }
    }

    /// <summary>Whoever answers: never a state older than the write.</summary>
    private async Task Read(string name, string id)
    {
        while (true)
        {
            var answer = await Send(() => new HttpRequestMessage(HttpMethod.Get, $"/v1/startups/{id}"));
            if (answer is null)
                continue;
            if (answer.Status != HttpStatusCode.OK)
                Wrong.Enqueue($"{name}: written and then {(int)answer.Status}");
            return;
        }
    }

    /// <returns>Null when it is to be sent again.</returns>
    private async Task<Reply?> Send(Func<HttpRequestMessage> make)
    {
        try
        {
            using var request = make();
            using var response = await fleet.Next().SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests)
            {
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is null)
                    Wrong.Enqueue($"503 without Retry-After: {body}");
                await Again();
                return null;
            }

            if ((int)response.StatusCode >= 400 && response.StatusCode != HttpStatusCode.NotFound)
                Wrong.Enqueue($"{(int)response.StatusCode}: {body}");
            return new Reply(response.StatusCode, body);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException or ObjectDisposedException)
        {
            // The instance was killed.
            await Again();
            return null;
        }
    }

    private async Task Again()
    {
        Interlocked.Increment(ref _retries);
        await Task.Delay(_pause);
    }

    private void Note()
    {
        var now = Stopwatch.GetTimestamp();
        var silence = Stopwatch.GetElapsedTime(Interlocked.Exchange(ref _lastSuccess, now), now).Ticks;
        long longest;
        while (silence > (longest = Interlocked.Read(ref _longestSilence)) && Interlocked.CompareExchange(ref _longestSilence, silence, longest) != longest)
        {
        }
    }

    private sealed record Reply(HttpStatusCode Status, string Body);
}
