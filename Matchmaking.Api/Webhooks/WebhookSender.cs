using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Webhooks;

namespace Matchmaking.Api.Webhooks;

/// <summary>
/// Makes one attempt. Of the answer its status counts; up to 4 KiB of its body are read so that the connection can be used again, and none is kept: a webhook
/// must not be a way to read what this server can reach.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int BodyMax = 4 * 1024;
    private const int HeadersMaxKiB = 16;

    private readonly WebhookSettings _settings;
    private readonly Surroundings _now;
    private readonly HttpClient _http;

    public WebhookSender(WebhookSettings settings, TargetConnector connector, Surroundings now)
    {
        (_settings, _now) = (settings, now);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectCallback = connector.Connect,
            MaxResponseHeadersLength = HeadersMaxKiB,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        // The whole attempt has a limit of its own.
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <exception cref="OperationCanceledException">The program stops: nothing is known of the attempt, and it is made again.</exception>
    public async Task<DeliveryAttempt> Send(DeliveryTurn turn, CancellationToken stopping)
    {
        var (at, started) = (_now.Time, Stopwatch.GetTimestamp());
        if (turn.Secrets.Count == 0)
            return new DeliveryAttempt(at, 0, null, DeliveryError.SecretUnreadable);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(_settings.AttemptTime);
        var (status, error) = await Call(turn, at, limit.Token, stopping);
        return new DeliveryAttempt(at, (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds, status, error);
    }

    public void Dispose() => _http.Dispose();

    private async Task<(int? Status, DeliveryError? Error)> Call(DeliveryTurn turn, DateTimeOffset at, CancellationToken limit, CancellationToken stopping)
    {
        using var request = Request(turn, at);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit);
            await ReadSome(response, limit);
            return ((int)response.StatusCode, Judge(response.StatusCode));
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return (null, DeliveryError.TimedOut);
        }
        catch (HttpRequestException failed)
        {
            return (null, ErrorOf(failed));
        }
    }

    private static HttpRequestMessage Request(DeliveryTurn turn, DateTimeOffset at)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, turn.Webhook.Url) { Content = new ByteArrayContent(turn.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.TryAddWithoutValidation("User-Agent", "Matchmaking-Webhooks/1");
        request.Headers.TryAddWithoutValidation("Matchmaking-Signature", WebhookSecret.Sign(turn.Secrets, at, turn.Body));
        request.Headers.TryAddWithoutValidation("Matchmaking-Event", turn.Delivery.EventType);
        request.Headers.TryAddWithoutValidation("Matchmaking-Delivery", turn.Delivery.Id.ToString());
        return request;
    }

    /// <summary>The status is known already: whatever comes of the body changes nothing.</summary>
    private static async Task ReadSome(HttpResponseMessage response, CancellationToken limit)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(limit);
            await body.ReadAtLeastAsync(new byte[BodyMax], BodyMax, throwOnEndOfStream: false, limit);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or OperationCanceledException)
        {
            // The connection is given up instead of being used again.
        }
    }

    private static DeliveryError? Judge(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => DeliveryError.Redirect,
        _ => DeliveryError.Status,
    };

    private static DeliveryError ErrorOf(HttpRequestException failed)
    {
        for (Exception? cause = failed; cause is not null; cause = cause.InnerException)
        {
            if (cause is TargetException target)
                return target.Error;
            if (cause is AuthenticationException)
                return DeliveryError.TlsFailed;
        }

        return failed.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => DeliveryError.NameNotResolved,
            HttpRequestError.SecureConnectionError => DeliveryError.TlsFailed,
            HttpRequestError.ConnectionError => DeliveryError.ConnectionFailed,
            _ => DeliveryError.InvalidAnswer,
        };
    }
}
