using System.Net;
using Matchmaking.Core.Common;
using Matchmaking.Core.Events;

namespace Matchmaking.Core.Webhooks;

/// <summary>What holds for every webhook, new or changed.</summary>
public static class WebhookRules
{
    public const int UrlMax = 2_000;

    /// <summary>Webhooks of one key.</summary>
    public const int MostOfAKey = 20;

    /// <param name="details">What a client wrote.</param>
    /// <param name="privateTargets">Whether http and addresses that are not public may be called.</param>
    /// <param name="existing">What it replaces; null: it is new.</param>
    public static Result<WebhookDetails> Validate(WebhookDetails details, bool privateTargets, Webhook? existing)
    {
        var check = new Validator();
        if (UrlFault(details.Url, privateTargets) is { } fault)
            check.Add("/url", fault);
        for (var i = 0; i < details.Events.Count && details.Events.Count <= Bounds.ListMax; i++)
            check.Require(EventTypes.IsPattern(details.Events[i]), $"/events/{i}", Codes.UnknownValue, ("allowed", string.Join(", ", EventTypes.All)));
        check.Require(
            details.Status != WebhookStatus.Disabled || existing?.Status == WebhookStatus.Disabled, "/status", Codes.NotAllowed, ("why", "set by the program"));
        return check.Result(details);
    }

    /// <returns>Null for an address that may be called, as far as it shows without asking for the name.</returns>
    private static string? UrlFault(string url, bool privateTargets)
    {
        // What no text of one line may be is told by the declared bounds.
        if (string.IsNullOrWhiteSpace(url) || PlainText.Length(url) > UrlMax || !PlainText.IsSingleLine(url))
            return null;
        // Only what is sent as it is written: no blanks, no other letters, which Uri would quietly rewrite.
        if (!url.All(c => c is > ' ' and < (char)127 and not '\\') || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return Codes.InvalidUrl;
        if (uri.Scheme != Uri.UriSchemeHttps && !(privateTargets && uri.Scheme == Uri.UriSchemeHttp))
            return Codes.InvalidUrl;
        if (uri.UserInfo.Length > 0 || url.Contains('#', StringComparison.Ordinal) || url.Split('/')[2].Contains('@', StringComparison.Ordinal))
            return Codes.InvalidUrl;
        // A name is judged when it is called; an address can be judged now, which tells its owner sooner.
        return privateTargets || !IPAddress.TryParse(uri.DnsSafeHost, out var address) || PublicAddress.IsPublic(address) ? null : Codes.TargetNotAllowed;
    }
}
